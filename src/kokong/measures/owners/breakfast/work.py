"""Breakfasts planned, and whoever agreed to be written to invited. All else of a meeting is `meetings`'."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kokong.kernel import audit
from kokong.meetings import api as meetings
from kokong.people import api as people

from .. import contacts
from .. import models as rows
from .. import rules as owner_rules
from ..values import Refused
from . import rules

BREAKFAST: Final = "owners.breakfast"
KIND: Final = meetings.MeetingKind(
    BREAKFAST, gettext_lazy("Breakfast with property owners"), lasts=rules.LASTS_MIN,
    remind=timedelta(days=2), audience=gettext_lazy("Property owners and housing associations"),
)  # fmt: skip
PLANNED: Final = ("draft", "announced", "moved", "held", "minuted")


def breakfasts(*, now: datetime) -> tuple[meetings.Meeting, ...]:
    """Those of the last two years and to come, the latest first; none that was cancelled."""
    since = now - timedelta(days=730)
    return meetings.meetings(kind=BREAKFAST, states=PLANNED, since=since)[::-1]


def proposed(*, now: datetime) -> date:
    """The day of the next one, by the season."""
    held = [each.local.date() for each in breakfasts(now=now)]
    return rules.proposed(today=timezone.localdate(now), held=held)


def reached(*, kinds: Collection[str] = owner_rules.KINDS) -> int:
    """How many addresses an invitation would go to."""
    return len(_agreed(kinds))


@transaction.atomic
def plan(*, draft: meetings.Draft, kinds: Collection[str], actor: people.Actor, now: datetime) -> int:
    """Plan one and invite the contacts of these kinds of owners, as a draft; the meeting's number.

    Nobody is written to before it is announced. Raises Refused where nobody could be invited, and what
    `meetings.plan` raises.
    """
    found = _agreed(kinds)
    if not found:
        raise Refused(_("No contact has agreed to be written to. Nothing was planned."), field="kinds")
    ids = [row.pk for row in found]
    audit.read(action="owner.contacts_read", subject="owner", rows=ids, purpose="breakfast")
    number = meetings.plan(kind=BREAKFAST, draft=draft, actor=actor, now=now)
    guests = [meetings.Who(name=row.name, email=row.email) for row in found]
    meetings.invite(meeting_id=number, guests=guests, actor=actor, now=now)
    return number


def _agreed(kinds: Collection[str]) -> list[rows.Contact]:
    """One contact for each address, of active owners, who agrees to be written to."""
    asked = rows.Contact.objects.filter(ended=None, owner__state="active", owner__kind__in=kinds)
    every = list(asked.exclude(email="").order_by("-pk"))
    if not every:
        return []
    held = people.consent.holding(kind=contacts.SUBJECT, purpose=owner_rules.CONSENT)
    return list({row.email: row for row in every if row.pk in held}.values())
