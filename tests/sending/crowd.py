"""A kind of mailing to a crowd of people who have no account, and the worker's life with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.utils import timezone

from kokong.kernel import tenancy
from kokong.sending import api
from kokong.sending.mailings import handing, passing, starting
from kokong.sending.models import Mailing, Message
from tests.cast import Cast

KIND = "test.alert"


@dataclass
class Crowd:
    """Whom the mailing is for, in the order of their numbers, and who has changed their mind."""

    people: list[api.To] = field(default_factory=list)
    disagree: set[str] = field(default_factory=set)
    pages: list[str] = field(default_factory=list)
    limit: int = 7
    told: list[tuple[str, str]] = field(default_factory=list)

    def kind(self, **changes: Any) -> api.Kind:
        """The kind that asks it."""
        made = api.Kind(
            KIND, "Alert", compose=lambda due, now: api.Said("A burglary", f"To {due.whom}."), offers=("email",),
            usual=("email",), audience=self.page, agree=self.agree, purpose="alerts", tell=self.hear,
        )  # fmt: skip
        return replace(made, **changes)

    def page(self, asked: api.Asked, after: str, limit: int) -> api.Page:
        """Some of them, by number."""
        self.pages.append(after)
        first, size = int(after or 0), min(limit, self.limit)
        there = self.people[first : first + size]
        return api.Page(there, str(first + size) if first + size < len(self.people) else "")

    def agree(self, dues: Any, now: datetime) -> set[int]:
        """Those who still want it."""
        return {due.id for due in dues if due.whom not in self.disagree}

    def hear(self, due: api.Due, result: str, attempt: int) -> None:
        """What became of each."""
        self.told.append((due.whom, result))


def people(count: int, *, domain: str = "hem.example") -> list[api.To]:
    """Subscribers, each with an address of their own."""
    return [api.To(email=f"{n}@{domain}", known_as=f"subscriber {n}") for n in range(count)]


def start(cast: Cast, **more: Any) -> int:
    """The coordinator starts it."""
    with cast.acting(cast.coordinator):
        given: dict[str, Any] = {"because": ("burglary", 1), "title": "Malmen", "now": timezone.now()} | more
        return api.start_mailing(kind=KIND, **given)


def expand(cast: Cast, number: int) -> None:
    """A worker writes down whom it is for."""
    starting.expand(municipality_id=cast.home.pk, mailing_id=number)


def hand_out(cast: Cast, number: int, *, batches: int = 50, lane: int = 0) -> None:
    """A worker sends batch after batch, until nothing more may go."""
    for job in range(batches):
        handing.hand_out(municipality_id=cast.home.pk, mailing_id=number, lane=lane, job=1000 * (lane + 1) + job)
        if not ready(cast, number):
            return


def ready(cast: Cast, number: int) -> bool:
    """Whether something may go now."""
    with tenancy.scope(municipality_id=cast.home.pk):
        going = Mailing.objects.filter(pk=number, state="running").exists()
        waiting = Message.objects.filter(mailing_id=number, state="waiting", next_try=None)
        return going and waiting.exists()


def states(cast: Cast, number: int) -> Mapping[str, int]:
    """How many messages are in which state."""
    with tenancy.scope(municipality_id=cast.home.pk):
        found = api.mailing(number)
    assert found is not None
    return {each.state: found.number(each.state) for each in found.counts}


def seen(cast: Cast, number: int) -> api.Mailing:
    """The mailing as its page shows it."""
    with tenancy.scope(municipality_id=cast.home.pk):
        found = api.mailing(number)
    assert found is not None
    return found


def clear(cast: Cast, number: int) -> None:
    """A worker takes back what a stopped mailing has not sent."""
    passing.clear(municipality_id=cast.home.pk, mailing_id=number)
