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


@given(st.dictionaries(st.sampled_from(uses.KEYS), st.text(max_size=10)))
def test_listed_flats_are_homes(tags: dict[str, str]) -> None:
    assert uses.doubt(tags, building="yes", flats_listed=True) == "home"
