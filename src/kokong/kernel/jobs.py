"""Jobs whose worker was killed are run again by the next one; those that failed, when somebody says so."""

import logging
from collections import defaultdict
from datetime import datetime

from django.db import connection
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


_FAILED = """
SELECT (args ->> 'municipality_id')::bigint, id, attempts FROM procrastinate_jobs
WHERE status = 'failed' AND args ->> 'municipality_id' ~ '^[0-9]{1,18}$' ORDER BY id
"""


def failed() -> dict[int, dict[str, int]]:
    """What has failed for good, by municipality: jobs by a key that is another when they fail again."""
    found: dict[int, dict[str, int]] = defaultdict(dict)
    with connection.cursor() as cursor:
        cursor.execute(_FAILED)
        for municipality_id, job_id, attempts in cursor.fetchall():
            found[municipality_id][f"{job_id}:{attempts}"] = job_id
    return found


def retry(*, job_id: int, now: datetime) -> None:
    """Let a job that has failed for good run once more."""
    app.job_manager.retry_job_by_id(job_id=job_id, retry_at=now)


def retry_failed(*, now: datetime) -> int:
    """Let every job that has failed for good run once more; returns how many."""
    over = list(app.job_manager.list_jobs(status="failed"))
    for job in over:
        assert job.id is not None
        retry(job_id=job.id, now=now)
    return len(over)
