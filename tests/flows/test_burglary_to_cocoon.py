"""A confirmed burglary gets its cocoon whatever happens to the worker, and in whatever order it is told."""

import threading
from itertools import permutations
from typing import Any

import pytest
from django.db import connection

from kokong.kernel import events, tenancy
from kokong.measures.cocoons import api as cocoons
from tests.flows.story import NOW, Story
from tests.worker import run_jobs


def test_confirming_opens_a_cocoon_through_the_worker(story: Story) -> None:
    burglary = story.report()
    run_jobs()
    assert story.cocoon(burglary) is None
    story.confirm(burglary)
    assert story.cocoon(burglary) is None
    run_jobs()
    cocoon = story.cocoon(burglary)
    assert cocoon is not None
    assert cocoon.dwelling_id == story.homes[4]
    assert len(story.open_doors(burglary)) >= 8


def test_the_clock_runs_from_the_confirmation_however_late_the_worker_is(story: Story) -> None:
    burglary = story.report()
    story.confirm(burglary)
    run_jobs()
    cocoon = story.cocoon(burglary)
    assert cocoon is not None
    assert cocoon.opened == NOW


def test_told_twice_there_is_one_cocoon(story: Story) -> None:
    burglary = story.report()
    event = story.confirm(burglary)
    events.deliver(event)
    first = story.cocoon(burglary)
    events.deliver(event)
    run_jobs()
    run_jobs()
    assert story.cocoon(burglary) == first
    with story.cast.acting(story.cast.coordinator):
        assert len(cocoons.cocoons()) == 1


def test_a_crash_after_the_work_and_before_the_commit_leaves_nothing_half_done(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, tries = cocoons.open_for, []

    def crashing(**given: Any) -> cocoons.Cocoon:
        opened = real(**given)
        tries.append(opened)
        if len(tries) == 1:
            raise ConnectionError("the worker's connection broke")
        return opened

    monkeypatch.setattr(cocoons, "open_for", crashing)
    burglary = story.report()
    event = story.confirm(burglary)
    with pytest.raises(ConnectionError):
        events.deliver(event)
    assert story.cocoon(burglary) is None
    run_jobs()
    assert story.cocoon(burglary) is not None
    assert len(tries) == 2
    with story.cast.acting(story.cast.coordinator):
        assert len(cocoons.cocoons()) == 1


def test_withdrawing_closes_and_correcting_moves_the_cocoon(story: Story) -> None:
    burglary = story.report()
    story.confirm(burglary)
    run_jobs()
    story.correct(burglary, dwelling_id=story.homes[9])
    run_jobs()
    moved = story.cocoon(burglary)
    assert moved is not None
    assert moved.dwelling_id == story.homes[9]
    assert story.homes[9] not in story.open_doors(burglary)
    story.withdraw(burglary)
    run_jobs()
    closed = story.cocoon(burglary)
    assert closed is not None
    assert closed.closed is not None


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_in_any_order_a_moved_and_withdrawn_burglary_has_no_open_cocoon(
    story: Story, order: tuple[int, ...]
) -> None:
    burglary = story.report()
    told = [story.confirm(burglary), story.correct(burglary, dwelling_id=story.homes[9]), story.withdraw(burglary)]
    for at in order:
        events.deliver(told[at])
    run_jobs()
    cocoon = story.cocoon(burglary)
    assert cocoon is None or cocoon.closed is not None


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_in_any_order_a_moved_burglary_has_its_cocoon_around_the_right_home(
    story: Story, order: tuple[int, ...]
) -> None:
    burglary = story.report()
    told = [story.confirm(burglary), story.correct(burglary, dwelling_id=story.homes[9])]
    for at in order:
        events.deliver(told[at])
    cocoon = story.cocoon(burglary)
    assert cocoon is not None
    assert cocoon.dwelling_id == story.homes[9]


def test_a_correction_of_other_facts_leaves_the_cocoon_alone(story: Story) -> None:
    burglary = story.report()
    story.confirm(burglary)
    run_jobs()
    doors, cocoon = story.open_doors(burglary), story.cocoon(burglary)
    story.correct(burglary, completed=False)
    run_jobs()
    assert story.open_doors(burglary) == doors
    assert story.cocoon(burglary) == cocoon


def test_opening_and_withdrawing_at_the_same_moment_cannot_cross(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The worker holds the burglary while it opens; the withdrawal's job waits and then closes what it finds."""
    real, opening, go = cocoons.open_for, threading.Event(), threading.Event()

    def slow(**given: Any) -> cocoons.Cocoon:
        opening.set()
        assert go.wait(10)
        return real(**given)

    monkeypatch.setattr(cocoons, "open_for", slow)
    burglary = story.report()
    confirmed = story.confirm(burglary)

    def deliver(event: events.Event) -> None:
        events.deliver(event)
        connection.close()

    first = threading.Thread(target=deliver, args=(confirmed,))
    first.start()
    assert opening.wait(10)
    second = threading.Thread(target=deliver, args=(story.withdraw(burglary),))
    second.start()
    second.join(0.3)
    assert second.is_alive()
    go.set()
    first.join()
    second.join()
    cocoon = story.cocoon(burglary)
    assert cocoon is not None
    assert cocoon.closed is not None


def test_an_event_of_another_municipality_opens_nothing(story: Story) -> None:
    burglary = story.report()
    event = story.confirm(burglary)
    foreign = events.Event(event.what, story.cast.elsewhere.pk)
    events.deliver(foreign)
    assert story.cocoon(burglary) is None
    with tenancy.scope(municipality_id=story.cast.elsewhere.pk):
        assert cocoons.cocoons() == ()
