"""Each handing-out is a delivery to the area where it went, on its day. No home is named (decision 139)."""

from typing import Final

from kokong.kernel.events import subscribe
from kokong.ledger import api as ledger

from . import models as rows
from .events import HandingMoved

MEASURE: Final = "marking_kit"


@subscribe(HandingMoved)
def deliver(event: HandingMoved) -> None:
    """Write down what was handed out; taken back it is retracted. Told twice or out of order, it is the same."""
    row = rows.Handing.objects.select_related("area", "lot").filter(pk=event.handing_id).first()
    if row is None:
        return
    if row.state == "undone":
        ledger.retract(source=MEASURE, source_id=str(row.pk))
        return
    ledger.deliver(
        measure=MEASURE, source=MEASURE, source_id=str(row.pk), on=row.at, quantity=row.kits, outcome=row.way,
        area_id=row.area.area_id if row.area else None,
    )  # fmt: skip


def listen() -> None:
    """Subscribing happens when this module is loaded."""
