"""Having analyses made in the background, one at a time on the platform, so that other jobs find a worker."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from kokong.kernel import audit, tenancy

from . import reading, running
from .values import Run

SOON, TONIGHT = 10, -10  # priorities: somebody waits, nobody does


@app.task(name="kokong.risk.analyse", queue="risk", lock="kokong.risk", pass_context=False)
def analyse(*, municipality_id: int) -> None:
    """Make what waits in one municipality, and what a killed worker left half-way."""
    running.resume(municipality_ids=[municipality_id], now=timezone.now())


def ask(
    *, now: datetime, user_id: int | None, kinds: Sequence[str] = running.KINDS, priority: int = SOON
) -> tuple[Run, ...]:
    """Have analyses made by the worker. Asking again while they wait or run changes nothing."""
    rows = running.wait(kinds=kinds, now=now, user_id=user_id)
    key = tenancy.municipality_id()
    if user_id is not None:
        audit.record(action="risk.run", subject="risk_run", detail={"kinds": [row.kind for row in rows]})
    with suppress(AlreadyEnqueued), transaction.atomic():
        analyse.configure(queueing_lock=f"kokong.risk {key}", priority=priority).defer(municipality_id=key)
    return tuple(reading.of(row) for row in rows)
