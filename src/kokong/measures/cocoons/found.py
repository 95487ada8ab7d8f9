"""Homes that visitors find and that no register has: doors of the cocoon, for a coordinator to confirm."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from kokong.kernel import audit
from kokong.places import api as places

from . import doors, rules
from . import models as rows
from .values import Refused


@transaction.atomic
def add_found(
    *, client_id: UUID, beside_id: int, text: str, degrees: tuple[float, float] | None, now: datetime
) -> tuple[int, bool]:
    """The door of a home that a visitor found beside another door, and whether it is new. It joins the rounds of
    that door and no other. A door that the desk left out stays so. `degrees` are longitude and latitude, where the
    visitor gave the phone's position.

    Raises DoorMissing, Refused where nobody may knock there or the cocoon is closed, and what
    `places.home_found` raises.
    """
    doors.lock_cocoon_of(beside_id)  # two phones beside two doors may find the same home
    beside = doors.lock_door(beside_id)
    point = places.metres(lon=degrees[0], lat=degrees[1]) if degrees else None
    home = places.home_found(text=text, beside_id=beside.dwelling_id or 0, point=point, key=str(client_id))
    if home.retired:
        raise Refused(_("Your coordinator has looked at this address already: it is no home."))
    before = rows.Door.objects.filter(cocoon=beside.cocoon_id, dwelling=home.id).first()
    if before is not None and (before.state != "dropped" or before.drop_reason in rules.DROP_BY_HAND):
        return before.pk, False
    door_id = doors.put_door(cocoon_id=beside.cocoon_id, dwelling_id=home.id, now=now)
    walked = rows.Round.objects.filter(round_doors__door=beside, ended=None, expires__gt=now)
    rows.RoundDoor.objects.bulk_create(
        [rows.RoundDoor(round=each, door_id=door_id) for each in walked], ignore_conflicts=True
    )
    audit.record(action="door.found", subject="cocoon", subject_id=beside.cocoon_id, detail={"door": door_id})
    return door_id, True


@transaction.atomic
def confirm_found(*, door_id: int) -> None:
    """A coordinator knows that what a visitor found is a home. Raises DoorMissing, places.DwellingNotFound."""
    door = doors.lock_door(door_id)
    places.confirm_found(dwelling_id=door.dwelling_id or 0)
    audit.record(action="door.confirmed", subject="cocoon", subject_id=door.cocoon_id, detail={"door": door.pk})
