"""What an organisation number is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kokong.measures.owners import rules


@pytest.mark.parametrize("text", ["716400-1237", "7164001237", "16716400-1237", " 716400-1237 ", "716400 1237"])
def test_a_number_is_ten_digits_however_it_is_written(text: str) -> None:
    assert rules.organisation_number(text) == "7164001237"
    assert rules.written("7164001237") == "716400-1237"


def test_none_is_none() -> None:
    assert rules.organisation_number("  ") == ""
    assert rules.written("") == ""


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("716400-1238", "sum"),
        ("716400-123", "form"),
        ("SE716400123701", "form"),
        ("７１６４００1237", "form"),
        ("811218-9876", "person"),
        ("198112189876", "form"),
    ],
)
def test_what_is_none_says_why(text: str, why: str) -> None:
    with pytest.raises(rules.Unnumbered) as raised:
        rules.organisation_number(text)
    assert raised.value.why == why


@given(st.integers(0, 9_999_999), st.integers(0, 8), st.integers(1, 9))
def test_a_digit_that_is_wrong_is_found(base: int, at: int, by: int) -> None:
    nine = f"71{base:07d}"
    nine = nine if nine[2] >= "2" else f"{nine[:2]}6{nine[3:]}"
    number = next(f"{nine}{d}" for d in range(10) if _is(f"{nine}{d}"))
    wrong = number[:at] + str((int(number[at]) + by) % 10) + number[at + 1 :]
    assert not _is(wrong)


def _is(text: str) -> bool:
    try:
        return bool(rules.organisation_number(text))
    except rules.Unnumbered:
        return False
