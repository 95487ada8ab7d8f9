"""The list of meetings: coming, held without minutes, one's own."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kokong.kernel.lists import MOST, Asked, Column, List
from kokong.people import api as people

from . import models as rows
from . import reading, rules, words
from .forms import FilterForm
from .values import Meeting

WHICH: Final[dict[str, Q]] = {
    "": Q(state__in=("draft", *rules.COMING)),
    "open": Q(state="held"),
    "past": Q(state__in=rules.OVER),
    "cancelled": Q(state="cancelled"),
    "all": Q(),
}


def find(asked: Asked, *, actor: people.Actor) -> Sequence[Meeting]:
    """What the list asks for, of what this person sees: coming ones by when they are, others the last first."""
    which = asked.filters.get("which") or ""
    found = rows.Meeting.objects.filter(reading.theirs(actor), WHICH[which])
    if asked.filters.get("whose") == "mine":
        found = found.filter(made_by=actor.user_id)
    if kind := asked.filters.get("kind"):
        found = found.filter(kind=kind)
    order = ("begins", "pk") if which == "" else ("-begins", "-pk")
    return reading.values(found.order_by(*order)[: MOST + 1])


def coming(*, actor: people.Actor, until: datetime, now: datetime) -> tuple[Meeting, ...]:
    """One's own meetings from now on until a moment."""
    mine = rows.Meeting.objects.filter(made_by=actor.user_id, state__in=rules.COMING, begins__lt=until)
    return tuple(each for each in reading.values(mine.order_by("begins", "pk")) if each.ends > now)


def unsettled(*, actor: people.Actor, now: datetime) -> tuple[Meeting, ...]:
    """What has been and is not settled: nobody said that it was held, or its minutes are not sent."""
    past = Q(state__in=rules.COMING, begins__lt=now) | Q(state="held")
    found = reading.values(rows.Meeting.objects.filter(reading.theirs(actor), past).order_by("begins", "pk"))
    return tuple(each for each in found if each.ends <= now and each.kind.may_hold(actor, each.because))


def _page(meeting: Meeting) -> str:
    return reverse("meetings:meeting", args=[meeting.id])


def _people(meeting: Meeting) -> int:
    return meeting.counts.people if meeting.counts.came is None else meeting.counts.came


COLUMNS: Final[tuple[Column[Meeting], ...]] = (
    Column(
        "title", _("Title"), lambda each: each.title, link=lambda each: reverse("meetings:meeting", args=[each.id])
    ),
    Column("begins", _("When"), lambda each: each.begins, cell="meetings/when_cell.html"),
    Column("place", _("Where"), lambda each: each.place, spare=True),
    Column("kind", _("Kind"), lambda each: each.kind.name, spare=True),
    Column("state", _("State"), lambda each: words.STATES[each.state]),
    Column("invited", _("Invited"), lambda each: each.counts.invited, spare=True),
    Column("people", _("Come, or came"), _people),
)
MEETINGS: Final = List[Meeting](
    name="meetings:list",
    title=_("Meetings"),
    columns=COLUMNS,
    action="meeting.exported",
    subject="meeting",
    key=lambda each: each.id,
    called=lambda each: each.title,
    filters=FilterForm,
    empty=(_("No meetings"), _("Plan one, and invite those who should come.")),
    icon="calendar",
)
