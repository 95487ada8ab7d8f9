"""A street of blocks, and owners of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from kokong.measures.owners import api
from tests.cast import Cast
from tests.places.town import add_dwelling

NUMBERS = ("716400-1237", "769600-1002", "556000-1116")


@dataclass(frozen=True)
class Blocks:
    """The cast, three blocks of four flats along a street and a house, and the moment now."""

    cast: Cast
    flats: tuple[Any, ...]
    house: Any
    now: datetime

    def owner(self, name: str = "Brf Ekliden", kind: str = "brf", number: str = "", *addresses: str) -> int:
        """An owner with these buildings."""
        with self.cast.acting(self.cast.coordinator):
            owner_id = api.add(draft=api.Draft(name, kind, number), now=self.now)
            for each in addresses:
                api.claim(owner_id=owner_id, address=each, now=self.now)
        return owner_id

    def claim(self, owner_id: int, address: str, part: str = "owns") -> int:
        """A building is theirs."""
        with self.cast.acting(self.cast.coordinator):
            return api.claim(owner_id=owner_id, address=address, part=part, now=self.now)

    def contact(self, owner_id: int, *, agreed: bool = True, email: str = "olle@ekliden.example") -> int:
        """Somebody who answers for an owner."""
        person = api.Person("Olle Ordförande", email, role="chair")
        with self.cast.acting(self.cast.coordinator):
            return api.add_contact(owner_id=owner_id, person=person, agreed=agreed, now=self.now)

    def read(self, owner_id: int) -> api.Owner:
        """As it is now."""
        with self.cast.acting(self.cast.coordinator):
            return api.owner(owner_id=owner_id)

    def building(self, building_id: int) -> api.Building:
        """As it is now."""
        with self.cast.acting(self.cast.coordinator):
            return api.building(building_id=building_id)


def build_blocks(cast: Cast) -> Blocks:
    """Storgatan 2, 4 and 6 with four flats each, and Storgatan 1, a house."""
    mail.outbox.clear()
    with cast.acting(cast.coordinator):
        flats = tuple(
            add_dwelling("Storgatan", str(number), unit=f"110{flat}", kind="flat", east=30.0 * number)
            for number in (2, 4, 6)
            for flat in range(1, 5)
        )
        return Blocks(cast, flats, add_dwelling("Storgatan", "1", north=40.0), timezone.now())


@pytest.fixture
def blocks(cast: Cast) -> Blocks:
    return build_blocks(cast)
