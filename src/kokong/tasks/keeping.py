"""How long tasks keep whom and which home they are about. What was done when, and how often, stays."""

from datetime import datetime, timedelta
from typing import Final

from django.db.models import Q
from django.utils.translation import gettext_noop as _

from kokong.kernel.retention import Rule, stays

from . import models as rows

KEPT: Final = timedelta(days=90)
FORGOTTEN: Final = timedelta(days=365)


def clear(before: datetime, dry_run: bool) -> int:
    """Forget home and people of tasks that ended before then, and of those that nobody saw to in a year."""
    old = before + KEPT - FORGOTTEN
    about = Q(dwelling__isnull=False) | Q(taken_by__isnull=False) | Q(ended_by__isnull=False) | ~Q(answer="")
    found = rows.Task.objects.filter(about, Q(ended_at__lt=before) | Q(ended_at=None, opened__lt=old))
    if dry_run:
        return found.count()
    rows.Task.objects.filter(ended_at=None, opened__lt=old).update(state="withdrawn", ended_at=before)
    ended = rows.Task.objects.filter(about, ended_at__lte=before)
    return ended.update(dwelling=None, taken_by=None, ended_by=None, answer="")


RULES: Final = (
    Rule(
        name="tasks",
        purpose=_("What a household wished for is needed until it has been seen to, for a year at most."),
        period=KEPT,
        apply=clear,
        columns={"tasks.Task": "dwelling taken_by ended_by answer"},
    ),
)


def declare_what_stays() -> None:
    """Columns without a period."""
    code = "A word from a list of our own, or a number; says nothing of a person."
    stays({"tasks.Task": "kind source source_id state"}, because=code)
