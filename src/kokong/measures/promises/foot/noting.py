"""Hours on foot noted, read and taken back. The ledger alone keeps them: nobody's shift is written down here."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from kokong.kernel import audit
from kokong.kernel.events import emit
from kokong.ledger import api as ledger
from kokong.places import api as places

from .. import words
from ..values import Refused
from .events import FootNoted, FootTakenBack

MEASURE: Final = "on_foot"
OLDEST: Final = timedelta(days=60)  # who remembers longer ago?
SHOWN: Final = timedelta(days=60)
MOST_MINUTES: Final = 24 * 60


@dataclass(frozen=True)
class Shift:
    """Hours on foot as the ledger has them; `area` is empty where none was named."""

    record: str
    on: datetime
    area: str
    hours: Decimal
    authority: str


def areas() -> tuple[tuple[int, str], ...]:
    """The municipality's areas, by name: number and name."""
    return tuple(sorted(((each.id, each.name) for each in places.areas()), key=lambda each: each[1]))


@transaction.atomic
def note(*, record: UUID, area_id: int | None, at: datetime, minutes: int, authority: str, now: datetime) -> None:
    """Note hours on foot; one `record` counts once, however often it is told.

    Raises Refused for a day that can't be, no time at all or more than a day, and an area that is not there.
    """
    if not now - OLDEST <= at <= now + timedelta(minutes=5):
        raise Refused(_("The day is more than two months ago, or hasn’t come. Nothing was noted."), field="on")
    if not 0 < minutes <= MOST_MINUTES:
        raise Refused(_("Say how long: more than nothing, and at most a day."), field="hours")
    if area_id is not None and area_id not in dict(areas()):
        raise Refused(_("The area is not there any more. Choose another. Nothing was noted."), field="area")
    if authority not in words.AUTHORITIES:
        raise Refused(_("Say who was on foot."), field="authority")
    emit(FootNoted(str(record), area_id, min(at, now), minutes, authority))
    audit.record(action="foot.noted", subject="foot")


@transaction.atomic
def take_back(*, record: UUID) -> None:
    """Have what was noted by mistake count no more; again it changes nothing."""
    emit(FootTakenBack(str(record)))
    audit.record(action="foot.taken_back", subject="foot")


def shifts(*, now: datetime) -> tuple[Shift, ...]:
    """What was noted for the last two months, the newest first."""
    names = dict(areas())
    found = ledger.deliveries(measure=MEASURE, since=now - SHOWN)
    return tuple(
        Shift(each.source_id, each.on, names.get(each.area_id or 0, ""), each.hours or Decimal(0), each.outcome)
        for each in reversed(found)
    )
