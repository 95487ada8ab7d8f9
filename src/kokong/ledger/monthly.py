"""What was delivered by month, measure and outcome: in the whole municipality, or in any of its areas.

A delivery lies in an area by where it was given: at a home, at the square that stands for it once it is forgotten,
at a spot, or in the area that it names; and by the outline that the area had then.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from itertools import pairwise
from typing import Any, Final

import numpy as np
import shapely
from django.db.models import Count, F, FloatField, Func, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from kokong.places import api as places

from .models import Delivery as Row

_KEYS: Final = ("month", "measure", "outcome")
_SUMS: Final = {
    "times": Count("pk"), "much": Sum("quantity"), "reached": Coalesce(Sum("reach"), 0),
    "worked": Coalesce(Sum("hours"), Decimal(0)),
}  # fmt: skip


@dataclass(frozen=True)
class Counted:
    """What a measure with an outcome came to in a month; `area_id` None is the whole municipality."""

    area_id: int | None
    month: date
    measure: str
    outcome: str
    deliveries: int
    quantity: int
    reach: int
    hours: Decimal


@dataclass(frozen=True)
class _Ground:
    """An outline that an area had from a moment until another; None: from the beginning, to this day."""

    area_id: int
    shape: shapely.MultiPolygon
    since: datetime | None
    until: datetime | None


def by_outcome_and_month(
    *, measures: Collection[str], since: date, until: date, area_ids: Collection[int | None] = (None,)
) -> tuple[Counted, ...]:
    """A count for each area, month, measure and outcome, from the month of `since` up to that of `until`.

    None among `area_ids` asks for the whole municipality. Areas that there never were are left out.
    """
    first, last = _midnight(since.replace(day=1)), _midnight(until.replace(day=1))
    rows = Row.objects.filter(retracted_at=None, measure__in=list(measures), on__gte=first, on__lt=last)
    found = list(_everywhere(rows)) if None in area_ids else []
    numbers = {each for each in area_ids if each is not None}
    if numbers:
        grounds = list(_grounds(numbers, first))
        for begin, end in _pieces(grounds, first, last):
            held = [g for g in grounds if (g.since or begin) <= begin and (g.until is None or g.until > begin)]
            found += _in_areas(rows.filter(on__gte=begin, on__lt=end), held)
    return _joined(found)


def _everywhere(rows: QuerySet[Row]) -> Iterator[Counted]:
    for row in rows.order_by().values_list(*_KEYS).annotate(**_SUMS):
        yield Counted(None, *row)


def _grounds(area_ids: Collection[int], first: datetime) -> Iterator[_Ground]:
    """The outlines of areas since a moment. One that hasn't changed since is known without its history."""
    for area_id, drawn in places.areas_drawn(area_ids=area_ids).items():
        if drawn.since <= first:
            yield _Ground(area_id, drawn.shape, None, None)
            continue
        lines = places.outlines(area_id=area_id)
        for line in lines:
            shape = places.area(area_id=area_id, at=line.since).shape
            yield _Ground(area_id, shape, None if line is lines[-1] else line.since, line.until)


def _pieces(grounds: list[_Ground], first: datetime, last: datetime) -> Iterator[tuple[datetime, datetime]]:
    """The time between two moments, cut where an area was drawn anew."""
    cuts = {each.since for each in grounds if each.since is not None and first < each.since < last}
    marks = [first, *sorted(cuts), last]
    yield from pairwise(marks)


class _Part(Func):
    """A coordinate of a point: 0 is east, 1 is north."""

    template = "(%(expressions)s)[%(at)s]"
    output_field = FloatField()


def _at(part: int, square: str) -> Coalesce:
    middle = F(square) + F("square_m") / 2.0
    return Coalesce(_Part("point", at=part), _Part("dwelling__location", at=part), middle)


def _in_areas(rows: QuerySet[Row], grounds: list[_Ground]) -> Iterator[Counted]:
    placed = rows.order_by().annotate(x=_at(0, "square_x"), y=_at(1, "square_y"))
    found: list[Any] = list(placed.values_list(*_KEYS, "area_id", "x", "y").annotate(**_SUMS))
    if not found:
        return
    named = np.array([row[3] or 0 for row in found])
    x, y = (np.array([row[at] for row in found], dtype=float) for at in (4, 5))  # none is not a number
    for ground in grounds:
        shapely.prepare(ground.shape)
        inside = shapely.contains_xy(ground.shape, x, y) | (named == ground.area_id)
        for at in np.flatnonzero(inside):
            row = found[at]
            yield Counted(ground.area_id, *row[:3], *row[6:])


def _joined(found: list[Counted]) -> tuple[Counted, ...]:
    sums: dict[tuple[int | None, date, str, str], list[Any]] = {}
    for each in found:
        kept = sums.setdefault((each.area_id, each.month, each.measure, each.outcome), [0, 0, 0, Decimal(0)])
        for at, much in enumerate((each.deliveries, each.quantity, each.reach, each.hours)):
            kept[at] += much
    keys = sorted(sums, key=lambda key: (key[0] or 0, *key[1:]))
    return tuple(Counted(*key, *sums[key]) for key in keys)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
