"""A town that promises: houses along a street, an area around them, and what was delivered there."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
import shapely

from kokong.ledger import api as ledger
from kokong.measures.promises import api
from kokong.people.api import Actor
from kokong.places import api as places
from tests.cast import Cast
from tests.places.town import ORIGIN, add_row_of_houses

BEGINS = date(2026, 1, 1)
NOW = datetime(2026, 8, 20, 10, tzinfo=UTC)
WALKS = api.Rule("walk", "least", Decimal(1), "quarter")


@dataclass(frozen=True)
class Town:
    """The cast, twenty-four houses, and an area around all of them."""

    cast: Cast
    homes: tuple[Any, ...]
    area_id: int

    def begin(self, *, title: str = "Tryggare Malmen", begins: date = BEGINS, years: int = 2) -> int:
        """A promise whose parts are all written, and that waits for actions."""
        draft = api.Draft(
            title, begins, years, "Inbrotten är många.", "Trygga hem.", "Vi går och lyssnar. Ni ser det."
        )
        with self.cast.acting(self.cast.coordinator):
            promise_id = api.begin(draft=draft, now=NOW)
            for step in ("described", "agreed", "worded"):
                api.act(promise_id=promise_id, action=step, now=NOW)
        return promise_id

    def add(self, promise_id: int, rule: api.Rule = WALKS, title: str = "Vi går på vandring") -> int:
        """An action of it."""
        with self.cast.acting(self.cast.coordinator) as actor:
            return api.add(
                promise_id=promise_id, draft=api.ActionDraft(title, "both", rule, sure=True),
                user_id=actor.user_id, now=NOW,
            )  # fmt: skip

    def sign(self, promise_id: int, now: datetime = NOW, *actors: Actor) -> None:
        """Both sign it."""
        with self.cast.acting(self.cast.coordinator):
            api.act(promise_id=promise_id, action="offer", now=now)
        for actor in actors or (self.cast.coordinator, self.cast.officer):
            with self.cast.acting(actor):
                api.sign(promise_id=promise_id, office="Ordförande", actor=actor, now=now)

    def running(self, rule: api.Rule = WALKS, **more: Any) -> tuple[int, int]:
        """A promise that both have signed, and its only action."""
        promise_id = self.begin(**more)
        action_id = self.add(promise_id, rule)
        self.sign(promise_id)
        return promise_id, action_id

    def deliver(self, on: datetime, *, measure: str = "walk", number: str = "", **more: Any) -> None:
        """Something was delivered in the area."""
        with self.cast.acting(self.cast.coordinator):
            place = {} if "dwelling_id" in more else {"point": ORIGIN}
            told: dict[str, Any] = {"source_id": number or f"{measure} {on:%Y%m%d%H%M}", **place, **more}
            ledger.deliver(measure=measure, source="test", on=on, **told)

    def action(self, action_id: int, now: datetime = NOW) -> api.Counted:
        """As it is at a moment."""
        with self.cast.acting(self.cast.coordinator):
            return api.action(action_id=action_id, now=now)


@pytest.fixture
def town(cast: Cast) -> Town:
    with cast.acting(cast.coordinator):
        homes = tuple(add_row_of_houses(24))
        around = shapely.box(ORIGIN.x - 5, ORIGIN.y - 5, ORIGIN.x + 400, ORIGIN.y + 30)
        made = places.make_area(name="Malmen", kind="drawn", shape=around, now=datetime(2024, 1, 1, tzinfo=UTC))
    return Town(cast, homes, made.area_id)
