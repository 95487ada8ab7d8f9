"""What was delivered by month, measure and outcome: in the whole municipality, or in any of its areas.

A delivery lies in an area by where it was given: at a home, at the square that stands for it once it is forgotten,
at a spot, or in the area that it names; and by the outline that the area had then.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from itertools import pairwise
from typing import Any, Final

import numpy as np
import shapely
from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import BigIntegerField, Count, F, FloatField, Func, QuerySet, Sum
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone
from numpy.typing import NDArray

from kokong.places import api as places

from .models import Delivery as Row

Numbers = NDArray[np.float64]
_KEYS: Final = ("month", "measure", "outcome")
_AT_ONCE: Final = 16
"""Rows of lists that are fetched at a time: ten years are not held at once."""
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
    numbers = {each for each in area_ids if each is not None}
    if not numbers:
        return _joined(_everywhere(rows) if area_ids else ())
    found: list[Counted] = []
    grounds = list(_grounds(numbers, first))
    for begin, end in _pieces(grounds, first, last):
        held = [g for g in grounds if (g.since or begin) <= begin and (g.until is None or g.until > begin)]
        found += _in_areas(rows.filter(on__gte=begin, on__lt=end), held, whole=None in area_ids)
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


_LISTS: Final = {
    "east": ArrayAgg(_at(0, "square_x")), "north": ArrayAgg(_at(1, "square_y")), "much": ArrayAgg("quantity"),
    "reached": ArrayAgg(Coalesce("reach", 0)),
    "worked": ArrayAgg(Cast(Coalesce("hours", Decimal(0)) * 100, BigIntegerField())),
}  # fmt: skip
"""Of each month, measure, outcome and named area what its deliveries have, side by side: few rows, long lists."""


def _in_areas(rows: QuerySet[Row], grounds: list[_Ground], *, whole: bool) -> Iterator[Counted]:
    """What lay on each ground, and with `whole` all of it. Deliveries come as lists: rows take longer."""
    for ground in grounds:
        shapely.prepare(ground.shape)
    grouped = rows.order_by().values_list(*_KEYS, "area_id").annotate(**_LISTS)
    for *key, named, east, north, much, reached, worked in grouped.iterator(chunk_size=_AT_ONCE):
        x, y = np.array(east, dtype=float), np.array(north, dtype=float)  # none is not a number
        sums = np.array([much, reached, worked], dtype=np.int64)
        if whole:
            yield _counted(None, key, sums)
        for ground in grounds:
            lies = sums if named == ground.area_id else sums[:, _inside(ground.shape, x, y)]
            if lies.size:
                yield _counted(ground.area_id, key, lies)


def _counted(area_id: int | None, key: list[Any], sums: NDArray[np.int64]) -> Counted:
    much, reached, worked = (int(each) for each in sums.sum(axis=1))
    month, measure, outcome = key
    return Counted(area_id, month, measure, outcome, sums.shape[1], much, reached, Decimal(worked) / 100)


def _inside(shape: shapely.MultiPolygon, x: Numbers, y: Numbers) -> NDArray[np.int64]:
    """Which points lie in a shape. Its bounds are looked at first: most points lie outside of most areas."""
    west, south, east, north = shape.bounds
    near = np.flatnonzero((x >= west) & (x <= east) & (y >= south) & (y <= north))
    return near[shapely.contains_xy(shape, x[near], y[near])]


def _joined(found: Iterable[Counted]) -> tuple[Counted, ...]:
    sums: dict[tuple[int | None, date, str, str], list[Any]] = {}
    for each in found:
        kept = sums.setdefault((each.area_id, each.month, each.measure, each.outcome), [0, 0, 0, Decimal(0)])
        for at, much in enumerate((each.deliveries, each.quantity, each.reach, each.hours)):
            kept[at] += much
    keys = sorted(sums, key=lambda key: (key[0] or 0, *key[1:]))
    return tuple(Counted(*key, *sums[key]) for key in keys)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
