"""A shelf with kits, and two areas in which reach is counted."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from kokong.measures.marking import api
from kokong.places import api as places
from tests.cast import Cast
from tests.places.town import add_dwelling, add_row_of_houses

EMAIL = "lena@lan.example"


@dataclass(frozen=True)
class Shelf:
    """The cast, twenty houses along a street, a batch of kits, the counted area that the street is, and now."""

    cast: Cast
    homes: tuple[Any, ...]
    lot_id: int
    area_id: int
    now: datetime

    def give(self, *, kits: int = 1, key: UUID | None = None, days_ago: float = 0, **given: Any) -> int:
        """Hand out kits, as the coordinator does."""
        at = self.now - timedelta(days=days_ago)
        said = replace(api.Given(self.lot_id, "given", "meeting", self.area_id, kits=kits), **given)
        with self.cast.acting(self.cast.coordinator) as actor:
            return api.hand_out(given=said, client_id=key or uuid4(), user_id=actor.user_id, now=at)[0]

    def lend(self, *, days_ago: float = 0, days: int = 14, **given: Any) -> int:
        """Lend a kit to Lena."""
        due = timezone.localdate(self.now - timedelta(days=days_ago)) + timedelta(days=days)
        lent = {"way": "lent", "due": due, "name": "Lena Lånar", "email": EMAIL, **given}
        return self.give(days_ago=days_ago, **lent)

    def act(self, handing_id: int, action: str) -> None:
        with self.cast.acting(self.cast.coordinator):
            api.act(handing_id=handing_id, action=action, now=self.now)

    @property
    def lot(self) -> api.Lot:
        """The batch as it is now."""
        with self.cast.acting(self.cast.coordinator):
            return api.lot(lot_id=self.lot_id)


def build_shelf(cast: Cast) -> Shelf:
    """Ten kits at 700 kronor of which the municipality pays 350; a hundred decals."""
    now = timezone.now()
    with cast.acting(cast.coordinator):
        homes = add_row_of_houses(20)
        add_dwelling("Sidogatan", "1", north=4000.0)
        street = places.area_of_streets(street_ids=[homes[0].street_id or 0])
        area = places.make_area(name="Malmen", kind="street", shape=street, now=now)
        bought = api.Bought("ssf", "A1", kits=10, decals=100, cost=40_000, price=70_000, subsidy=35_000)
        lot_id = api.buy(bought=bought, now=now - timedelta(days=400))
        counted = api.begin_area(area_id=area.area_id, share=15, now=now)
    return Shelf(cast, tuple(homes), lot_id, counted, now)


@pytest.fixture
def shelf(cast: Cast) -> Shelf:
    return build_shelf(cast)
