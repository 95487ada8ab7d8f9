"""Cells of an address that a spreadsheet made something else of."""

from datetime import date, datetime, time

import pytest

from kokong.tables import misread


@pytest.mark.parametrize(
    ("cell", "kind", "probably"),
    [
        (date(2026, 7, 5), "date", "5-7 / 7-5"),
        (datetime(2026, 7, 25), "date", "25-7"),  # noqa: DTZ001
        (46208.0, "date", "5-7 / 7-5"),
        ("2026-07-05 00:00:00", "date", "5-7 / 7-5"),
        ("05-jul", "date", "5-7 / 7-5"),
        (True, "truth", ""),
        ("SANT", "truth", ""),
        (time(8, 30), "time", ""),
        ("08:30", "time", ""),
        (0.5, "fraction", "1-2"),
        ("0,5", "fraction", "1-2"),
        ("#REF!", "error", ""),
        ("Tallvägen #SAKNAS!", "error", ""),
        ("######", "error", ""),
        (float("inf"), "error", ""),
    ],
)
def test_what_is_no_address_says_what_it_was(cell: object, kind: str, probably: str) -> None:
    found = misread(cell)
    assert found is not None
    assert (found.kind, found.probably) == (kind, probably)


@pytest.mark.parametrize(
    "cell", ["Tallvägen 5", "5-7", "5/7", "12 A", 5.0, 1203, "", float("nan"), "Fjärde Tvärgatan 7", "Majvägen 5"]
)
def test_an_address_is_one(cell: object) -> None:
    assert misread(cell) is None
