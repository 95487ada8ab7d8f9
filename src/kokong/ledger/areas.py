"""What was delivered in an area: by where each delivery lay, and by the outline that was valid then.

Deliveries at homes count by the home, or by the square that stands for it once it is forgotten, if the square's
middle lies in the area; those at a spot by the spot; those that name the area count in any case.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

import shapely
from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from kokong.places import api as places

from . import rules
from .models import Delivery as Row

_LARGEST: Final = rules.SIDES[-1]
Key = tuple[date, str]


@dataclass(frozen=True)
class Done:
    """What one measure came to in an area in a month: how often, how much, and the days that it stood there."""

    month: date
    measure: str
    deliveries: int = 0
    quantity: int = 0
    days: float = 0.0

    @property
    def whole_days(self) -> int:
        """The days, rounded."""
        return round(self.days)


@dataclass(frozen=True)
class InArea:
    """All of it, the newest month first, and how many of each measure stand there now."""

    months: tuple[Done, ...]
    standing: dict[str, int]


def in_area(*, area: places.Drawn, now: datetime) -> InArea:
    """What was delivered in an area up to now."""
    times, much, standing = Counter[Key](), Counter[Key](), Counter[str]()
    days: dict[Key, float] = defaultdict(float)
    for rows, shape in _periods(area):
        for month, measure, count, quantity in _counted(rows, shape):
            times[month, measure] += count
            much[month, measure] += quantity
        for row in _stood(rows, shape):
            assert row.since is not None
            for month, length in rules.days_by_month(_local(row.since), _local(min(row.until or now, now))):
                days[month, row.measure] += length
            standing[row.measure] += row.since <= now and (row.until is None or row.until > now)
    keys = sorted({*times, *days}, key=lambda key: (-key[0].toordinal(), key[1]))
    months = tuple(Done(*key, times[key], much[key], days[key]) for key in keys)
    return InArea(months, {measure: count for measure, count in standing.items() if count})


def _local(moment: datetime) -> datetime:
    return timezone.localtime(moment)


@dataclass(frozen=True)
class _Ground:
    """The ground of an outline and the homes on it."""

    shape: shapely.MultiPolygon
    homes: tuple[int, ...]
    area_id: int


def _periods(area: places.Drawn) -> Iterator[tuple[QuerySet[Row], _Ground]]:
    """Deliveries while each outline was valid, the first also for what was delivered before there was any."""
    lines = places.outlines(area_id=area.id)
    for line in lines:
        drawn = places.area(area_id=area.id, at=line.since)
        homes = places.homes_in(area_id=area.id, at=None if line.until is None else line.since)
        rows = Row.objects.filter(retracted_at=None)
        if line is not lines[-1]:
            rows = rows.filter(on__gte=line.since)
        if line.until is not None:
            rows = rows.filter(on__lt=line.until)
        yield rows, _Ground(drawn.shape, homes, area.id)


def _counted(rows: QuerySet[Row], ground: _Ground) -> Iterator[tuple[date, str, int, int]]:
    sums = {"times": Count("pk"), "much": Coalesce(Sum("quantity"), 0)}
    at_homes = rows.filter(Q(dwelling_id__in=ground.homes) | Q(area_id=ground.area_id))
    yield from at_homes.order_by().values_list("month", "measure").annotate(**sums)
    west, south, east, north = ground.shape.bounds
    squares = rows.filter(
        dwelling=None, square_x__range=(west - _LARGEST, east), square_y__range=(south - _LARGEST, north)
    ).exclude(area_id=ground.area_id)
    grouped = squares.order_by().values_list("square_x", "square_y", "square_m", "month", "measure")
    for x, y, side, month, measure, times, much in grouped.annotate(**sums):
        if shapely.contains_xy(ground.shape, x + side / 2, y + side / 2):
            yield month, measure, times, much
    for row in _at_spots(rows, ground):
        yield row.month, row.measure, 1, row.quantity


def _at_spots(rows: QuerySet[Row], ground: _Ground) -> Iterator[Row]:
    found = rows.filter(place="spot", point__isnull=False).exclude(area_id=ground.area_id)
    for row in found.only("month", "measure", "quantity", "point", "since", "until"):
        if shapely.contains_xy(ground.shape, *row.point):
            yield row


def _stood(rows: QuerySet[Row], ground: _Ground) -> Iterable[Row]:
    """What stands for a time: at homes, in the area by name, at spots."""
    lasting = rows.exclude(since=None)
    yield from lasting.filter(Q(dwelling_id__in=ground.homes) | Q(area_id=ground.area_id))
    yield from _at_spots(lasting, ground)
