"""The worker looks at every queue there is; what goes one after the other has a place of its own in it."""

import asyncio

import pytest
from procrastinate.contrib.django import app

from kokong.kernel import working


def test_every_queue_is_looked_at_once() -> None:
    parts = working.queues("")
    everything = [queue for listed in parts.values() for queue in listed]
    assert sorted(everything) == sorted({task.queue for task in app.tasks.values()} | {"mailings"})
    assert [parts[each] for each in working.APART] == [[each] for each in working.APART]
    assert working.queues("mailings") == {"mailings": ["mailings"]}


def test_jobs_that_wait_for_each_other_are_looked_for_one_at_a_time() -> None:
    """Otherwise a worker finds the next one locked, and looks again after five seconds, each time."""
    locked = {task.name: task.queue for task in app.tasks.values() if task.lock}
    del locked["kokong.news"]  # one job in ten minutes
    assert "kokong.risk.analyse" in locked
    assert {name: queue for name, queue in locked.items() if queue not in working.APART} == {}


def test_when_one_part_ends_the_other_ends_too_and_says_why() -> None:
    ended = []

    async def works() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.append("works")

    async def fails() -> None:
        raise ConnectionError("gone")

    with pytest.raises(ConnectionError):
        asyncio.run(working._together([works(), fails()]))
    assert ended == ["works"]
