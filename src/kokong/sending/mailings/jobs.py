"""The jobs of a mailing, on a queue of their own: what waits there holds no single message back."""

from datetime import datetime
from typing import Any, Final

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from kokong.kernel import tenancy

QUEUE: Final = "mailings"
EXPAND: Final = "kokong.sending.expand"
HAND_OUT: Final = "kokong.sending.hand_out"
CLEAR: Final = "kokong.sending.clear"
URGENT: Final = 10
LANES: Final = 4
"""So many jobs hand out one mailing side by side, where there are workers for them."""


def expand(mailing_id: int) -> None:
    """Write down whom it is for."""
    _defer(EXPAND, f"{EXPAND} {mailing_id}", URGENT, None, mailing_id=mailing_id)


def clear(mailing_id: int) -> None:
    """Take back what has not left."""
    _defer(CLEAR, f"{CLEAR} {mailing_id}", 0, None, mailing_id=mailing_id)


def hand_out(mailing_id: int, *, urgent: bool, lanes: tuple[int, ...], at: datetime | None = None) -> None:
    """Send what waits, by one job in each lane, or at a moment; not where such a job waits already."""
    for lane in lanes:
        _defer(
            HAND_OUT, f"{HAND_OUT} {mailing_id} {lane}", URGENT if urgent else 0, at,
            mailing_id=mailing_id, lane=lane,
        )  # fmt: skip


def _defer(name: str, lock: str, priority: int, at: datetime | None, **given: Any) -> None:
    job = app.configure_task(name, schedule_at=at, priority=priority, queueing_lock=lock, queue=QUEUE)
    try:
        with transaction.atomic():
            job.defer(municipality_id=tenancy.municipality_id(), **given)
    except AlreadyEnqueued:
        return
