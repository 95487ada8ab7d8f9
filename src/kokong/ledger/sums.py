"""What deliveries come to by area and month.

Triggers (see the migration) keep the sums beside the rows, so that they cost the same with two million deliveries
as with ten. Sums are counts: they stay when retention has forgotten which home was reached.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from django.db.models import Sum

from .models import Month

_NAMES: Final = ("deliveries", "quantity", "reach", "hours", "cost")


@dataclass(frozen=True)
class Total:
    """What was done in one area (None: in none) and month, whose first day it names. Hours are of work."""

    area_id: int | None
    month: date
    deliveries: int
    quantity: int
    reach: int
    hours: Decimal
    cost: Decimal


def by_measure_and_month(*, since: date, until: date) -> dict[tuple[str, date], int]:
    """How many deliveries of each measure in each month from that of `since` up to that of `until`."""
    rows = Month.objects.filter(month__gte=since.replace(day=1), month__lt=until.replace(day=1))
    summed = rows.order_by("month", "measure").values_list("measure", "month").annotate(Sum("deliveries"))
    return {(measure, month): number for measure, month, number in summed if number}


def by_area_and_month(
    *,
    since: date,
    until: date,
    measure: str | None = None,
    area_ids: Collection[int] | None = None,
) -> tuple[Total, ...]:
    """One total for each area and month from that of `since` up to that of `until`, which is not included."""
    rows = Month.objects.filter(month__gte=since.replace(day=1), month__lt=until.replace(day=1))
    if measure is not None:
        rows = rows.filter(measure=measure)
    if area_ids is not None:
        rows = rows.filter(area__in=area_ids)
    summed = rows.order_by("area", "month").values_list("area", "month").annotate(*map(Sum, _NAMES))
    return tuple(Total(area or None, *rest) for area, *rest in summed if rest[1])
