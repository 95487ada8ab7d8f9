"""Parts of text messages, and the pace of letters by a clock of our own."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kokong.kernel import letters
from kokong.kernel.letters import Rate
from kokong.sending import addresses, rules
from kokong.sending.pace import Bucket, full
from kokong.sending.segments import sms_parts

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "parts", "units", "encoding"),
    [
        ("", 0, 0, "GSM-7"),
        ("a" * 160, 1, 160, "GSM-7"),
        ("a" * 161, 2, 161, "GSM-7"),
        ("å" * 306, 2, 306, "GSM-7"),
        ("å" * 307, 3, 307, "GSM-7"),
        ("€" * 80, 1, 160, "GSM-7"),
        ("€" * 81, 2, 162, "GSM-7"),
        ("a" * 152 + "€" + "a" * 152, 3, 306, "GSM-7"),  # the euro sign is not cut in two
        ("–" + "a" * 69, 1, 70, "UCS-2"),
        ("–" + "a" * 70, 2, 71, "UCS-2"),
        ("😀" * 35, 1, 70, "UCS-2"),
        ("😀" * 36, 2, 72, "UCS-2"),
        ("^{}\\[~]|€\f", 1, 20, "GSM-7"),
    ],
)
def test_parts_of_a_text_message(text: str, parts: int, units: int, encoding: str) -> None:
    found = sms_parts(text)
    assert (found.parts, found.units, found.encoding) == (parts, units, encoding)


def test_it_says_which_signs_make_it_dear() -> None:
    assert sms_parts("”hej” – så").outside == "”–"
    assert sms_parts("så").outside == ""


@given(st.text(max_size=400))
def test_a_longer_text_is_never_cheaper(text: str) -> None:
    assert sms_parts(text + "a").parts >= sms_parts(text).parts


def test_a_window_of_one_sends_one() -> None:
    rate = Rate(1.0, 1)
    bucket, sent = full(rate, NOW), []
    for tenth in range(100):
        given_now, bucket = bucket.take(1, rate=rate, now=NOW + timedelta(seconds=tenth / 10))
        sent.append(given_now)
    assert sum(sent) == 10
    assert [place for place, each in enumerate(sent) if each] == list(range(0, 100, 10))


@given(st.lists(st.tuples(st.floats(0, 30), st.integers(0, 50)), max_size=40), st.floats(0.1, 20))
def test_never_more_than_the_rate_and_one_burst(steps: list[tuple[float, int]], per_second: float) -> None:
    rate = Rate(per_second, max(1, round(2 * per_second)))
    bucket, now, sent = full(rate, NOW), NOW, 0
    for pause, wanted in steps:
        now += timedelta(seconds=pause)
        given_now, bucket = bucket.take(wanted, rate=rate, now=now)
        sent += given_now
    assert sent <= rate.burst + per_second * (now - NOW).total_seconds() + 1e-3


def test_a_clock_that_is_set_back_gives_nothing() -> None:
    rate = Rate(10.0, 20)
    _given, bucket = full(rate, NOW).take(20, rate=rate, now=NOW)
    assert bucket.take(5, rate=rate, now=NOW - timedelta(hours=1)) == (0, bucket)


def test_whoever_waits_knows_when_it_is_their_turn() -> None:
    rate = Rate(0.5, 1)
    assert Bucket(0.0, NOW).next_at(3, rate=rate) == NOW + timedelta(seconds=6)


def test_it_fares_badly_by_the_last_two_hundred_alone() -> None:
    fine, bad = rules.TAKEN, rules.REFUSED
    assert not rules.fares_badly(bad * 199, share=0.2)
    assert rules.fares_badly(bad * 200, share=0.2)
    assert not rules.fares_badly(fine * 160 + bad * 40, share=0.2)
    assert rules.fares_badly(fine * 159 + bad * 41, share=0.2)
    assert not rules.fares_badly(bad * 500 + fine * 200, share=0.2)


@pytest.mark.parametrize("text", ["a@b.example", "åsa@höör.example", "x+y@b.example"])
def test_what_is_an_address(text: str) -> None:
    assert addresses.is_email(text)


@pytest.mark.parametrize(
    "text", ["", "@b", "a@", "ab", "a@b,c@d", "a@b\nBcc: x@y", "<a@b>", "a b@c", "a@" + "b" * 300]
)
def test_what_is_none(text: str) -> None:
    assert not addresses.is_email(text)


def test_addresses_are_told_apart_by_a_keyed_hash_that_knows_no_capitals() -> None:
    assert addresses.digest(" A@B.example") == addresses.digest("a@b.example ")
    assert addresses.digest("a@b.example") != addresses.digest("a@b.exampel")
    assert addresses.domain("Åsa@HÖÖR.example") == "höör.example"


@pytest.mark.parametrize("value", ["fast", "-1", "nan", "1,5"])
def test_a_setting_that_is_no_number_is_named(value: str) -> None:
    with pytest.raises(ValueError, match="KOKONG_MAIL_PER_SECOND_AND_DOMAIN"):
        letters.read({"KOKONG_MAIL_PER_SECOND_AND_DOMAIN": value})
