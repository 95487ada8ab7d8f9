"""A street, and a drill around one of its homes."""

from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import reverse

from kokong.people.api import Actor
from kokong.people.practising import CHOSEN
from tests.cast import Cast
from tests.cocoons.conftest import Town, build_town


@dataclass(frozen=True)
class Held:
    """A drill: its municipality's number, and the browser of whoever began it."""

    town: Town
    place: int
    client: Client

    @property
    def cast(self) -> Cast:
        """Who plays."""
        return self.town.cast

    def within(self, actor: Actor) -> Client:
        """A browser in which somebody is in the drill, if they take part."""
        client = self.cast.client(actor)
        session = client.session
        session[CHOSEN] = self.place
        session.save()
        return client


def begin(town: Town, *with_whom: Actor, by: Actor, kind: str = "burglary") -> Held:
    """Begin a drill on the page, as a person would."""
    client = town.cast.client(by)
    sent = {"kind": kind, "address": "Storgatan 5", "people": [each.user_id for each in with_whom]}
    answer = client.post(reverse("practice:start"), sent)
    assert answer.status_code == 302, answer.content.decode()
    assert answer.headers["Location"] == reverse("practice:drill")
    return Held(town, client.session[CHOSEN], client)


@pytest.fixture
def held(committed_cast: Cast) -> Held:
    """A drill that the coordinator began with an officer and two visitors."""
    cast = committed_cast
    return begin(build_town(cast), cast.officer, cast.visitor, cast.partner, by=cast.coordinator)
