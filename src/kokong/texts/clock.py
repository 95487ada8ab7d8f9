"""What the clock does with texts: the jobs that `jobs` defers."""

from django.utils import timezone
from procrastinate.contrib.django import app

from kokong.kernel import tenancy
from kokong.kernel.retrying import AGAIN

from . import jobs, work


@app.task(name=jobs.NAME, queue=jobs.QUEUE, retry=AGAIN, pass_context=False)
def look(*, municipality_id: int, text_id: int) -> None:
    """See whether a text's time has come, or is over; what was changed since makes an early look harmless."""
    with tenancy.scope(municipality_id=municipality_id):
        work.tick(text_id=text_id, now=timezone.now())
