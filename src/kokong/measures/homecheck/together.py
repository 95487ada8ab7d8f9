"""A home check gone through together: by a visitor at the door, a contact person, an association.

The answers stay with whoever lives there. That it was done, when and in which area is told to the ledger, and
nothing is written down here: decision 154.
"""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from kokong.kernel import public
from kokong.kernel.events import emit
from kokong.places import api as places

from .events import DoneTogether
from .rules import PAGE
from .values import Refused

OLDEST: Final = timedelta(days=60)  # a phone that was away for longer is not believed


def areas() -> tuple[tuple[int, str], ...]:
    """The municipality's areas, by name: number and name."""
    return tuple(sorted(((each.id, each.name) for each in places.areas()), key=lambda each: each[1]))


def offered() -> bool:
    """Whether people go through it together here: everybody can read the home check, and there are areas."""
    return public.is_published(PAGE) and bool(places.areas())


def done(*, record: UUID, area_id: int | None, at: datetime, now: datetime) -> None:
    """Tell that it was done; one `record` counts once, however often it is told.

    An area that is gone since counts as none: that it was done is true all the same. Raises Refused for a day
    that can't be.
    """
    if not now - OLDEST <= at <= now + timedelta(minutes=5):
        raise Refused(_("The day is more than two months ago, or hasn’t come. Nothing was counted."))
    known = {number for number, _name in areas()}
    emit(DoneTogether(record=str(record), area_id=area_id if area_id in known else None, at=min(at, now)))
