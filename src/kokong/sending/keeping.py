"""How long messages keep whom they were for and what they said."""

from datetime import datetime, timedelta
from typing import Any, Final

from django.db import models
from django.utils.translation import gettext_noop as _

from kokong.kernel.retention import DELETE, Keep, Rule, stays
from kokong.people import api as people

from .models import Message, Preference, PushDevice, QuietHours

CONTENT_DAYS: Final = 90
TOLD_DAYS: Final = 730


def forget_choices(_before: datetime, dry_run: bool) -> int:
    """Drop what people chose who no longer work here, and their devices."""
    here = people.working()
    tables: tuple[Any, ...] = (Preference, QuietHours, PushDevice)
    return sum(_dropped(table.objects.exclude(user_id__in=here), dry_run) for table in tables)


def _dropped(found: models.QuerySet[Any], dry_run: bool) -> int:
    return found.count() if dry_run else found.delete()[0]


RULES: Final = (
    Keep(
        Message,
        by="made",
        days=CONTENT_DAYS,
        clear="email phone context answer message_id",
        what=_("Address and what was written"),
        name="what messages said",
        purpose=_("Whoever sends a message again needs its address and words; whom it was for is kept longer."),
    ),
    Keep(
        Message,
        by="made",
        days=TOLD_DAYS,
        clear=DELETE,
        told="user_id whom language",
        name="who was told",
        purpose=_("Shows for two years who was told of what, and when."),
    ),
    Rule(
        name="what people are told",
        purpose=_("What somebody chose to be told, and on which devices, ends with their work here."),
        period=timedelta(0),
        apply=forget_choices,
        columns={
            "sending.Preference": "user_id kind way",
            "sending.QuietHours": "user_id",
            "sending.PushDevice": "user_id name endpoint p256dh auth",
        },
    ),
)


def declare_what_stays() -> None:
    """Columns without a period."""
    code = "A word from a list of our own, or a number; the row goes as a whole."
    stays({"sending.Message": "kind subject subject_id turn way state job"}, because=code)
    stays(
        {"sending.Gateway": "way answer"}, because="How a gateway fares; what it answered to nobody in particular."
    )
