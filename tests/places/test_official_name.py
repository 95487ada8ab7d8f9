"""What a municipality signs with: its official name, which no rule makes of its name."""

import pytest
from django.utils import translation

from kokong.kernel.models import Municipality
from kokong.measures.cocoons.paper.leaflet import leaflet
from kokong.places import api

pytestmark = pytest.mark.django_db


def made(official: str | None = None) -> Municipality:
    return api.create_municipality(code="0880", name="Kalmar", crs=3006, official_name=official)


def test_it_signs_with_its_official_name_where_it_has_given_one() -> None:
    assert made("Göteborgs Stad").signed == "Göteborgs Stad"
    assert made().signed == "Göteborgs Stad", "the same code again changes only what is said"
    assert made("").signed == "Kalmar municipality"
    with translation.override("sv"):
        assert made().signed == "Kalmar kommun"


def test_the_leaflet_is_signed_with_it() -> None:
    row = made("Kalmar kommun")
    assert leaflet(language="sv", municipality=row)["sender"] == "Kalmar kommun, tillsammans med polisen"
    assert leaflet(language="en", municipality=row)["sender"] == "Kalmar kommun, together with the police"
