"""Marking on the public site: kits, events and shares of areas, and never which homes mark."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from kokong.kernel.public import Dated
from kokong.measures.marking import public
from kokong.measures.marking.information import KIND
from kokong.measures.marking.reach import rules
from kokong.meetings import api as meetings
from tests.marking.conftest import Shelf
from tests.marking.test_reach import say

PAGE = "/k/havsvik/marking/"


@pytest.fixture
def shown(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    monkeypatch.setattr(public, "FEWEST_HOMES", 20)  # the street of this test has twenty homes
    shelf.cast.client(shelf.cast.coordinator).post("/public-pages/marking/publish/")
    return shelf


def page() -> str:
    answer = Client().get(PAGE)
    assert answer.status_code == 200
    return " ".join(re.sub("<[^>]+>", " ", answer.content.decode()).split())


def told(shelf: Shelf) -> dict[str, Any]:
    with shelf.cast.acting(shelf.cast.coordinator):
        return dict(public.show(shelf.now))


def test_it_says_what_a_kit_costs_a_household_and_when_there_are_none(shown: Shelf) -> None:
    assert "från 350 kronor" in page()
    shown.give(kits=10)
    assert not told(shown)["kits"]


def test_a_share_is_told_from_five_households_or_a_marked_area_on(shown: Shelf) -> None:
    say(shown, 2)
    (line,) = told(shown)["areas"]
    assert (line.name, line.per_cent, line.reached) == ("Malmen", None, False)
    say(shown, 1)
    (line,) = told(shown)["areas"]
    assert (line.per_cent, line.reached) == (15, True)


def test_a_small_area_is_not_shown(shelf: Shelf) -> None:
    say(shelf, 3)
    assert len(shelf.homes) < rules.FEWEST_HOMES
    assert told(shelf)["areas"] == []


def test_events_to_come_are_told_once_they_are_announced(shown: Shelf) -> None:
    begins = timezone.localtime(shown.now + timedelta(days=10)).replace(tzinfo=None)
    with shown.cast.acting(shown.cast.coordinator) as actor:
        draft = meetings.Draft("Märk dina saker", begins, place="Biblioteket", places=40)
        number = meetings.plan(kind=KIND, draft=draft, actor=actor, now=shown.now)
    assert told(shown)["events"] == []
    with shown.cast.acting(shown.cast.coordinator) as actor:
        meetings.announce(meeting_id=number, actor=actor, now=shown.now)
    assert "Biblioteket" in page()
    assert [each.meeting_id for each in dates(shown)] == [number]


def dates(shelf: Shelf) -> list[Dated]:
    with shelf.cast.acting(shelf.cast.coordinator):
        found = public.MARKING.dates
        return [*found(shelf.now)] if found else []
