"""Information events, as `meetings` holds them: how many came, kits handed out there, and how many are used."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kokong.meetings import api as meetings

from . import models as rows
from . import rules

KIND: Final = "marking.information"
LATELY: Final = timedelta(days=90)


@dataclass(frozen=True)
class Event:
    """One event; `came` is None while nobody has counted."""

    meeting: meetings.Meeting
    came: int | None
    kits: int
    used: int


def declare() -> None:
    """Make the kind of meeting known; called once, when the app is ready."""
    meetings.declare(meetings.MeetingKind(KIND, _("Information about marking"), hold=rules.DESK, see=rules.DESK))


def lately(*, today: date) -> tuple[meetings.Meeting, ...]:
    """Events at which kits may be handed out: of the last three months, and today's."""
    end = timezone.make_aware(datetime.combine(today + timedelta(days=1), time()))
    found = meetings.meetings(kind=KIND, since=end - LATELY, until=end)
    return tuple(each for each in reversed(found) if each.state != "cancelled")


def events(*, now: datetime) -> tuple[Event, ...]:
    """Those of the last two years and to come, the latest first."""
    found = [m for m in meetings.meetings(kind=KIND, since=now - timedelta(days=730)) if m.state != "cancelled"]
    given = rows.Handing.objects.filter(meeting__in=[each.id for each in found]).exclude(state="undone")
    sums = given.order_by().values_list("meeting").annotate(kits=Sum("kits"), done=Sum("used"))
    counts = {number: (kits, used or 0) for number, kits, used in sums}
    return tuple(Event(each, each.counts.came, *counts.get(each.id, (0, 0))) for each in reversed(found))
