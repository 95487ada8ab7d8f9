"""Work that the system gave up waits on *To do* of whoever can mend the cause; once that is done it runs again.

A key of each failure is the job's number and how often it was tried, so that one that fails again waits anew.
"""

from typing import Final

from django.utils import timezone
from procrastinate.contrib.django import app

from kokong.kernel import jobs, tenancy
from kokong.kernel.models import Municipality
from kokong.kernel.retrying import AGAIN
from kokong.tasks import api as tasks

SOURCE: Final = "job"


@app.periodic(cron="*/10 * * * *")
@app.task(name="kokong.failed_jobs", queue="nightly", queueing_lock="kokong.failed_jobs", retry=AGAIN)
def look(timestamp: int) -> None:
    """Look for what has failed for good in each municipality. What belongs to none is the doctor's alone."""
    del timestamp
    failed = jobs.failed()
    for municipality_id in Municipality.objects.order_by("pk").values_list("pk", flat=True):
        with tenancy.scope(municipality_id=municipality_id):
            _see_to(failed.get(municipality_id, {}))


def _see_to(failed: dict[str, int]) -> None:
    now = timezone.now()
    for key in tasks.waiting(source=SOURCE).keys() - failed.keys():
        tasks.withdraw(source=SOURCE, source_id=key, now=now)
    for key in tasks.done(source=SOURCE, ids=failed.keys()):
        jobs.retry(job_id=failed[key], now=now)
    for key in failed:
        tasks.open_task(kind="job.failed", source=SOURCE, source_id=key, now=now)
