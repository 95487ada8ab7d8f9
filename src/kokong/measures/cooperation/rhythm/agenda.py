"""An agenda that makes itself: points of rooms and flows, filled with what is new since the last meeting."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kokong.incidents import api as incidents
from kokong.kernel import measure
from kokong.meetings import api as meetings
from kokong.people import api as people
from kokong.risk import api as risk
from kokong.tasks import api as tasks

from . import models as rows
from . import reading
from .values import Line, Point

AGREED: Final = "meeting.agreed"
"""What tasks agreed at meetings stem from; `flows/meeting_to_tasks.py` opens them."""


@dataclass(frozen=True)
class Meant:
    """For whom an agenda is made: what is new `since` the last meeting, whose number is `last`."""

    actor: people.Actor
    since: datetime
    now: datetime
    last: int | None = None


@dataclass(frozen=True)
class Source:
    """A point that an agenda has: what it is called, its place in the order, and what fills it."""

    code: str
    title: str | Promise
    order: int
    lines: Callable[[Meant], list[Line]]


_sources: Final[dict[str, Source]] = {}


def offer(source: Source) -> None:
    """Make a point known; a part does this when it is ready, a flow when it is loaded."""
    _sources[source.code] = source


def points(asked: Meant) -> tuple[Point, ...]:
    """Every point, in order, with what there is to look at."""
    ordered = sorted(_sources.values(), key=lambda each: (each.order, each.code))
    return tuple(Point(each.code, str(each.title), tuple(each.lines(asked))) for each in ordered)


def keep(*, meeting_id: int, asked: Meant) -> None:
    """Keep the agenda as it is when a meeting begins; once."""
    found = [_stored(each) for each in points(asked)]
    rows.KeptAgenda.objects.get_or_create(meeting_id=meeting_id, defaults={"points": found, "at": asked.now})


def kept(*, meeting_id: int) -> tuple[Point, ...] | None:
    """The agenda as it was; None for a meeting that hasn't begun."""
    row = rows.KeptAgenda.objects.filter(meeting_id=meeting_id).first()
    return None if row is None else tuple(_point(each) for each in row.points)


def _stored(point: Point) -> dict[str, Any]:
    lines = [{"text": each.text, "url": each.url} for each in point.lines]
    return {"code": point.code, "title": point.title, "lines": lines}


def _point(kept: dict[str, Any]) -> Point:
    return Point(kept["code"], kept["title"], tuple(Line(**each) for each in kept["lines"]))


def _last_time(asked: Meant) -> list[Line]:
    """What was taken on at the last meeting, and whether it is done."""
    if asked.last is None:
        return []
    agreed = [each for each in meetings.agreed(meeting_id=asked.last) if each.task]
    done = tasks.done(source=AGREED, ids=[f"{asked.last}-{each.id}" for each in agreed])
    said = {True: _("done"), False: _("not done yet")}
    page = reverse("meetings:agreed")
    return [Line(f"{each.text}: {said[f'{asked.last}-{each.id}' in done]}", page) for each in agreed]


def _burglaries(asked: Meant) -> list[Line]:
    """How many were confirmed of those that came since, by kind; no address."""
    found = incidents.burglaries(since=asked.since, until=asked.now)
    counts: dict[str, int] = {}
    for each in found:
        counts[each.dwelling_kind] = counts.get(each.dwelling_kind, 0) + 1
    page = reverse("incidents:list")
    return [Line(f"{incidents.words.KINDS[kind]}: {n}", page) for kind, n in sorted(counts.items())]


def _zones(asked: Meant) -> list[Line]:
    """The week's places to pay attention to."""
    found = risk.zones(now=asked.now)
    if not found:
        return []
    said = ngettext("%(n)d place to pay attention to this week", "%(n)d places to pay attention to this week",
                    len(found)) % {"n": len(found)}  # fmt: skip
    return [Line(said, reverse("risk:overview"))]


def _overdue(asked: Meant) -> list[Line]:
    """What should have been done by now, by sort."""
    counts: dict[str, int] = {}
    for each in tasks.overdue(now=asked.now):
        if not each.kind.roles.isdisjoint(asked.actor.roles):
            counts[str(each.kind.words)] = counts.get(str(each.kind.words), 0) + 1
    return [Line(f"{words}: {n}", reverse("tasks:list")) for words, n in sorted(counts.items())]


def _waiting(asked: Meant) -> list[Line]:
    """What each measure says waits today: answers that are late, doors that nobody came to, permits."""
    found = []
    for _measure, day in measure.each("today"):
        sections = day(actor=asked.actor, now=asked.now).sections
        found += [Line(f"{each.title}: {each.total}", each.url) for each in sections if each.total]
    return found


def _wheel(asked: Meant) -> list[Line]:
    """What has its turn this month, or had one."""
    today = timezone.localdate(asked.now)
    return [
        Line(f"{each.title} ({date_format(turn.month, 'F')})", reverse("cooperation:wheel-item", args=[each.id]))
        for each in reading.items(year=today.year, today=today)
        for turn in each.turns
        if turn.state in {"due", "late"}
    ]


OWN: Final = (
    Source("last", gettext_lazy("From last time"), 10, _last_time),
    Source("burglaries", gettext_lazy("New burglaries"), 20, _burglaries),
    Source("zones", gettext_lazy("Places this week"), 40, _zones),
    Source("waiting", gettext_lazy("What waits in the measures"), 50, _waiting),
    Source("overdue", gettext_lazy("Overdue tasks"), 60, _overdue),
    Source("wheel", gettext_lazy("In the year wheel"), 70, _wheel),
)
