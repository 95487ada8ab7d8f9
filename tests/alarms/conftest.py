"""A row of houses with a panel, an operator, and events as the receiver stores them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from kokong.kernel import tenancy
from kokong.measures.alarms import api, models, rules
from kokong.people.api import Actor
from tests.cast import Cast, _actor
from tests.places.town import add_row_of_houses

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
HEX = "000102030405060708090A0B0C0D0E0F"


@dataclass
class Site:
    """The cast, an alarm operator, a colleague, houses, and one enrolled panel with a key."""

    cast: Cast
    operator: Actor
    colleague: Actor
    homes: list[Any]
    account: api.Account
    clock: datetime = NOW
    stored: list[int] = field(default_factory=list)

    def send(
        self, kind: str, zone: str = "", *, after: float = 0.0, account: int | None = None, **more: Any
    ) -> int:
        """Store one event as the receiver does, `after` seconds later than the last."""
        self.clock += timedelta(seconds=after)
        with tenancy.scope(municipality_id=None, authority="receiver"):
            panel = models.Account.objects.get(pk=account or self.account.id)
            times = {"received": self.clock, "occurred": more.pop("occurred", self.clock)}
            row = models.Event.objects.create(
                municipality_id=panel.municipality_id, centre_id=panel.centre_id, account=panel, kind=kind,
                zone=zone, **times, **more,
            )  # fmt: skip
            if kind in rules.MATTERS:
                models.Pending.objects.create(event=row)
        self.stored.append(row.pk)
        return row.pk

    def raise_all(self, *, limit: int = 100) -> int:
        """Let the raiser look at whatever waits."""
        return api.raise_pending(limit=limit, now=self.clock)

    def alarms(self) -> tuple[api.Alarm, ...]:
        """The account's alarms, the oldest first."""
        with self.cast.acting(self.operator):
            return tuple(reversed(api.alarms(account_id=self.account.id)))

    def only(self) -> api.Alarm:
        """The one alarm there is."""
        (alarm,) = self.alarms()
        return alarm

    def said(self, alarm_id: int) -> list[str]:
        """The words of an alarm's log."""
        with self.cast.acting(self.operator):
            return [step.what for step in api.steps(alarm_id=alarm_id)]


def build_site(cast: Cast) -> Site:
    """Write it to the database."""
    operator = _actor(cast.home, "alarm_operator", "Lova Larm")
    colleague = _actor(cast.home, "alarm_operator", "Max Larm")
    with cast.acting(cast.coordinator):
        homes = add_row_of_houses(12)
        account = api.enrol(account="1234", dwelling_id=homes[4].pk, key=api.NewKey(hex=HEX), now=NOW)
    return Site(cast, operator, colleague, homes, account)


@pytest.fixture
def site(cast: Cast) -> Site:
    """The site, in a test that is rolled back."""
    return build_site(cast)


@pytest.fixture
def committed_site(committed_cast: Cast) -> Site:
    """The site, for tests with real commits."""
    return build_site(committed_cast)


Act = Callable[[], object]
