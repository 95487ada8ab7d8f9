"""The door to the ledger: what was delivered where, when, and with what outcome."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet
from django.db.models.functions import Now

from . import rules
from .models import Delivery as Row


@dataclass(frozen=True)
class Delivery:
    """One measure delivered to a place.

    `dwelling_id` is None where the measure had no dwelling, and once retention has replaced the dwelling by
    `square`. `retracted` rows are never among `deliveries` or `counts`.
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


def record(
    *,
    measure: str,
    source: str,
    source_id: str,
    on: datetime,
    dwelling_id: int | None,
    burglary_id: int | None = None,
    outcome: str = "",
) -> Delivery:
    """Write what was delivered; once per (`source`, `source_id`), however often it is told.

    Telling again corrects the row. A retracted source stays retracted, whichever was told first.
    """
    fresh = Row(
        measure=measure, dwelling_id=dwelling_id, burglary_id=burglary_id, on=on, outcome=outcome,
        source=source, source_id=source_id,
    )  # fmt: skip
    _upsert(fresh, ["measure", "dwelling", "burglary_id", "on", "outcome"])
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
        _upsert(Row(source=source, source_id=source_id, on=Now(), retracted_at=Now()), ["retracted_at"])
    return False


def deliveries(
    *,
    measure: str | None = None,
    dwelling_id: int | None = None,
    burglary_id: int | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> tuple[Delivery, ...]:
    """What was delivered, oldest first; `since` is included, `until` is not."""
    asked = {
        "measure": measure,
        "dwelling_id": dwelling_id,
        "burglary_id": burglary_id,
        "on__gte": since,
        "on__lt": until,
    }
    rows = _standing().filter(**{name: value for name, value in asked.items() if value is not None})
    return tuple(_delivery(row) for row in rows.order_by("on", "id"))


def counts(*, measure: str, since: datetime, until: datetime) -> dict[str, int]:
    """How often a measure was delivered from `since` up to `until`, by outcome."""
    rows = _standing().filter(measure=measure, on__gte=since, on__lt=until)
    return dict(rows.values_list("outcome").annotate(times=Count("id")).order_by("outcome"))


def _standing() -> QuerySet[Row]:
    return Row.objects.filter(retracted_at=None)


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
    )


def _square(row: Row) -> rules.Square | None:
    if row.square_x is None or row.square_y is None or row.square_m is None:
        return None
    return rules.Square(row.square_x, row.square_y, row.square_m)
