"""The worker looks at every queue there is, and mailings have a place of their own in it."""

import asyncio

import pytest
from procrastinate.contrib.django import app

from kokong.kernel import working


def test_every_queue_is_looked_at_once() -> None:
    parts = working.queues("")
    everything = [queue for listed in parts.values() for queue in listed]
    assert sorted(everything) == sorted({task.queue for task in app.tasks.values()} | {"mailings"})
    assert parts["mailings"] == ["mailings"]
    assert working.queues("mailings") == {"mailings": ["mailings"]}


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
