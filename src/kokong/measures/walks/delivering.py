"""A walk that was walked is a delivery, on the day it was, along its route."""

from typing import Final

from kokong.kernel.events import subscribe
from kokong.kernel.fields import Point
from kokong.ledger import api as ledger
from kokong.meetings import api as meetings

from . import kinds, rules
from . import models as rows
from .events import WalkMoved

MEASURE: Final = "walk"


@subscribe(WalkMoved)
def deliver(event: WalkMoved) -> None:
    """Write down that it was walked, and with how many; told twice or out of order, it is the same."""
    row = rows.Walk.objects.filter(pk=event.walk_id, state__in=rules.WALKED).first()
    if row is None or row.walked is None:
        return
    held = kinds.the_walk(row.pk)
    point = Point(*row.route[0]) if row.route else None
    ledger.deliver(
        measure=MEASURE, source=MEASURE, source_id=str(row.pk), on=row.walked, subject=(MEASURE, row.pk),
        point=point, reach=_came(held),
    )  # fmt: skip


def _came(held: meetings.Meeting | None) -> int | None:
    """How many came; None while nobody has counted."""
    return held.counts.came if held else None


def listen() -> None:
    """Subscribing happens when this module is loaded."""
