"""A job at the moment at which a campaign goes out, one when it is over, and one for each channel."""

from datetime import datetime
from typing import Final

from procrastinate.contrib.django import app

from kokong.kernel import tenancy

LOOK: Final = "kokong.outreach.look"
CARRY: Final = "kokong.outreach.carry"
QUEUE: Final = "messages"


def look(campaign_id: int, *, at: datetime | None) -> None:
    """Look at a campaign at a moment, in a job of this transaction."""
    job = app.configure_task(LOOK, schedule_at=at, queue=QUEUE)
    job.defer(municipality_id=tenancy.municipality_id(), campaign_id=campaign_id)


def carry(part_id: int, *, at: datetime | None = None) -> None:
    """Carry one channel's text, now or at a moment, in a job of this transaction."""
    job = app.configure_task(CARRY, schedule_at=at, queue=QUEUE)
    job.defer(municipality_id=tenancy.municipality_id(), part_id=part_id)
