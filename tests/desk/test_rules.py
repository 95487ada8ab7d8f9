"""What the desk computes and decides."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from kokong.desk import rules

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@given(code=st.one_of(st.sampled_from([*rules.PERIODS, "own", ""]), st.text(max_size=5)))
def test_a_named_period_ends_now_and_an_unknown_one_is_the_usual(code: str) -> None:
    period = rules.period(code=code, now=NOW)
    assert period.until == NOW
    assert period.since < NOW
    assert period.code == (code if code in rules.PERIODS else rules.USUAL_PERIOD)


def test_an_own_period_holds_both_of_its_days_whole() -> None:
    zone = ZoneInfo("Europe/Stockholm")
    period = rules.own_period(first=date(2026, 10, 24), last=date(2026, 10, 25), zone=zone)
    assert period.until.astimezone(UTC) - period.since.astimezone(UTC) == timedelta(
        hours=49
    )  # the clock goes back


ZONE = ZoneInfo("Europe/Stockholm")


@given(
    ago=st.integers(0, 400), length=st.integers(0, 400), code=st.sampled_from(list(rules.PERIODS)),
)  # fmt: skip
def test_what_a_slider_leaves_lies_in_its_period_and_is_never_nothing(ago: int, length: int, code: str) -> None:
    whole = rules.period(code=code, now=NOW)
    last = NOW.astimezone(ZONE).date() - timedelta(days=ago)
    found = rules.narrowed(whole, first=last - timedelta(days=length), last=last, zone=ZONE)
    assert whole.since <= found.since < found.until <= whole.until


def test_a_slider_leaves_whole_days() -> None:
    whole = rules.period(code="3m", now=NOW)
    found = rules.narrowed(whole, first=date(2026, 11, 3), last=date(2026, 11, 5), zone=ZONE)
    assert found.until - found.since == timedelta(days=3)
    assert rules.days_of(found, zone=ZONE) == (date(2026, 11, 3), date(2026, 11, 5))
    assert rules.days_of(whole, zone=ZONE)[1] == date(2026, 11, 22)


def test_half_a_span_or_one_turned_round_leaves_everything() -> None:
    whole = rules.period(code="3m", now=NOW)
    day = date(2026, 11, 3)
    for first, last in ((None, day), (day, None), (day, day - timedelta(days=1))):
        assert rules.narrowed(whole, first=first, last=last, zone=ZONE) == whole
