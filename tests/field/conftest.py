"""A round on a street, and a phone that sends."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from kokong.measures.cocoons import api
from tests.cocoons.conftest import NOW, Town, town

__all__ = ["town"]

Json = dict[str, Any]


def event(door: int, kind: str = "visit", *, at: datetime = NOW, **more: Any) -> Json:
    """One event as a phone writes it; a visit is a talk unless told otherwise."""
    told: Json = {"id": str(uuid4()), "kind": kind, "door": door, "at": at.isoformat()}
    return told | ({"outcome": "talked"} if kind == "visit" else {}) | more


@dataclass
class Phone:
    """A phone with a person signed in on it."""

    client: Client
    user: int
    device: str

    def post(self, *events: Any, **more: Any) -> Any:
        """Send a batch."""
        letter = {"device": self.device, "user": self.user, "waiting": len(events), "events": list(events)} | more
        return self.post_raw(json.dumps(letter))

    def post_raw(self, body: str | bytes) -> Any:
        """Send whatever."""
        return self.client.post("/field/api/outbox", body, content_type="application/json")

    def send(self, *events: Any, **more: Any) -> list[Json]:
        """Send a batch; what became of each event."""
        answer = self.post(*events, **more)
        assert answer.status_code == 200, answer.content
        results: list[Json] = answer.json()["results"]
        return results

    def statuses(self, *events: Any, **more: Any) -> list[str]:
        """Send a batch; the statuses alone."""
        return [result["status"] for result in self.send(*events, **more)]


@pytest.fixture(autouse=True)
def _at_three(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server's clock shows three in the afternoon of the day on which the burglary was."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def phone_of(town: Town) -> Callable[..., Phone]:
    """The phone of one of the cast."""
    return lambda actor: Phone(town.cast.client(actor), actor.user_id, str(uuid4()))


@pytest.fixture
def phone(town: Town, phone_of: Callable[..., Phone]) -> Phone:
    """The visitor's phone."""
    return phone_of(town.cast.visitor)


@pytest.fixture
def walk(town: Town) -> api.Round:
    """A round of a whole cocoon for the visitor and the partner."""
    cast = town.cast
    with cast.acting(cast.officer):
        cocoon = town.cocoon()
        visitors = (cast.visitor.user_id, cast.partner.user_id)
        return api.create_round(cocoon_id=cocoon.id, visitor_ids=visitors, title="Round", now=NOW)


@pytest.fixture
def door_ids(town: Town, walk: api.Round) -> list[int]:
    """The round's doors in walking order."""
    with town.cast.acting(town.cast.officer):
        return [door.id for door in api.round_doors(round_id=walk.id)]
