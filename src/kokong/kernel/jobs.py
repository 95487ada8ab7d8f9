"""Jobs whose worker was killed are run again by the next one; those that failed, when somebody says so."""

import asyncio
import logging
from collections import defaultdict
from datetime import datetime
from typing import Final

from django.db import connection
from procrastinate import App
from procrastinate.contrib.django import app
from procrastinate.exceptions import ConnectorException

HEARTBEAT_SECONDS: Final = 5.0
SILENT_SECONDS: Final = 20.0
"""A worker that has said nothing for so long is gone."""
LOOK_SECONDS: Final = 5.0

log = logging.getLogger(__name__)


async def look_after(here: App) -> None:
    """For as long as a worker works it puts back what others have lost, at once when it starts and then often.

    No job of its own: where every worker was killed, that would wait for the next minute, and lie there by the ten
    thousand.
    """
    while True:
        try:
            await put_back(here)
        except ConnectorException:
            log.exception("Nobody knows whether jobs have lost their workers; the next look will tell.")
        await asyncio.sleep(LOOK_SECONDS)


async def put_back(here: App) -> int:
    """Put back the jobs of workers that are silent; returns how many.

    Every job is idempotent, so one that was nearly done may run twice. One that can't be put back holds up no
    other: another worker was first, or the same is waiting already and goes before it.
    """
    stalled = list(await here.job_manager.get_stalled_jobs(seconds_since_heartbeat=SILENT_SECONDS))
    done = 0
    for job in stalled:
        try:
            await here.job_manager.retry_job(job)
        except ConnectorException:
            log.info("Job %s (%s) is not put back now.", job.id, job.task_name)
            continue
        log.warning("Job %s (%s) lost its worker and runs again.", job.id, job.task_name)
        done += 1
    return done


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
