"""One job at the moment when a text is to be shown, and one when its time is over (`clock` does it)."""

from datetime import datetime
from typing import Final

from procrastinate.contrib.django import app

from kokong.kernel import tenancy

NAME: Final = "kokong.texts.clock"
QUEUE: Final = "events"


def defer(text_id: int, *, at: datetime | None) -> None:
    """Look at a text again at a moment, in a job of this transaction; never where that is None."""
    if at is not None:
        job = app.configure_task(NAME, schedule_at=at, queue=QUEUE)
        job.defer(municipality_id=tenancy.municipality_id(), text_id=text_id)
