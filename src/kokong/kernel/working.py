"""The process that runs the jobs: what goes one after the other has a place of its own, and holds nothing back."""

import asyncio
import signal
from collections.abc import Coroutine
from typing import Final

from procrastinate import App
from procrastinate.contrib.django import app

from . import jobs

CONCURRENCY: Final = 4
APART: Final = ("mailings", "risk")
"""Queues whose jobs are long, many, and done one at a time: the next begins when the one before has ended. Beside
others a worker finds that the next may not begin yet, and looks again only after some seconds."""


def run(*, only: str = "") -> None:
    """Run the jobs of every queue, or of one only, until SIGTERM or SIGINT; what is under way is ended first."""
    asyncio.run(_run(only))


def queues(only: str) -> dict[str, list[str]]:
    """Which queues each part of the process looks at, by the part's name."""
    if only:
        return {only: [only]}
    everything = {task.queue for task in app.tasks.values()}
    return {"worker": sorted(everything.difference(APART)), **{each: [each] for each in APART}}


async def _run(only: str) -> None:
    working = app.connector.get_worker_connector()  # type: ignore[attr-defined]
    with app.replace_connector(working) as here:
        async with here.open_async():
            parts = [_part(here, name, listed) for name, listed in queues(only).items()]
            await _together([*parts, jobs.look_after(here)])


def _part(here: App, name: str, listed: list[str]) -> Coroutine[None, None, None]:
    concurrency = 1 if name in APART else CONCURRENCY
    return here.run_worker_async(
        name=name, queues=listed, concurrency=concurrency, install_signal_handlers=False,
        update_heartbeat_interval=jobs.HEARTBEAT_SECONDS,
    )  # fmt: skip


async def _together(work: list[Coroutine[None, None, None]]) -> None:
    """All of them until one ends or a signal comes; then each ends what is under way. Raises what one raised."""
    parts = [asyncio.create_task(each) for each in work]
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, lambda: [part.cancel() for part in parts])
    await asyncio.wait(parts, return_when=asyncio.FIRST_COMPLETED)
    for part in parts:
        part.cancel()
    for ended in await asyncio.gather(*parts, return_exceptions=True):
        if isinstance(ended, Exception):
            raise ended
