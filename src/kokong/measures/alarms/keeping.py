"""How long what panels, operators and contacts say is kept. Alarms, and counts of events, stay."""

from datetime import datetime
from typing import Final

from django.db import connection
from django.db.models import Q
from django.utils.translation import gettext_noop as _

from kokong.kernel.retention import DELETE, Keep, Rule, stays

from . import models as rows
from . import rules
from .calls import models as calls
from .handing.keeping import SHIFTS
from .panels.tables import Expected
from .sender_rows import Sender
from .shifts import models as shifts


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


RULES: Final = (
    Keep(
        rows.Event,
        by="received",
        days=rules.PERSONAL_DATA.days,
        clear="user_number text raw xdata link lon lat",
        told="user_number text raw xdata link",
        name="alarm contents",
        purpose=_("What panels sent word for word is needed while an alarm is looked into."),
    ),
    Rule(
        name="alarm events",
        purpose=_("When a panel reported what is needed to find the causes of false alarms; counts stay."),
        period=rules.EVENTS_KEPT,
        apply=clear_events,
        by_hand="They are counted by month first, and go by the hundred thousand in one statement.",
        columns={"alarms.Event": "protocol sequence code kind label zone area restores"},
    ),
    Keep(
        rows.Step,
        by="at",
        days=rules.PERSONAL_DATA.days,
        clear="user_id note detail",
        among=Q(alarm__state="closed"),
        name="alarm log",
        purpose=_("Who handled an alarm, and what they wrote, is needed while it is looked into."),
    ),
    Keep(
        rows.Alarm,
        by="closed_at",
        days=rules.PERSONAL_DATA.days,
        clear="taken_by handed_to closed_by",
        among=Q(state="closed"),
        name="who handled alarms",
        purpose=_("Who handled an alarm can be asked about it while it is looked into."),
    ),
    Keep(
        rows.Misheard,
        by="last",
        days=30,
        clear=DELETE,
        told="who raw address",
        what=_("A message that wasn’t understood, and where it came from"),
        name="alarm messages not understood",
        purpose=_("Whoever sets up a panel sees what it sends while it isn’t understood."),
    ),
    Keep(
        Sender,
        by="last",
        days=30,
        clear=DELETE,
        told="address raw",
        what=_("Where unencrypted messages for panels with a key came from"),
        name="alarm messages unencrypted",
        purpose=_("Whoever looks after the receiver sees where messages come from that could be forged."),
    ),
    Keep(
        rows.Pause,
        by="ends",
        days=rules.PERSONAL_DATA.days,
        clear=DELETE,
        told="zone what note made_by",
        what=_("What was in test or out of service"),
        name="alarm panels in test",
        purpose=_("Why a panel raised nothing can be asked about for a while."),
    ),
    Keep(
        shifts.Reminder,
        by="due",
        days=rules.PERSONAL_DATA.days,
        clear=DELETE,
        told="note made_by away_by",
        what=_("A reminder on an alarm"),
        name="alarm reminders",
        purpose=_("Who asked to be reminded of an alarm, and of what, is in its log for as long as this."),
    ),
    Keep(
        calls.Call,
        by="at",
        days=rules.PERSONAL_DATA.days,
        clear="caller phone note taken_by away_until",
        told="caller phone note taken_by",
        what=_("Who rang about the home, and what they said"),
        name="calls to the alarm centre",
        purpose=_("Who rang about a home, and what was done then, can be asked about for a while."),
    ),
    Keep(
        calls.Routine,
        by="account__retired",
        days=rules.RETIRED_KEPT.days,
        clear=DELETE,
        told="text word",
        what=_("The code word and what to ask"),
        name="alarm code words",
        purpose=_("How a household proves who they are serves a panel that is in service."),
    ),
    SHIFTS,
    Keep(
        rows.Presence,
        by="at",
        days=rules.PERSONAL_DATA.days,
        clear=DELETE,
        told="user_id",
        what=_("When an operator was last there"),
        name="alarm operators there",
        purpose=_("Colleagues see whether who has an alarm is there."),
    ),
    Keep(
        rows.Account,
        by="retired",
        days=rules.RETIRED_KEPT.days,
        clear="dwelling address lon lat plan notes key_sealed key_notation key_mark",
        told="dwelling address sought place key_sealed key_notation key_mark plan notes",
        among=Q(cleared=None),
        mark="cleared",
        what=_("The home, the alarm plan and the key"),
        name="alarm accounts",
        purpose=_("Where the home is and what was agreed serve a panel that is in service."),
    ),
    Keep(
        rows.Contact,
        of="email",
        by="account__retired",
        days=rules.RETIRED_KEPT.days,
        clear=DELETE,
        told="name phone email what consent_by sought digits",
        what=_("Name and contact details"),
        name="alarm contacts",
        purpose=_("Whom to call serves a panel that is in service."),
    ),
    Keep(
        Expected,
        by="account__retired",
        days=rules.RETIRED_KEPT.days,
        clear=DELETE,
        told="terms on",
        what=_("In what hours the home is open, and when its panel is tested"),
        name="alarm hours",
        purpose=_("When a home is open serves to notice when it isn’t closed, while its panel is in service."),
    ),
    Keep(
        rows.Liveness,
        by="account__retired",
        days=rules.RETIRED_KEPT.days,
        clear=DELETE,
        name="alarm panels heard",
        purpose=_("When a panel was last heard is for as long as it is in service."),
    ),
)


def declare_what_stays() -> None:
    """Columns without a period."""
    code = "A number of the installer's or a word from a list of our own; names nobody once the home is forgotten."
    stays(
        {
            "alarms.Account": "account receiver line written transport set_state",
            "alarms.Prefix": "line",
            "alarms.Alarm": "kind zones conditions state verification close_reason",
            "alarms.Step": "what result",
            "alarms.Call": "who identity wanted drafted",
            "alarms.Expected": "what",
            "alarms.Tally": "kind",
            "alarms.Centre": "name",
        },
        because=code,
    )
    stays(
        {"alarms.Seen": "digest said"},
        because="A hash of a message; the receiver itself drops it after some hours.",
    )
    stays(
        {"alarms.Misheard": "key why transport", "alarms.Sender": "key transport accounts"},
        because="A hash, a word from a list of our own, TCP or UDP; the row goes after a month.",
    )
    stays(
        {"alarms.CentreOperator": "user name email"},
        because="Who works for an alarm centre now; the row goes with it.",
    )
