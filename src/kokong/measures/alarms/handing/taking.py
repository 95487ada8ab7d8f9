"""Taking over a shift: who, when, and the list as it was."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from kokong.kernel.errors import UserError

from ..console import reading
from . import listing
from .desks import Desk, me
from .listing import Section
from .models import HandOver as Row

SHOWN: Final = 60


class HandOverMissing(UserError):
    """There is no such hand-over for this person."""

    status = 404


@dataclass(frozen=True)
class HandOver:
    """A shift that was taken over, and the list with which it was."""

    id: int
    taken_at: datetime
    by: str
    sections: tuple[Section, ...]


@transaction.atomic
def take_shift(*, desk: Desk, now: datetime) -> int:
    """Take over with the list as it is now; the hand-over's id."""
    kept = listing.as_values(listing.sections(desk=desk, now=now))
    return Row.objects.create(taken_at=now, taken_by=me(), sections=kept, **desk.place).pk


def hand_overs(*, desk: Desk) -> tuple[HandOver, ...]:
    """The latest, the newest first; without their lists."""
    found = list(Row.objects.filter(**desk.place).defer("sections").order_by("-taken_at", "-pk")[:SHOWN])
    known = reading.names(row.taken_by for row in found)
    return tuple(HandOver(row.pk, row.taken_at, known.get(row.taken_by or 0, ""), ()) for row in found)


def hand_over(*, hand_over_id: int) -> HandOver:
    """One of them, with its list. Raises HandOverMissing."""
    row = Row.objects.filter(pk=hand_over_id).first()
    if row is None:
        raise HandOverMissing(_("There is no such hand-over."))
    by = reading.names([row.taken_by]).get(row.taken_by or 0, "")
    return HandOver(row.pk, row.taken_at, by, listing.of_values(row.sections))
