"""Lines as the format wants them: what is easily done wrong, and then drops a whole feed without a word."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kokong.meetings import ical

AT = datetime(2027, 3, 4, 17, 30, tzinfo=UTC)
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)


def unfolded(text: str) -> str:
    return text.replace("\r\n ", "").removesuffix("\r\n")


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("Kaffe, te; saft", "S:Kaffe\\, te\\; saft"),
        ("C:\\temp", "S:C:\\\\temp"),
        ("ett\r\ntvå", "S:ett\\ntvå"),
        ('"Hej"', 'S:"Hej"'),
    ],
)
def test_words_are_escaped(said: str, wanted: str) -> None:
    assert unfolded(ical.text("S", said)) == wanted


@given(WORDS)
def test_no_line_is_longer_than_75_bytes_and_none_is_lost(said: str) -> None:
    folded = ical.text("SUMMARY", said)
    lines = folded.split("\r\n")
    assert all(len(each.encode()) <= 75 for each in lines)
    assert lines[-1] == ""
    back = unfolded(folded).removeprefix("SUMMARY:")
    assert back == said.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\r", "").replace(
        "\n", "\\n"
    )


def test_letters_of_several_bytes_are_not_cut() -> None:
    assert all(each.encode().decode() for each in ical.text("S", "🏠" * 60).splitlines())


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("Eva Ek", "A;CN=Eva Ek:x"),
        ("Ek, Eva", 'A;CN="Ek, Eva":x'),
        ('Eva "Evis" Ek', "A;CN=Eva ”Evis” Ek:x"),
        ("Ek\r\nATTENDEE:mailto:y", 'A;CN="EkATTENDEE:mailto:y":x'),
    ],
)
def test_a_name_stays_within_its_parameter(name: str, wanted: str) -> None:
    assert unfolded(ical.line("A", "x", {"CN": name})) == wanted


def test_a_moment_by_its_clock_and_without_one() -> None:
    assert ical.time("DTSTART", AT) == "DTSTART:20270304T173000Z\r\n"
    there = AT.astimezone(ZoneInfo("Europe/Stockholm"))
    assert ical.time("DTSTART", there) == "DTSTART;TZID=Europe/Stockholm:20270304T183000\r\n"


def test_a_block() -> None:
    assert ical.block("X", [ical.line("A", "1")]) == "BEGIN:X\r\nA:1\r\nEND:X\r\n"
