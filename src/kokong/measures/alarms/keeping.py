"""How long what panels, operators and contacts say is kept. Alarms, and counts of events, stay."""

from datetime import datetime
from typing import Any, Final

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from kokong.kernel.retention import Rule, stays

from . import models as rows
from . import rules

CONTENT: Final = {"user_number": "", "text": b"", "raw": b"", "xdata": None, "link": "", "lon": None, "lat": None}


def clear_content(before: datetime, dry_run: bool) -> int:
    """Clear what could say more than that something happened from events received before then."""
    said = ~Q(user_number="") | ~Q(raw=b"") | ~Q(text=b"") | ~Q(link="")
    said |= Q(xdata__isnull=False) | Q(lon__isnull=False)
    found = rows.Event.objects.filter(said, received__lt=before)
    return found.count() if dry_run else found.update(**CONTENT)


def clear_events(before: datetime, dry_run: bool) -> int:
    """Remove events received before then; how many of each kind an account sent in a month stays."""
    found = rows.Event.objects.filter(received__lt=before)
    if dry_run:
        return found.count()
    with connection.cursor() as cursor:
        cursor.execute(TALLY, [before])
    rows.AlarmEvent.objects.filter(event_id__in=found.values("pk")).delete()
    return _remove(rows.Event, before)


TALLY: Final = """
INSERT INTO alarms_tally AS known (municipality_id, centre_id, account_id, month, kind, events)
SELECT municipality_id, max(centre_id), account_id, date_trunc('month', received AT TIME ZONE 'UTC')::date, kind,
    count(*)
FROM alarms_event WHERE received < %s GROUP BY 1, 3, 4, 5
ON CONFLICT (account_id, month, kind) DO UPDATE SET events = known.events + excluded.events
"""


def _remove(model: type[rows.Event], before: datetime) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {model._meta.db_table} WHERE received < %s", [before])  # noqa: S608 - our own
        return int(cursor.rowcount)


def clear_steps(before: datetime, dry_run: bool) -> int:
    """Clear who did what, and what they wrote, from the log of alarms; that it was done stays."""
    said = Q(user_id__isnull=False) | ~Q(note="") | ~Q(detail={})
    found = rows.Step.objects.filter(said, at__lt=before).exclude(alarm__in=_open())
    people = rows.Alarm.objects.filter(state="closed", closed_at__lt=before).filter(
        Q(taken_by__isnull=False) | Q(closed_by__isnull=False) | Q(handed_to__isnull=False)
    )
    if dry_run:
        return found.count()
    people.update(taken_by=None, closed_by=None, handed_to=None)
    return found.update(user_id=None, note="", detail={})


def _open() -> QuerySet[rows.Alarm]:
    return rows.Alarm.objects.exclude(state="closed")


def clear_accounts(before: datetime, dry_run: bool) -> int:
    """Forget whom to call, where the home is and what was agreed, once a panel has been out of service so long."""
    found = rows.Account.objects.filter(retired__lt=before, cleared=None)
    if dry_run:
        return found.count()
    rows.Contact.objects.filter(account__in=found).delete()
    rows.Liveness.objects.filter(account__in=found).delete()
    gone: dict[str, Any] = {"dwelling_id": None, "address": "", "lon": None, "lat": None, "plan": {}, "notes": ""}
    return found.update(**gone, key_sealed=None, key_notation="", cleared=timezone.now())


RULES: Final = (
    Rule(
        name="alarm contents",
        purpose=_("What panels sent word for word is needed while an alarm is looked into."),
        period=rules.PERSONAL_DATA,
        apply=clear_content,
        columns={"alarms.Event": "user_number text raw xdata link"},
    ),
    Rule(
        name="alarm events",
        purpose=_("When a panel reported what is needed to find the causes of false alarms; counts stay."),
        period=rules.EVENTS_KEPT,
        apply=clear_events,
        columns={"alarms.Event": "protocol sequence code kind label zone area restores"},
    ),
    Rule(
        name="alarm log",
        purpose=_("Who handled an alarm, and what they wrote, is needed while it is looked into."),
        period=rules.PERSONAL_DATA,
        apply=clear_steps,
        columns={"alarms.Step": "user_id note detail", "alarms.Alarm": "taken_by handed_to closed_by"},
    ),
    Rule(
        name="alarm accounts",
        purpose=_("Whom to call, where the home is and what was agreed serve a panel that is in service."),
        period=rules.RETIRED_KEPT,
        apply=clear_accounts,
        columns={
            "alarms.Account": "dwelling address key_sealed key_notation plan notes",
            "alarms.Contact": "name phone email what consent_by",
        },
    ),
)


def declare_what_stays() -> None:
    """Columns without a period."""
    code = "A number of the installer's or a word from a list of our own; names nobody once the home is forgotten."
    stays(
        {
            "alarms.Account": "account receiver line written transport set_state",
            "alarms.Prefix": "line",
            "alarms.Alarm": "kind zones state verification close_reason",
            "alarms.Step": "what result",
            "alarms.Tally": "kind",
            "alarms.Centre": "name",
        },
        because=code,
    )
    stays({"alarms.Seen": "digest"}, because="A hash of a message; the receiver itself drops it after some hours.")
    stays(
        {"alarms.CentreOperator": "user name"},
        because="Who works for an alarm centre now; the row goes with it.",
    )
