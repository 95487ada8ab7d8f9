"""A campaign for the dark months, and those who lead it on."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from procrastinate.contrib.django import app
from procrastinate.testing import InMemoryConnector

from kokong.measures.outreach import api, moving
from kokong.people.api import Actor
from tests.cast import Cast

NOW = datetime(2026, 10, 1, 9, tzinfo=UTC)
LAST = date(2026, 12, 20)
DARK = api.Words(
    title="Lys upp hemmet",
    lead="När det är mörkt syns ett tomt hus.",
    body="* Sätt en **timer** på lampan.\n* Be grannen om hjälp.",
    channels=("site", "hand"),
)


@dataclass(frozen=True)
class Desk:
    """The cast at work with campaigns."""

    cast: Cast

    def plan(self, words: api.Words = DARK, **more: Any) -> api.Campaign:
        """A campaign that speaks for both until it is said otherwise."""
        with self.cast.acting(self.cast.coordinator):
            plan = api.Plan(name="Mörka månader", goal="200 hem med timer", season="dark", ends=LAST)
            return api.plan(plan=replace(plan, **more), words=words, now=NOW)

    def act(self, found: api.Campaign, action: str, *, by: Actor | None = None, **more: Any) -> api.Campaign:
        """One step, with its sentence."""
        with self.cast.acting(by or self.cast.coordinator):
            given = {"why": "Stämt av.", "version": found.version, "now": NOW, **more}
            return api.act(campaign_id=found.id, action=action, **given)

    def approved(self, found: api.Campaign) -> api.Campaign:
        """Proposed by the municipality, approved by the police."""
        return self.act(self.act(found, "propose"), "approve", by=self.cast.officer)

    def tick(self, found: api.Campaign, now: datetime) -> api.Campaign:
        """Let the clock come to a moment."""
        from kokong.kernel import tenancy

        with tenancy.scope(municipality_id=self.cast.home.pk):
            moving.tick(campaign_id=found.id, now=now)
            return api.campaign(campaign_id=found.id)

    def reading(self, read: Callable[..., Any], **asked: Any) -> Any:
        """What somebody at the desk reads."""
        with self.cast.acting(self.cast.coordinator):
            return read(**asked)


@pytest.fixture
def desk(cast: Cast) -> Desk:
    return Desk(cast)


@pytest.fixture
def outbox() -> Iterator[InMemoryConnector]:
    """Jobs that wait, in memory: `run_here` runs them in the test's own transaction."""
    memory = InMemoryConnector()
    with app.replace_connector(memory):
        yield memory
