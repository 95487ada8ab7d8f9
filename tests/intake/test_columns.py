"""What each column is for, and what a row says by the names of its fields."""

from datetime import date, datetime, time
from typing import Any

import pytest

from kokong.intake import columns
from kokong.intake.api import CellProblem, Field, Need, Row
from kokong.intake.columns import Use

from .lanterns import LANTERNS


def row(**cells: Any) -> Row:
    """A row whose columns are called as the fields are."""
    return Row(2, list(cells.values()), {name: at for at, name in enumerate(cells)}, tuple(cells))


def test_a_header_is_guessed_by_key_title_and_words_in_any_spelling() -> None:
    header = ["LYKTA", "Oil", "Tänd (ja/nej)", "Since", "Kommentar"]
    assert LANTERNS.guess(header) == {"name": "LYKTA", "oil": "Oil", "lit": "Tänd (ja/nej)", "since": "Since"}
    assert LANTERNS.guess(["Oil (litres)", "name"]) == {"name": "name", "oil": "Oil (litres)"}


def test_what_is_required_is_a_need_of_its_own() -> None:
    (need,) = LANTERNS.wanted
    assert need == Need("Name", (("name",),))
    assert columns.lacking({}, need.ways)
    assert not columns.lacking({"name": "Lykta"}, need.ways)
    assert columns.lacking({"x": "E"}, (("address",), ("x", "y")))
    assert not columns.lacking({"x": "E", "y": "N"}, (("address",), ("x", "y")))


def test_each_column_is_used_not_used_or_must_be_decided() -> None:
    header = ("Lykta", "Lykta", "Kommun", "Stad", "Kommentar")
    doubts = columns.doubtful(header, {doubt.key: doubt.words for doubt in LANTERNS.doubts})
    assert doubts == {"Kommun": "town", "Stad": "town"}
    assert columns.uses(header, {"name": "Lykta"}, doubts=doubts, aside=["Stad"]) == (
        Use("Lykta", "used", field="name"),
        Use("Lykta", "unused"),
        Use("Kommun", "undecided", doubt="town"),
        Use("Stad", "unused"),
        Use("Kommentar", "unused"),
    )
    (used,) = columns.uses(("Kommun",), {"name": "Kommun"}, doubts=doubts, aside=())
    assert used.state == "used"


def test_only_the_police_are_offered_their_fields() -> None:
    assert [field.key for field in LANTERNS.told(police=False)] == ["name", "lit", "oil", "since"]
    assert LANTERNS.told(police=True)[-1] == Field("owner", "Owner", guesses="ägare", police=True)


def test_a_row_is_read_by_its_fields() -> None:
    told = row(name=" Norra\r\nlyktan ", lit="Ja", oil="1,5", since="2026-02-01", clock="18.30", guarded="'=1+1")
    assert (told.text("name"), told.yes("lit"), told.number("oil")) == ("Norra\nlyktan", True, 1.5)
    said = told.said("clock")
    assert said is not None
    assert (told.day("since"), said.first.clock) == (date(2026, 2, 1), time(18, 30))
    assert told.moment("since") == (datetime(2026, 2, 1), False)  # noqa: DTZ001
    assert told.text("guarded") == "=1+1"
    assert (told.text("no such field"), told.number("oil2"), told.day("d"), told.yes("y")) == (
        "",
        None,
        None,
        None,
    )
    assert "oil" in told
    assert "oil2" not in told
    assert row(many=5.0).whole("many") == 5
    assert Row(2, [], {"name": 0}, ["name"]).text("name") == "", "a row may be shorter than the header"


@pytest.mark.parametrize(
    ("said", "read"), [("a", "number"), ("1.5", "whole"), ("i går", "day"), ("kanske", "yes"), ("99", "said")]
)
def test_what_cannot_be_understood_names_column_and_cell(said: str, read: str) -> None:
    with pytest.raises(CellProblem, match=f"What: “{said}” can't be understood"):
        getattr(row(What=said), read)("What")
