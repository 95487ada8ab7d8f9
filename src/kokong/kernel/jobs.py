"""Jobs whose worker was killed are run again by the next one; those that failed, when somebody says so."""

import logging
from datetime import datetime

from procrastinate import JobContext
from procrastinate.contrib.django import app

SILENT_SECONDS = 60.0

log = logging.getLogger(__name__)


@app.periodic(cron="* * * * *")
@app.task(name="kokong.rescue", queueing_lock="kokong.rescue", pass_context=True)
async def rescue(context: JobContext, timestamp: int) -> int:
    """Put back the jobs of workers that have been silent for a minute; returns how many.

    Every job is idempotent, so one that was nearly done may run twice.
    """
    del timestamp
    stalled = list(await context.app.job_manager.get_stalled_jobs(seconds_since_heartbeat=SILENT_SECONDS))
    for job in stalled:
        log.warning("Job %s (%s) lost its worker and runs again.", job.id, job.task_name)
        await context.app.job_manager.retry_job(job)
    return len(stalled)


def retry_failed(*, now: datetime) -> int:
    """Let every job that has failed for good run once more; returns how many."""
    failed = list(app.job_manager.list_jobs(status="failed"))
    for job in failed:
        assert job.id is not None
        app.job_manager.retry_job_by_id(job_id=job.id, retry_at=now)
    return len(failed)
