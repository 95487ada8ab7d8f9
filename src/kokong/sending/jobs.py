"""One job for each message (`delivery` does it)."""

from datetime import datetime
from typing import Final

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from kokong.kernel import tenancy

NAME: Final = "kokong.sending.deliver"
QUEUE: Final = "messages"
URGENT: Final = 10


def defer(message_id: int, *, urgent: bool, at: datetime | None = None, once: bool = False) -> None:
    """Send a message in a job, now or at a moment; with `once` not where such a job waits already."""
    lock = f"{NAME} {message_id}" if once else None
    job = app.configure_task(
        NAME, schedule_at=at, priority=URGENT if urgent else 0, queueing_lock=lock, queue=QUEUE
    )
    try:
        with transaction.atomic():
            job.defer(municipality_id=tenancy.municipality_id(), message_id=message_id)
    except AlreadyEnqueued:
        return
