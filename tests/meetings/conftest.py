"""A kind of meeting of the cast's own, and a meeting to play with."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from kokong.meetings import api, kinds, models
from kokong.people import api as people
from kokong.people.values import RoleOn
from kokong.sending.models import Message
from tests.cast import Cast

NOW = datetime(2027, 2, 1, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)


def wall(said: str) -> datetime:
    """What the clock on the wall says, wherever it hangs."""
    return datetime.fromisoformat(said)


BEGINS = wall("2027-03-04 18:30")
AT = datetime(2027, 3, 4, 17, 30, tzinfo=UTC)
BECAUSE = ("watch_group", 7)
EVA = api.Who(name="Eva Ek", email="eva@example.se")
OLA = api.Who(name="Ola Al", email="ola@example.se")


@pytest.fixture(autouse=True)
def kind() -> Iterator[api.MeetingKind]:
    """Held by the desk, and by the contact person of the group that it is because of."""
    made = api.MeetingKind("test.start", "Start meeting", own=frozenset({"contact_person"}))
    api.declare(made)
    yield made
    kinds._kinds.pop(made.code)


def own(actor: people.Actor, because: tuple[str, int] = BECAUSE) -> people.Actor:
    """Somebody who is contact person for one record alone."""
    return replace(actor, roles=frozenset(), on=frozenset({RoleOn("contact_person", *because)}))


@dataclass(frozen=True)
class Held:
    """What tests do with meetings, as the coordinator."""

    cast: Cast

    def plan(self, **more: Any) -> int:
        """A draft."""
        fields: dict[str, Any] = {"title": "Startmöte", "begins": BEGINS, "place": "Berga skola"} | more
        with self.cast.acting(self.cast.coordinator) as actor:
            return api.plan(kind="test.start", draft=api.Draft(**fields), because=BECAUSE, actor=actor, now=NOW)

    def announced(self, *guests: api.Who, **more: Any) -> int:
        """One to which these are invited."""
        number = self.plan(**more)
        self.do("invite", number, guests=guests or (EVA, OLA))
        self.do("announce", number)
        return number

    def do(self, name: str, meeting_id: int, /, actor: people.Actor | None = None, **more: Any) -> Any:
        """One function of the door."""
        with self.cast.acting(actor or self.cast.coordinator) as who:
            return getattr(api, name)(meeting_id=meeting_id, **{"actor": who, "now": NOW} | more)

    def invitation(self, meeting_id: int, who: api.Who = EVA) -> models.Invitation:
        """Somebody's invitation."""
        with self.cast.acting(self.cast.coordinator):
            return models.Invitation.objects.get(meeting_id=meeting_id, email=who.email)

    def answer(self, meeting_id: int, who: api.Who = EVA, said: str = "yes", **more: Any) -> api.Answered:
        """What somebody answers."""
        number = self.invitation(meeting_id, who).pk
        with self.cast.acting(self.cast.coordinator):
            return api.answer(invitation_id=number, answer=said, **{"now": NOW} | more)

    def meeting(self, meeting_id: int) -> api.Meeting:
        """How it stands."""
        with self.cast.acting(self.cast.coordinator):
            return api.meeting(meeting_id=meeting_id)

    def told(self, kind: str) -> list[str]:
        """To whom a kind of message is written down."""
        with self.cast.acting(self.cast.coordinator):
            return list(
                Message.objects.filter(kind=kind, way="email").order_by("pk").values_list("email", flat=True)
            )


@pytest.fixture
def held(cast: Cast) -> Held:
    """Meetings in a test that is rolled back."""
    return Held(cast)
