"""Cells and tags that look like numbers and are none, or are told by no house. Pure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kokong.places import rules
from kokong.places.importing import osm

ODD = ["²", "--1", "1²", "-", "", "99999", "٣", "1.5", " ", "1_0", "+1", "1\n"]


@pytest.mark.parametrize("said", ODD)
def test_what_is_no_floor_leaves_it_to_the_flat(said: str) -> None:
    assert rules.floor_told(said, unit="1203") == 2
    assert rules.floor_told(said, unit="") is None
    assert osm._levels({"building:levels": said}) == -1
    assert osm._one("n1", {"addr:floor": said}, "Storgatan", "5", "1203", 0.0, 0.0).floor == 2


@pytest.mark.parametrize("said", [odd for odd in ODD if odd != "99999"])
def test_what_is_no_number_of_flats(said: str) -> None:
    assert osm._flats_told({"building:flats": said}) == -1


def test_what_is_a_number() -> None:
    assert [rules.floor_told(said, unit="1203") for said in ("-1", "0", "12")] == [-1, 0, 12]
    assert osm._levels({"building:levels": "5"}) == 5
    assert osm._flats_told({"building:flats": "12"}) == 12
    assert osm._flats_told({"building:flats": "99999"}) == rules.MOST_HOMES


@given(st.text())
def test_any_text_is_a_small_number_or_none(text: str) -> None:
    found = rules.whole_number(text)
    assert found is None or -999 <= found <= 999
