"""Exports that no spreadsheet runs, and text that every program can show."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kokong.tables import as_csv, clean, cleaned, guarded, impossible, unguarded


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+46 70 174", "-2+3", "@SUM(A1)", "\tx", "\rx", "  =1+1", "\ufeff=1", "\u00a0@x", "\n=1", "＝1"],
)
def test_what_a_spreadsheet_would_run_is_guarded(cell: str) -> None:
    assert guarded(cell).startswith("'")
    assert unguarded(guarded(cell)) == clean(cell)


@pytest.mark.parametrize(
    "cell", ["-5", "+5", "-5,25", "1.5e-3", -5, 2.5, "Storgatan 5", "", "'quoted'", "2026-01-01"]
)
def test_numbers_and_words_stay(cell: object) -> None:
    assert guarded(cell) == str(cell)


@pytest.mark.parametrize("cell", ["-inf", "-1_000", "-5 kr", "-"])
def test_what_only_looks_like_a_number_is_guarded(cell: str) -> None:
    assert guarded(cell) == f"'{cell}"


def test_headers_are_guarded_too() -> None:
    ((first, second), (third, fourth)) = csv.reader(io.StringIO(as_csv([["=a", "b"], [None, -1]])), delimiter=";")
    assert (first, second, third, fourth) == ("'=a", "b", "", "-1")


@given(st.text())
def test_no_cell_begins_as_a_formula(text: str) -> None:
    cell = guarded(text)
    assert not cell.lstrip().startswith(("=", "@")), cell
    assert not impossible(cell)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Kal\x00mar", "Kalmar"), ("a\x1b[31mb", "a [31mb"), ("a\x85b", "a b"), ("a\u2028b", "a b"),
        ("\u202egnp.exe", "gnp.exe"), ("a\u2066b\u2069", "ab"), ("\ud800x", "x"), ("a\ufffe\U0010ffffb", "ab"),
        ("\ufeffname", "name"), ("rad 1\r\nrad\t2", "rad 1\r\nrad\t2"), ("Åsa Öberg 👩‍🚒", "Åsa Öberg 👩‍🚒"),
        ("שלום", "שלום"),
    ],
)  # fmt: skip
def test_clean(text: str, plain: str) -> None:
    assert clean(text) == plain


@given(st.text(alphabet=st.characters()))
def test_clean_text_stays_clean_and_can_be_written(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert "\x00" not in once
    once.encode()


def test_plain_values_are_cleaned_to_their_depth() -> None:
    assert cleaned({"a\x00": ["b\u202e", {"c": 1, "d": None}]}) == {"a": ["b", {"c": 1, "d": None}]}


@pytest.mark.parametrize(("text", "so"), [("a\x00b", True), ("\udc80", True), ("a\x01\u202e\n", False)])
def test_what_nobody_sends_by_mistake(text: str, so: bool) -> None:
    assert impossible(text) is so
