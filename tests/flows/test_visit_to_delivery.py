"""Every visit that stands is one delivery in the ledger."""

from datetime import UTC, datetime
from itertools import permutations

import pytest

from kokong.kernel import events
from kokong.measures.cocoons import api as cocoons
from tests.flows.story import Story
from tests.worker import run_jobs


@pytest.fixture
def opened(story: Story) -> tuple[Story, dict[int, int]]:
    """A burglary's cocoon, and its doors by dwelling."""
    burglary = story.report()
    events.deliver(story.confirm(burglary))
    return story, story.open_doors(burglary)


Opened = tuple[Story, dict[int, int]]


def test_a_visit_becomes_a_delivery(opened: Opened) -> None:
    story, doors = opened
    dwelling, door = next(iter(doors.items()))
    story.visit(door, "card_left")
    assert story.delivered() == []
    run_jobs()
    run_jobs()
    assert story.delivered() == [(dwelling, "card_left")]


def test_an_undone_visit_counts_no_more(opened: Opened) -> None:
    story, doors = opened
    dwelling, door = next(iter(doors.items()))
    first = story.visit(door, "no_answer")
    story.visit(door, "talked")
    run_jobs()
    assert sorted(story.delivered()) == [(dwelling, "no_answer"), (dwelling, "talked")]
    story.undo(door, first)
    run_jobs()
    assert story.delivered() == [(dwelling, "talked")]


def test_recorded_and_undone_before_the_worker_comes(opened: Opened) -> None:
    story, doors = opened
    door = next(iter(doors.values()))
    story.undo(door, story.visit(door))
    run_jobs()
    assert story.delivered() == []


@pytest.mark.parametrize("order", list(permutations(("visit.recorded", "visit.undone"))))
def test_recorded_and_undone_may_be_told_in_either_order(opened: Opened, order: tuple[str, str]) -> None:
    story, doors = opened
    dwelling, door = next(iter(doors.items()))
    where = {"visit_id": 7, "door_id": door, "dwelling_id": dwelling, "cocoon_id": 1, "burglary_id": 1}
    at = datetime(2026, 11, 22, 15, tzinfo=UTC)
    told = {
        "visit.recorded": cocoons.VisitRecorded(**where, outcome="talked", at=at),
        "visit.undone": cocoons.VisitUndone(**where),
    }
    for name in order:
        events.deliver(events.Event(told[name], story.cast.home.pk))
    assert story.delivered() == []


def test_the_next_municipality_has_no_part_in_it(opened: Opened) -> None:
    story, doors = opened
    story.visit(next(iter(doors.values())))
    run_jobs()
    with story.cast.acting(story.cast.stranger):
        from kokong.ledger import api

        assert api.deliveries() == ()
