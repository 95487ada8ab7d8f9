"""How long the ledger knows which dwelling was reached."""

from datetime import datetime

from django.utils.translation import gettext_noop as _

from kokong.kernel import retention
from kokong.places import api as places

from . import rules
from .models import Delivery

BATCH = 500


def forget_dwellings(before: datetime, dry_run: bool) -> int:
    """Replace the dwelling of deliveries older than `before` by a square; the counts stay. Counts the rows."""
    due = Delivery.objects.filter(on__lt=before).exclude(dwelling=None).order_by("id")
    if dry_run:
        return due.count()
    cleared = 0
    while batch := list(due[:BATCH]):
        squares = _squares(frozenset(row.dwelling_id for row in batch if row.dwelling_id is not None))
        for row in batch:
            _coarsen(row, squares)
        Delivery.objects.bulk_update(batch, ["dwelling", "square_x", "square_y", "square_m"])
        cleared += len(batch)
    return cleared


def _coarsen(row: Delivery, squares: dict[int, rules.Square]) -> None:
    found = squares.get(row.dwelling_id or 0)
    row.dwelling_id = None
    if found is not None:
        row.square_x, row.square_y, row.square_m = found


def _squares(dwelling_ids: frozenset[int]) -> dict[int, rules.Square]:
    """The square of each dwelling."""
    found = places.dwellings(ids=dwelling_ids)
    return {key: rules.square(x=home.x, y=home.y, fifth_m=_fifth_m(key)) for key, home in found.items()}


def _fifth_m(dwelling_id: int) -> float:
    near = places.neighbourhood(dwelling_id=dwelling_id, radius_m=0, at_least=4, limit=4).neighbours
    return near[3].distance_m if len(near) > 3 else float("inf")


RULE = retention.Rule(
    name="ledger.dwellings",
    purpose=_("Which dwelling a measure reached; afterwards a square and the counts remain."),
    period=rules.KEPT,
    apply=forget_dwellings,
    by_hand="A square takes the place of the home, wide enough for the homes around it.",
    columns={"ledger.Delivery": "dwelling"},
)


def declare_what_stays() -> None:
    """Columns without a period."""
    counted = "Which measure was delivered with which outcome, and the number of its record; names no home."
    retention.stays({"ledger.Delivery": "measure place outcome source source_id subject"}, because=counted)
    public = "A spot or a circle of readers, not a home: where something stands, or who was reached together."
    retention.stays({"ledger.Delivery": "point audience"}, because=public)
    retention.stays({"ledger.Month": "measure"}, because="Counts by area and month.")
