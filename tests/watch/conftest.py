"""Two streets, a group in the first of them, and what its neighbours do."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from kokong.measures.watch import api
from kokong.people import api as people
from kokong.places import api as places
from tests.cast import Cast
from tests.places.town import add_dwelling, add_row_of_houses


@dataclass(frozen=True)
class Village:
    """The cast, twelve homes of a group and six elsewhere, and the moment now."""

    cast: Cast
    homes: tuple[Any, ...]
    others: tuple[Any, ...]
    group_id: int
    other_id: int
    now: datetime

    def joins(self, number: int, name: str = "Nora Granne", **given: Any) -> int:
        """Somebody of a home joins on paper; their number."""
        with self.cast.acting(self.cast.coordinator):
            draft = api.Draft(name=name, **given)
            return api.add_person(
                group_id=self.group_id, dwelling_id=self.homes[number].pk, draft=draft, now=self.now
            )

    def act(self, *actions: str, group_id: int = 0, days_ago: float = 0) -> None:
        """Lead the group on."""
        at = self.now - timedelta(days=days_ago)
        with self.cast.acting(self.cast.coordinator):
            for action in actions:
                api.act(group_id=group_id or self.group_id, action=action, at=at, now=self.now, speaker="police")

    def active(self, *, days_ago: float = 0) -> None:
        """A group that has a contact person, and is at work."""
        self.joins(0, "Olle Ombud", role="contact")
        self.act("plan_start", "train", "activate", days_ago=days_ago)

    def group(self) -> api.Group:
        """As it is now."""
        with self.cast.acting(self.cast.coordinator):
            return api.group(group_id=self.group_id)

    def trust(self) -> people.Actor:
        """The cast's contact person looks after the group now."""
        with self.cast.acting(self.cast.coordinator):
            people.grant(
                user_id=self.cast.contact_person.user_id, role="contact_person",
                on=("watch_group", self.group_id), now=self.now - timedelta(minutes=1),
            )  # fmt: skip
        return self.cast.contact_person


def build_village(cast: Cast) -> Village:
    """Two groups of neighbours who are interested."""
    now = timezone.now()
    with cast.acting(cast.coordinator):
        homes = tuple(add_row_of_houses(12))
        others = tuple(add_dwelling("Ekvägen", str(n), east=31.0 * n, north=300.0) for n in range(1, 7))
        made = [
            places.make_area(
                name=name,
                kind="drawn",
                shape=places.area_of_homes(dwelling_ids=[h.pk for h in them]),
                now=now,
                room="watch",
            )
            for name, them in (("Storgatan", homes), ("Ekvägen", others[1:]))
        ]
        ids = [
            api.make_group(name=name, area_id=each.area_id, now=now - timedelta(days=100))
            for name, each in zip(("Storgatan", "Ekvägen"), made, strict=True)
        ]
    return Village(cast, homes, others, ids[0], ids[1], now)


@pytest.fixture
def village(cast: Cast) -> Village:
    return build_village(cast)
