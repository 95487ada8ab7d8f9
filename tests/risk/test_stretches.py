"""A stretch of street is called by the houses at its ends."""

from typing import Any

import pytest

from kokong.places import api as places
from kokong.risk import stretches


def home(street: str, number: str, unit: str = "") -> places.Dwelling:
    known: dict[str, Any] = {
        "id": 1, "address": f"{street} {number}, lgh {unit}", "full_address": "", "postcode": "", "locality": "",
        "kind": "flat", "x": 0.0, "y": 0.0, "lon": 0.0, "lat": 0.0, "retired": False, "building_id": None,
    }  # fmt: skip
    return places.Dwelling(street=street, number=number, unit=unit, **known)


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (home("Storgatan", "3", "1001"), home("Storgatan", "15 B", "1102"), "Storgatan 3–15 B"),
        (home("Storgatan", "3", "1001"), home("Storgatan", "3", "1204"), "Storgatan 3"),
        (home("Storgatan", "3"), home("Hamngatan", "1"), "Storgatan 3 to Hamngatan 1"),
        (home("Storgatan", "3"), None, "Storgatan 3"),
        (None, None, "A stretch whose homes are no longer known"),
    ],
)
def test_it_goes_from_house_to_house(first: places.Dwelling, last: places.Dwelling, said: str) -> None:
    assert stretches._between(first, last) == said
