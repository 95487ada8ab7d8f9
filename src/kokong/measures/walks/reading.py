"""Walks and findings as values. Nobody is named here: who has which part is in `planning.parts`."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Final

from django.db.models import QuerySet
from django.utils import timezone

from kokong.kernel.fields import Point
from kokong.kernel.models import Move
from kokong.meetings import api as meetings
from kokong.places import api as places

from . import daylight, kinds, rules
from . import models as rows
from .values import Finding, FindingMissing, Holder, Walk, WalkMissing

STREET_M: Final = 150.0


def walks(*, states: Collection[str] | None = None, ids: Collection[int] | None = None) -> tuple[Walk, ...]:
    """All walks, or those in some states or with these numbers, by number."""
    found = rows.Walk.objects.order_by("pk")
    found = found.filter(state__in=list(states)) if states is not None else found
    return _walks(found.filter(pk__in=ids) if ids is not None else found)


def walk(*, walk_id: int) -> Walk:
    """One walk. Raises WalkMissing."""
    found = _walks(rows.Walk.objects.filter(pk=walk_id))
    if not found:
        raise WalkMissing("")
    return found[0]


def findings(
    *, walk_id: int | None = None, states: Collection[str] | None = None, ids: Collection[int] | None = None,
    holder_id: int | None = None,
) -> tuple[Finding, ...]:  # fmt: skip
    """Findings of one walk or of all, in some states, on one owner's ground: by walk and number."""
    found = rows.Finding.objects.order_by("walk_id", "at", "pk")
    for name, value in (("walk_id", walk_id), ("holder_id", holder_id)):
        found = found.filter(**{name: value}) if value is not None else found
    found = found.filter(state__in=list(states)) if states is not None else found
    return _findings(found.filter(pk__in=ids) if ids is not None else found)


def finding(*, finding_id: int) -> Finding:
    """One finding. Raises FindingMissing."""
    found = findings(ids=[finding_id])
    if not found:
        raise FindingMissing("")
    return found[0]


def near(
    *, point: Point, without: int | None = None, within_m: float = rules.NEAR_M
) -> tuple[tuple[float, Finding], ...]:
    """Findings of any walk near a point that are not part of another, with their distance, the nearest first."""
    every = rows.Finding.objects.exclude(state="joined").exclude(pk=without or 0)
    close = [pk for pk, at in every.values_list("pk", "point") if rules.distance(at, point) <= within_m]
    found = [(rules.distance(each.point, point), each) for each in findings(ids=close)]
    return tuple(sorted(found, key=lambda pair: (pair[0], pair[1].id)))


def holders() -> tuple[Holder, ...]:
    """Whom one may ask, by name."""
    found = rows.Holder.objects.filter(ended=None).order_by("name", "pk")
    return tuple(Holder(row.pk, row.name, row.email, row.own, row.service) for row in found)


def sunset(*, point: Point, on: date) -> datetime | None:
    """When the sun sets at a point in metres; None where it doesn't that day."""
    lon, lat = places.degrees(x=[point.x], y=[point.y])
    return daylight.sunset(lat=float(lat[0]), lon=float(lon[0]), day=on)


def route_in_degrees(found: Walk) -> list[tuple[float, float]]:
    """The corners of a walk's way as longitude and latitude."""
    lon, lat = places.degrees(x=[p.x for p in found.route], y=[p.y for p in found.route])
    return [(round(float(a), 6), round(float(b), 6)) for a, b in zip(lon, lat, strict=True)]


def _walks(found: "QuerySet[rows.Walk]") -> tuple[Walk, ...]:
    listed = list(found)
    held = _held([row.pk for row in listed])
    counted: dict[int, Counter[str]] = defaultdict(Counter)
    late: Counter[int] = Counter()
    today = timezone.localdate()
    walked = {row.pk: row.walked for row in listed}
    told = rows.Finding.objects.filter(walk_id__in=[row.pk for row in listed])
    for each in told.select_related("holder"):
        counted[each.walk_id][each.state] += 1
        late[each.walk_id] += _is_late(each, walked.get(each.walk_id), today)
    return tuple(_walk(row, held.get(row.pk), counted[row.pk], late[row.pk]) for row in listed)


def _held(walk_ids: Collection[int]) -> Mapping[int, meetings.Meeting]:
    """The meeting that each walk is; of several the last that was not cancelled."""
    found: dict[int, meetings.Meeting] = {}
    for each in meetings.meetings(kind=kinds.WALK) if walk_ids else ():
        if each.because and each.because[1] in walk_ids:
            before = found.get(each.because[1])
            if before is None or each.state != "cancelled" or before.state == "cancelled":
                found[each.because[1]] = each
    return found


def _walk(row: rows.Walk, held: meetings.Meeting | None, counted: Counter[str], late: int) -> Walk:
    corners = tuple(Point(*each) for each in row.route)
    begins = held.begins if held else None
    sets = sunset(point=corners[0], on=held.local.date()) if held and corners else None
    return Walk(
        id=row.pk, title=row.title, purpose=row.purpose, themes=tuple(row.themes.split()), access=row.access,
        stops=tuple(filter(None, row.stops.split("\n"))), route=corners, length_m=row.length_m, state=row.state,
        planned=row.planned, walked=row.walked, ended=row.ended, meeting_id=held.id if held else None,
        begins=begins, place=held.place if held else "", sunset=sets,
        dark=begins is not None and rules.is_dark(begins=begins, sunset=sets),
        findings=counted.total() - counted["joined"], waits=sum(counted[state] for state in rules.WAITS),
        late=late,
    )  # fmt: skip


def _findings(found: "QuerySet[rows.Finding]") -> tuple[Finding, ...]:
    listed: Sequence[rows.Finding] = list(found.select_related("walk", "holder"))
    lon, lat = places.degrees(x=[row.point.x for row in listed], y=[row.point.y for row in listed])
    streets = places.streets_near(points=[row.point for row in listed], within_m=STREET_M) if listed else ()
    said = _said([row.pk for row in listed])
    numbers = _numbers({row.walk_id for row in listed})
    today = timezone.localdate()
    return tuple(
        _finding(row, numbers[row.pk], (float(x), float(y)), street.name if street else "",
                 said.get(row.pk, ""), today)
        for row, x, y, street in zip(listed, lon, lat, streets, strict=True)
    )  # fmt: skip


def _numbers(walk_ids: Iterable[int]) -> dict[int, int]:
    """The number of each finding within its walk, in the order in which they were noted."""
    counted: Counter[int] = Counter()
    found = {}
    every = rows.Finding.objects.filter(walk_id__in=list(walk_ids)).order_by("at", "pk")
    for pk, walk_id in every.values_list("pk", "walk_id"):
        counted[walk_id] += 1
        found[pk] = counted[walk_id]
    return found


def _said(ids: Collection[int]) -> dict[int, str]:
    """The last sentence for the public on each finding."""
    found = Move.objects.filter(subject="finding", subject_id__in=ids).exclude(public="").order_by("at", "pk")
    return dict(found.values_list("subject_id", "public"))


def _finding(
    row: rows.Finding, number: int, spot: tuple[float, float], street: str, said: str, today: date
) -> Finding:
    away = rules.from_route(row.point, [Point(*each) for each in row.walk.route])
    return Finding(
        id=row.pk, number=number, walk_id=row.walk_id, walk=row.walk.title, category=row.category,
        feels=row.feels, why=row.why, proposal=row.proposal, shown=row.shown, point=row.point, lon=spot[0],
        lat=spot[1], accuracy_m=row.accuracy_m, state=row.state, holder_id=row.holder_id,
        holder=row.holder.name if row.holder else "", due=row.due, until=row.until, same_as=row.same_as_id,
        at=row.at, street=street, said=said,
        late=_is_late(row, row.walk.walked, today), act_by=_act_by(row, row.walk.walked),
        doubts=rules.doubts(away_m=away, accuracy_m=row.accuracy_m),
    )  # fmt: skip


def _act_by(row: rows.Finding, walked: datetime | None) -> date | None:
    own = row.holder is not None and row.holder.own
    return rules.act_by(own=own, state=row.state, walked=timezone.localdate(walked) if walked else None)


def _is_late(row: rows.Finding, walked: datetime | None, today: date) -> bool:
    by = _act_by(row, walked)
    return rules.is_late(state=row.state, due=row.due, until=row.until, today=today, act_by=by)
