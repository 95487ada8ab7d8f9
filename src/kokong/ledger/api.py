"""The door to the ledger: what was delivered where, when, and with what outcome."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Now
from django.utils import timezone

from kokong.kernel.fields import Point

from . import rules
from .areas import Done, InArea, in_area
from .models import Delivery as Row
from .monthly import Counted, by_outcome_and_month
from .sums import Total, by_area_and_month, by_measure_and_month

__all__ = [
    "Counted",
    "Delivery",
    "Done",
    "InArea",
    "Total",
    "by_area_and_month",
    "by_measure_and_month",
    "by_outcome_and_month",
    "counts",
    "deliver",
    "deliveries",
    "in_area",
    "retract",
    "times",
]

_CORRECTED: Final = [
    "measure", "place", "dwelling", "building", "subject", "subject_id", "point", "audience", "area_id",
    "burglary_id", "on", "month", "since", "until", "outcome", "quantity", "reach", "hours", "cost",
]  # fmt: skip


@dataclass(frozen=True)
class Delivery:
    """One measure delivered to a place, of the kind that `place` says.

    `subject` is a record of another room that stands there, e.g. `("sign", 3)`. `area_id` is the area that it was
    given to, or in which its place lay. `since` and `until` are of what stands for a time. `dwelling_id` is None
    where the measure had no dwelling, and once retention has replaced the dwelling by `square`. `retracted` rows
    are never among `deliveries` or `counts`.
    """

    id: int
    measure: str
    dwelling_id: int | None
    burglary_id: int | None
    on: datetime
    outcome: str
    source: str
    source_id: str
    square: rules.Square | None = None
    retracted: bool = False
    place: rules.Place = ""
    building_id: int | None = None
    subject: tuple[str, int] | None = None
    point: Point | None = None
    audience: str = ""
    area_id: int | None = None
    since: datetime | None = None
    until: datetime | None = None
    quantity: int = 1
    reach: int | None = None
    hours: Decimal | None = None
    cost: Decimal | None = None


def deliver(
    *,
    measure: str,
    source: str,
    source_id: str,
    on: datetime,
    dwelling_id: int | None = None,
    building_id: int | None = None,
    subject: tuple[str, int] | None = None,
    point: Point | None = None,
    audience: str = "",
    area_id: int | None = None,
    burglary_id: int | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    outcome: str = "",
    quantity: int = 1,
    reach: int | None = None,
    hours: Decimal | None = None,
    cost: Decimal | None = None,
) -> Delivery:
    """Write what was delivered; once per (`source`, `source_id`), however often it is told.

    One kind of place: a dwelling, a building (of many homes; one home is a dwelling), a spot (`subject`, `point`,
    metres, or both), an audience ("readers of the local paper"), or an area. Beside another place `area_id` says
    in which area that lies. `reach` is how many people it reached, `hours` of work, `cost` in the municipality's
    currency. What stands for a time has `since`; `until` follows once it no longer stands.

    Telling again corrects the row. A retracted source stays retracted, whichever was told first. Raises ValueError
    for two places.
    """
    spot = subject or point
    fresh = Row(
        place=rules.place(
            dwelling_id=dwelling_id, building_id=building_id, spot=spot, audience=audience, area_id=area_id
        ),
        measure=measure, source=source, source_id=source_id, on=on, month=_month(on), since=since, until=until,
        dwelling_id=dwelling_id, building_id=building_id, point=point, audience=audience, area_id=area_id,
        subject=subject[0] if subject else "", subject_id=subject[1] if subject else None,
        burglary_id=burglary_id, outcome=outcome, quantity=quantity, reach=reach, hours=hours, cost=cost,
    )  # fmt: skip
    _upsert(fresh, _CORRECTED)
    return _delivery(Row.objects.get(source=source, source_id=source_id))


def retract(*, source: str, source_id: str) -> bool:
    """Take back what a source told; True when a standing delivery was taken back.

    The row stays, marked. A source that has not been told yet is remembered, so that the two may come in
    either order.
    """
    told = Row.objects.filter(source=source, source_id=source_id)
    if told.filter(retracted_at=None).update(retracted_at=Now()):
        return True
    if not told.exists():
        now = timezone.now()
        row = Row(source=source, source_id=source_id, on=now, month=_month(now), retracted_at=now)
        _upsert(row, ["retracted_at"])
    return False


def deliveries(
    *,
    measure: str | None = None,
    dwelling_id: int | None = None,
    burglary_id: int | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    subject: tuple[str, int] | None = None,
    area_id: int | None = None,
    standing_at: datetime | None = None,
) -> tuple[Delivery, ...]:
    """What was delivered, oldest first; `since` is included, `until` is not. `standing_at`: what stood then."""
    asked = {
        "measure": measure,
        "dwelling_id": dwelling_id,
        "burglary_id": burglary_id,
        "area_id": area_id,
        "subject": subject[0] if subject else None,
        "subject_id": subject[1] if subject else None,
        "on__gte": since,
        "on__lt": until,
    }
    rows = _standing().filter(**{name: value for name, value in asked.items() if value is not None})
    if standing_at is not None:
        rows = rows.filter(Q(until=None) | Q(until__gt=standing_at), since__lte=standing_at)
    return tuple(_delivery(row) for row in rows.order_by("on", "id"))


def counts(*, measure: str, since: datetime, until: datetime) -> dict[str, int]:
    """How often a measure was delivered from `since` up to `until`, by outcome."""
    rows = _standing().filter(measure=measure, on__gte=since, on__lt=until)
    return dict(rows.values_list("outcome").annotate(times=Count("id")).order_by("outcome"))


def times(*, measures: Collection[str], since: datetime, until: datetime) -> dict[str, int]:
    """How often each of some measures was delivered from `since` up to `until`; for whole months see
    `by_measure_and_month`, which keeps its sums."""
    rows = _standing().filter(measure__in=list(measures), on__gte=since, on__lt=until)
    return dict(rows.values_list("measure").annotate(times=Count("id")).order_by("measure"))


def _standing() -> QuerySet[Row]:
    return Row.objects.filter(retracted_at=None)


def _month(on: datetime) -> date:
    return timezone.localdate(on).replace(day=1)


def _upsert(row: Row, corrected: list[str]) -> None:
    Row.objects.bulk_create(
        [row],
        update_conflicts=True,
        unique_fields=["municipality", "source", "source_id"],
        update_fields=corrected,
    )


def _delivery(row: Row) -> Delivery:
    return Delivery(
        id=row.pk,
        measure=row.measure,
        dwelling_id=row.dwelling_id,
        burglary_id=row.burglary_id,
        on=row.on,
        outcome=row.outcome,
        source=row.source,
        source_id=row.source_id,
        square=_square(row),
        retracted=row.retracted_at is not None,
        place=row.place,  # type: ignore[arg-type]
        building_id=row.building_id,
        subject=(row.subject, row.subject_id) if row.subject_id is not None else None,
        point=row.point,
        audience=row.audience,
        area_id=row.area_id,
        since=row.since,
        until=row.until,
        quantity=row.quantity,
        reach=row.reach,
        hours=row.hours,
        cost=row.cost,
    )


def _square(row: Row) -> rules.Square | None:
    if row.square_x is None or row.square_y is None or row.square_m is None:
        return None
    return rules.Square(row.square_x, row.square_y, row.square_m)
