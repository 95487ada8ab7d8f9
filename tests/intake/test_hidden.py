"""Secrets in files: hidden wherever they are shown, and sealed one by one before the rows are taken. Pure."""

from datetime import date

import pytest

from kokong.intake import hidden
from kokong.intake.files import Line, Table, read
from kokong.intake.values import Unreadable

SECRET = "open sesame"


class Cave:
    """Knows its word wherever it stands; in its own column everything is one."""

    def shown(self, text: str, *, field: str) -> str:
        """Hidden, or as it is."""
        return hidden.HIDDEN if text and (field or text == SECRET) else text

    def cell(self, text: str, *, field: str) -> str:
        """Sealed by turning it round."""
        return f"sealed {text[::-1]}"

    def seal(self, content: bytes) -> bytes:
        """The same for a file."""
        return content[::-1]

    def unseal(self, content: bytes) -> bytes:
        """And back."""
        return content[::-1]


HEADER = ("Name", "Word", "Day")
TABLE = Table(
    HEADER,
    (Line(4, ("Ali", SECRET, date(2026, 1, 5))), Line(7, (SECRET, "", "+46 70")), Line(8, ('a;"b\nc', "x", 5.0))),
    3, at=2,
)  # fmt: skip


def test_columns_of_secrets_are_found_by_their_fields() -> None:
    assert hidden.columns(HEADER, {"name": "Name", "word": "Word"}, {"word"}) == {1: "word"}
    assert hidden.columns(HEADER, {"word": "Gone"}, {"word"}) == {}


def test_what_is_shown_hides_secrets_in_their_column_and_in_every_other() -> None:
    assert hidden.shown(Cave(), ("Ali", "x", SECRET), {1: "word"}) == ("Ali", "•••", "•••")
    assert hidden.shown(None, ("Ali", SECRET), {1: "word"}) == ("Ali", SECRET)


def test_a_message_quotes_no_secret_even_cut_short() -> None:
    long = "s" * 80
    said = hidden.quoted(Cave(), f"Word: “{long[:60]}” and {SECRET}, Ali", ("Ali", long, SECRET), {1: "word"})
    assert said == "Word: “•••” and •••, Ali"


def test_a_heading_that_is_a_secret_is_refused() -> None:
    with pytest.raises(Unreadable, match="headings"):
        hidden.check_header(Cave(), ("Name", SECRET))
    hidden.check_header(Cave(), HEADER)
    hidden.check_header(None, (SECRET,))


def test_a_file_that_is_written_anew_reads_the_same_under_the_same_row_numbers() -> None:
    again = read(hidden.rewritten(Cave(), TABLE, {1: "word"}), header=TABLE.at)
    assert (again.header, again.at) == (HEADER, 2)
    assert [line.number for line in again.rows][:2] == [4, 7]
    assert again.rows[0].cells == ("Ali", "sealed emases nepo", "2026-01-05")
    assert again.rows[1].cells[0] == "•••"
    assert SECRET not in str(again)
