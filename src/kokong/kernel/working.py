"""The process that runs the jobs: mailings have a place of their own in it, and hold nothing else back."""

import asyncio
import signal
from collections.abc import Coroutine
from typing import Final

from procrastinate import App
from procrastinate.contrib.django import app

from . import jobs

CONCURRENCY: Final = 4
APART: Final = "mailings"
"""The queue whose jobs are long and many."""


def run(*, only: str = "") -> None:
    """Run the jobs of every queue, or of one only, until SIGTERM or SIGINT; what is under way is ended first."""
    asyncio.run(_run(only))


def queues(only: str) -> dict[str, list[str]]:
    """Which queues each part of the process looks at, by the part's name."""
    if only:
        return {only: [only]}
    everything = {task.queue for task in app.tasks.values()}
    return {"worker": sorted(everything - {APART}), APART: [APART]}


async def _run(only: str) -> None:
    working = app.connector.get_worker_connector()  # type: ignore[attr-defined]
    with app.replace_connector(working) as here:
        async with here.open_async():
            parts = [_part(here, name, listed) for name, listed in queues(only).items()]
            await _together([*parts, jobs.look_after(here)])


def _part(here: App, name: str, listed: list[str]) -> Coroutine[None, None, None]:
    concurrency = 1 if name == APART else CONCURRENCY
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
