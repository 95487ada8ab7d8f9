"""Who may live at an address, by what it is used for. Pure."""

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kokong.places import uses


def test_the_examples_in_the_docstrings() -> None:
    assert doctest.testmod(uses).failed == 0


@pytest.mark.parametrize(
    ("tags", "building", "doubt"),
    [
        ({"amenity": "police"}, "yes", "never"),
        ({"amenity": "fire_station"}, "house", "never"),
        ({"amenity": "courthouse"}, "apartments", "never"),
        ({"amenity": "fuel", "shop": "convenience"}, "", "never"),
        ({"emergency": "ambulance_station"}, "yes", "never"),
        ({"amenity": "restaurant"}, "yes", "never"),
        ({"amenity": "restaurant"}, "house", "never"),
        ({"amenity": "restaurant"}, "apartments", "doubtful"),
        ({"shop": "florist"}, "yes", "doubtful"),
        ({"office": "company"}, "", "doubtful"),
        ({"office": "government"}, "yes", "never"),
        ({"tourism": "hotel"}, "yes", "doubtful"),
        ({"tourism": "museum"}, "yes", "never"),
        ({"amenity": "nursing_home"}, "yes", "home"),
        ({"shop": "vacant"}, "yes", "home"),
        ({"shop": "no"}, "yes", "home"),
        ({}, "yes", "home"),
    ],
)
def test_who_lives_there(tags: dict[str, str], building: str, doubt: str) -> None:
    assert uses.doubt(tags, building=building, flats_listed=False) == doubt


@pytest.mark.parametrize(
    ("lent", "building", "doubt"),
    [
        ({"amenity": "bank"}, "apartments", "doubtful"),
        ({"amenity": "fast_food"}, "apartments", "doubtful"),
        ({"shop": "supermarket"}, "dormitory", "doubtful"),
        ({"amenity": "bank"}, "house", "never"),
        ({"amenity": "fire_station"}, "yes", "never"),
        ({}, "apartments", "home"),
    ],
)
def test_what_stands_below_flats_rules_none_of_them_out(lent: dict[str, str], building: str, doubt: str) -> None:
    assert uses.doubt({}, building=building, flats_listed=False, lent=lent) == doubt


def test_a_bank_below_flats_is_no_home_itself() -> None:
    own = {"amenity": "bank"}
    assert uses.doubt(own, building="apartments", flats_listed=False, lent={"shop": "florist"}) == "never"


@pytest.mark.parametrize("amenity", ["parking", "charging_station", "recycling", "toilets", "shelter"])
def test_what_only_stands_there_says_nothing_of_the_house(amenity: str) -> None:
    assert not uses.lends({"amenity": amenity})
    assert uses.never({"amenity": amenity})
    assert uses.lends({"amenity": "fire_station"})


@given(st.dictionaries(st.sampled_from(uses.KEYS), st.text(max_size=10)))
def test_listed_flats_are_homes(tags: dict[str, str]) -> None:
    assert uses.doubt(tags, building="yes", flats_listed=True) == "home"
