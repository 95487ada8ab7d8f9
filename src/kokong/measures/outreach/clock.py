"""What the jobs do that `jobs` defers."""

from django.utils import timezone
from procrastinate import JobContext
from procrastinate.contrib.django import app

from kokong.kernel import tenancy
from kokong.kernel.retrying import AGAIN
from kokong.sending import api as sending

from . import delivering, going, jobs, moving
from .newsletter import leaving
from .press import letters as press


@app.task(name=jobs.LOOK, queue=jobs.QUEUE, retry=AGAIN, pass_context=False)
def look(*, municipality_id: int, campaign_id: int) -> None:
    """See whether a campaign's time has come, or is over; an early look is harmless."""
    with tenancy.scope(municipality_id=municipality_id):
        moving.tick(campaign_id=campaign_id, now=timezone.now())


@app.task(name=jobs.CARRY, queue=jobs.QUEUE, retry=AGAIN, pass_context=True)
def carry(context: JobContext, *, municipality_id: int, part_id: int) -> None:
    """Carry one channel's text; what came of it stands in its row."""
    number = context.job.id if context.job else None
    going.carry(municipality_id=municipality_id, part_id=part_id, job=number)


def ready() -> None:
    """Its jobs are known once this module is loaded, and deliveries are written."""
    delivering.listen()
    leaving.listen()
    sending.declare_purpose(press.LEFT)
