"""A street, a walk along it in each state of its course, and an owner of the ground."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from kokong.kernel.fields import Point
from kokong.measures.walks import api, kinds
from kokong.measures.walks import models as rows
from kokong.meetings import api as meetings
from kokong.meetings import models as meeting_rows
from tests.cast import Cast
from tests.places.town import add_dwelling, add_row_of_houses


@dataclass(frozen=True)
class Ground:
    """The cast, twelve homes along a street, eight along another, and the moment now."""

    cast: Cast
    homes: tuple[Any, ...]
    others: tuple[Any, ...]
    now: datetime

    def spot(self, number: int = 0, *, east: float = 0.0) -> Point:
        """Beside a home."""
        at = self.homes[number].location
        return Point(at.x + east, at.y)

    def draft(self, **given: Any) -> api.Draft:
        """A walk in nine days, along the street."""
        local = timezone.localtime(self.now + timedelta(days=9)).replace(tzinfo=None)
        return api.Draft(**{
            "title": "Kvällsvandring på Storgatan", "purpose": "Var känns det mörkt?", "begins": local,
            "place": "Berga skola", "stops": ("Storgatan 1", "Storgatan 11"), "themes": ("light",), **given,
        })  # fmt: skip

    def planned(self, **given: Any) -> int:
        """A walk that is planned."""
        with self.cast.acting(self.cast.coordinator) as actor:
            return api.plan(draft=self.draft(**given), actor=actor, now=self.now)

    def act(self, walk_id: int, *actions: str, said: str = "", now: datetime | None = None) -> None:
        """Lead it on."""
        with self.cast.acting(self.cast.coordinator) as actor:
            for action in actions:
                api.act(walk_id=walk_id, action=action, actor=actor, now=now or self.now, said=said)

    def walked(self) -> int:
        """One that was walked yesterday."""
        walk_id = self.planned()
        self.act(walk_id, "open")
        yesterday = self.now - timedelta(days=1)
        with self.cast.acting(self.cast.coordinator):
            meeting_rows.Meeting.objects.filter(subject="walk", subject_id=walk_id).update(begins=yesterday)
        self.act(walk_id, "walk")
        return walk_id

    def note(self, walk_id: int, *, point: Point | None = None, shown: str = "", **given: Any) -> int:
        """The visitor notes a finding; its number."""
        noted = api.Noted(
            **{"category": "light", "feels": "Lampan är trasig.", "point": point or self.spot(), **given}
        )
        with self.cast.acting(self.cast.visitor):
            number, _new = api.note(walk_id=walk_id, noted=noted, at=self.now, user_id=self.cast.visitor.user_id)
        if shown:
            with self.cast.acting(self.cast.coordinator):
                api.correct(finding_id=number, noted=noted, shown=shown)
        return number

    def holder(self, name: str = "Gatukontoret", **given: Any) -> int:
        """Somebody who holds the ground."""
        with self.cast.acting(self.cast.coordinator):
            return api.add_holder(name=name, email="gata@havsvik.example", own=True, now=self.now, **given)

    def asked(self) -> tuple[int, int, int]:
        """A walk, a finding on it that an owner is asked about, and the owner; the letter is on its way."""
        walk_id, holder_id = self.walked(), self.holder()
        number = self.note(walk_id, shown="Lampan vid porten lyser inte.")
        with self.cast.acting(self.cast.coordinator):
            api.ask(finding_id=number, holder_id=holder_id, now=self.now)
            api.send(walk_id=walk_id, now=self.now)
        return walk_id, number, holder_id

    def ask_row(self, walk_id: int) -> rows.Ask:
        """The letter to the owner."""
        with self.cast.acting(self.cast.coordinator):
            return rows.Ask.objects.select_related("holder").get(walk_id=walk_id)

    def finding(self, number: int) -> api.Finding:
        """As it is now."""
        with self.cast.acting(self.cast.coordinator):
            return api.finding(finding_id=number)

    def walk(self, walk_id: int) -> api.Walk:
        """As it is now."""
        with self.cast.acting(self.cast.coordinator):
            return api.walk(walk_id=walk_id)

    def meeting(self, walk_id: int) -> meetings.Meeting:
        """The meeting that the walk is."""
        with self.cast.acting(self.cast.coordinator):
            found = kinds.the_walk(walk_id)
        assert found is not None
        return found


def build_ground(cast: Cast) -> Ground:
    """Twelve houses, and no walk yet."""
    mail.outbox.clear()
    with cast.acting(cast.coordinator):
        others = tuple(add_dwelling("Ekvägen", str(n), east=31.0 * n, north=700.0) for n in range(1, 9))
        return Ground(cast, tuple(add_row_of_houses(12)), others, timezone.now())


@pytest.fixture
def ground(cast: Cast) -> Ground:
    return build_ground(cast)
