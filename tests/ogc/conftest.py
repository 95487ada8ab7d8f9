"""A street of homes with burglaries, as a map program sees them."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from kokong.incidents import api as incidents
from kokong.measures.cocoons import api as cocoons
from kokong.people import api as people
from kokong.people import tokens
from kokong.places import api as places
from tests.cast import Cast
from tests.everything import CASE_NUMBER, CONTACT
from tests.places.town import add_row_of_houses

NOW = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)
HOUSES = 12


@dataclass(frozen=True)
class Street:
    """Twelve houses, three burglaries (the third a draft), a cocoon around the first, an area around all."""

    cast: Cast
    homes: list[int]
    burglaries: list[int]
    cocoon_id: int

    def browser(self, actor: people.Actor | None = None) -> Client:
        """Somebody who is signed in; the coordinator unless another is named."""
        return self.cast.client(actor or self.cast.coordinator)

    def get(self, path: str, **query: Any) -> Any:
        """The JSON at an address under /ogc/, as the coordinator."""
        answer = self.browser().get(f"/ogc/{path}", query)
        assert answer.status_code == 200, answer.content
        return answer.json()


def build_street(cast: Cast, *, now: datetime = NOW) -> Street:
    """Write it to the database."""
    cache.clear()
    with cast.acting(cast.coordinator):
        rows = add_row_of_houses(HOUSES)
        homes = [row.pk for row in rows]
        ground = places.area_of_streets(street_ids=[rows[0].street_id or 0])
        places.make_area(name="Storgatan", kind="street", shape=ground, now=now)
    with cast.acting(cast.officer):
        found = []
        for place, days in ((4, 1), (8, 20), (0, 3)):
            secret: Any = {"case_number": CASE_NUMBER, "contact": CONTACT} if days == 1 else {}
            latest = now - timedelta(days=days)
            window: Any = {"earliest": latest - timedelta(hours=6), "latest": latest}
            found.append(incidents.report(dwelling_id=homes[place], source="form", now=now, **window, **secret).id)
        for number in found[:2]:
            incidents.confirm(burglary_id=number, now=now)
        cocoon = cocoons.open_for(burglary_id=found[0], dwelling_id=homes[4], dwelling_kind="house", now=now)
    return Street(cast, homes, found, cocoon.id)


def token_for(cast: Cast, actor: people.Actor, *, now: datetime) -> str:
    """A fresh access token."""
    with cast.acting(actor):
        return tokens.make(actor=actor, name="QGIS", expires=now + timedelta(days=30), now=now)[1]


@pytest.fixture
def street(cast: Cast) -> Street:
    """The street, in a test that is rolled back."""
    return build_street(cast)
