"""How long the kernel's own tables, and those of libraries, keep what they hold."""

from datetime import datetime, timedelta
from typing import Final

from django.db import connection
from django.utils.translation import gettext_noop as _

from . import searching
from .models import AuditWords, HandledEvent, KeptView, Move
from .retention import DELETE, Keep, Rule, stays

JOBS_KEPT: Final = timedelta(days=30)
EVENTS_KEPT: Final = timedelta(days=60)  # longer than any job that could tell one again
VIEWS_KEPT: Final = timedelta(days=730)
MOVES_KEPT: Final = timedelta(days=730)

_OVER: Final = """
FROM procrastinate_jobs WHERE status IN ('failed', 'cancelled', 'aborted')
AND coalesce((SELECT max(at) FROM procrastinate_events WHERE job_id = procrastinate_jobs.id), scheduled_at) < %s
"""


def forget_jobs(before: datetime, dry_run: bool) -> int:
    """Drop jobs that failed for good, or were called off, before a moment: their arguments may name people."""
    with connection.cursor() as cursor:
        cursor.execute(("SELECT count(*)" if dry_run else "DELETE") + _OVER, [before])
        return int(cursor.fetchone()[0]) if dry_run else int(cursor.rowcount)


RULES: Final = (
    Keep(
        AuditWords,
        by="at",
        days=searching.KEPT.days,
        clear=DELETE,
        told="digest salt said",
        name="words of the log",
        purpose=_("What was read keeps its number in the log; the address that it had then goes."),
    ),
    Keep(
        HandledEvent,
        by="at",
        days=EVENTS_KEPT.days,
        clear=DELETE,
        told="event_id subscriber",
        name="handled events",
        purpose=_("That an event was handled is needed while a job could tell it again."),
        everywhere=True,
    ),
    Rule(
        name="failed jobs",
        purpose=_("What a job that failed was about is needed until somebody has seen to it."),
        period=JOBS_KEPT,
        apply=forget_jobs,
        by_hand="A library's tables, which its models only read; when a job was over stands in its events.",
        columns={"procrastinate.ProcrastinateJob": "args lock queueing_lock"},
        everywhere=True,
    ),
    Keep(
        KeptView,
        of="user_id",
        by="at",
        days=VIEWS_KEPT.days,
        clear=DELETE,
        told="user_id name query",
        name="kept views",
        purpose=_("How somebody sorts and filters a list is for as long as they work with it."),
    ),
    Keep(
        Move,
        by="at",
        days=MOVES_KEPT.days,
        clear="by reason",
        name="who moved what",
        purpose=_("Who changed a state, and why, explains what was done then; the steps and their days stay."),
    ),
)


def declare_what_stays() -> None:
    """Columns without a period."""
    public = "Names a municipality, not a person."
    stays({"kernel.Municipality": "code name official_name language"}, because=public)
    stays(
        {"kernel.AuditEntry": "user_id authority roles action subject subject_id rows purpose words nonce detail"},
        because=(
            "The log proves who read and did what. Its lines are chained, so none can be taken out; they hold "
            "numbers, no names, and whom a number means is forgotten with the account."
        ),
    )
    stays(
        {"kernel.Move": "subject before action after public"},
        because="Which steps a record took, and what the public was told about it; names nobody.",
    )
    stays({"kernel.AuditSeal": "content previous hash"}, because="Hashes of the log's lines.")
    library = "A library's own table of words and numbers; names nobody."
    stays(
        {
            "procrastinate.ProcrastinateJob": "queue_name task_name status",
            "procrastinate.ProcrastinateEvent": "type",
            "procrastinate.ProcrastinatePeriodicDefer": "task_name periodic_id",
            "auth.Permission": "name codename",
            "auth.Group": "name",
            "contenttypes.ContentType": "app_label model",
        },
        because=library,
    )
