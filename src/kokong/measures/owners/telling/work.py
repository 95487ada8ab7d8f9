"""Whom a burglary concerns: told in the transaction that hears of it, once a building and week."""

from datetime import datetime
from math import dist
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from kokong.incidents import api as incidents
from kokong.kernel import audit
from kokong.places import api as places
from kokong.sending import api as sending

from .. import reading
from ..models import Building, Claim, Contact, Home
from ..values import Refused
from . import letters, rules
from .models import Setting, Told

BURGLARY: Final = "burglary"


def near_m() -> int:
    """How near is near in the municipality in scope."""
    return Setting.objects.values_list("near_m", flat=True).first() or rules.NEAR_M


@transaction.atomic
def set_near(*, near_m: int) -> None:
    """Say how near is near. Raises Refused outside of 50 to 1,000 metres."""
    if not rules.NEAR_LEAST_M <= near_m <= rules.NEAR_MOST_M:
        raise Refused(
            _("Choose between %(least)d and %(most)d metres. Nothing was changed.")
            % {"least": rules.NEAR_LEAST_M, "most": rules.NEAR_MOST_M},
            field="near_m",
        )
    Setting.objects.update_or_create(defaults={"near_m": near_m})
    audit.record(action="owner.near_set", subject="municipality")


@transaction.atomic
def tell(*, burglary_id: int, now: datetime) -> int:
    """Tell the owners of the buildings in or near which a burglary was; how many contacts are written to.

    Nobody for one that was withdrawn, is long ago, or of a building about which its owners were told within the
    week, or that is disputed. Told again of the same burglary nobody is written to twice.
    """
    burglary = incidents.burglary(burglary_id=burglary_id)
    if burglary is None or burglary.state != "confirmed" or burglary.latest < now - rules.OLD:
        return 0
    for building_id, how in _concerned(burglary.dwelling_id).items():
        _note(building_id, burglary_id, how, now)
    told = Told.objects.filter(burglary=burglary_id).values_list("building_id", flat=True)
    owners = Claim.objects.filter(building_id__in=list(told), until=None).values_list("owner_id", flat=True)
    contacts = list(Contact.objects.filter(owner_id__in=set(owners), ended=None).exclude(email="").order_by("pk"))
    for each in contacts:
        to = sending.To(email=each.email, known_as=letters.known_as(each.pk))
        sending.send(kind=letters.BURGLARY, to=to, because=(BURGLARY, burglary_id), now=now)
    return len(contacts)


def _concerned(dwelling_id: int) -> dict[int, str]:
    """Buildings in or near which a home lies, with which of the two may be said."""
    home = places.dwelling(dwelling_id=dwelling_id)
    if home is None:
        return {}
    inside = set(Home.objects.filter(dwelling_id=dwelling_id).values_list("building_id", flat=True))
    had = Building.objects.filter(pk__in=Claim.objects.filter(until=None).values("building_id"))
    far = near_m()
    found = {
        pk: rules.where(homes=homes, inside=pk in inside)
        for pk, point, homes in had.values_list("pk", "point", "homes")
        if pk in inside or dist(point, (home.x, home.y)) <= far
    }
    return {pk: how for pk, how in found.items() if pk not in set(reading.disputed_ids(among=found))}


def _note(building_id: int, burglary_id: int, how: str, now: datetime) -> None:
    lately = Told.objects.filter(building_id=building_id, at__gt=now - rules.QUIET)
    if not lately.exclude(burglary=burglary_id).exists():
        Told.objects.get_or_create(building_id=building_id, burglary=burglary_id, defaults={"how": how, "at": now})
