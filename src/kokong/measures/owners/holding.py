"""Which building is whose: claimed by address, given up, and decided on where several claim it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from kokong.kernel import audit
from kokong.kernel.fields import Point
from kokong.places import api as places

from . import models as rows
from . import rules
from .disputes import settle
from .registering import row_of
from .values import BuildingMissing, Refused

SUBJECT: Final = "owner_building"
MOST: Final = 8  # addresses that are named where one isn't sure


@transaction.atomic
def claim(*, owner_id: int, address: str, part: str = "owns", now: datetime) -> int:
    """Write that an owner owns or manages the building at an address; the building's number.

    Raises OwnerMissing; Refused for an address that names no building, or several.
    """
    (named,) = places.homes_at(texts=[address])
    return claim_homes(owner_id=owner_id, address=address, named=named, part=part, now=now)[0]


@transaction.atomic
def claim_homes(*, owner_id: int, address: str, named: places.Named, part: str, now: datetime) -> tuple[int, bool]:
    """As `claim`, where what the address names was looked up; and whether anything is new."""
    owner = row_of(owner_id)
    if part not in rules.PARTS:
        raise Refused(_("Say whether the owner owns or manages it. Nothing was changed."), field="part")
    building = _building(address, named)
    known = rows.Claim.objects.filter(owner=owner, building=building, part=part, until=None).exists()
    if known:
        return building.pk, False
    rows.Claim.objects.create(owner=owner, building=building, part=part, since=now)
    if part == "owns" and building.together:  # one more than was decided about
        rows.Building.objects.filter(pk=building.pk).update(together=False)
    settle([building.pk])
    audit.record(action="owner.building_added", subject="owner", subject_id=owner.pk, detail={"part": part})
    return building.pk, True


@transaction.atomic
def give_up(*, owner_id: int, building_id: int, now: datetime) -> None:
    """An owner has a building no more; that they had it stays. Raises BuildingMissing where they don't have it."""
    found = rows.Claim.objects.filter(owner_id=owner_id, building_id=building_id, until=None)
    if not found.update(until=now):
        raise BuildingMissing("")
    settle([building_id])
    audit.record(action="owner.building_ended", subject="owner", subject_id=owner_id)


@transaction.atomic
def decide(*, building_id: int, owner_id: int | None, now: datetime) -> None:
    """Say whose a disputed building is; None: theirs together. The others' claims end, and stay readable.

    Raises BuildingMissing; Refused where nobody disputes it, or for an owner who doesn't claim it.
    """
    row = rows.Building.objects.select_for_update(no_key=True).filter(pk=building_id).first()
    if row is None:
        raise BuildingMissing("")
    claims = rows.Claim.objects.filter(building=row, part="owns", until=None)
    if claims.count() < 2 or row.together:
        raise Refused(_("Nobody disputes this building any more. Nothing was changed."))
    if owner_id is None:
        rows.Building.objects.filter(pk=row.pk).update(together=True)
    elif not claims.filter(owner_id=owner_id).exists():
        raise Refused(_("Choose one of those who claim it. Nothing was changed."), field="owner")
    else:
        claims.exclude(owner_id=owner_id).update(until=now)
    settle([row.pk])
    audit.record(action="owner.building_decided", subject=SUBJECT, subject_id=row.pk)


def _building(address: str, named: places.Named) -> rows.Building:
    """The building at these homes, made where none is known; homes that came since are linked."""
    must_be_one(address, named)
    ids = [home.id for home in named.homes]
    linked = dict(rows.Home.objects.filter(dwelling_id__in=ids).values_list("dwelling_id", "building_id"))
    if len(known := set(linked.values())) > 1:
        raise in_two(address)
    row = rows.Building.objects.get(pk=known.pop()) if known else _made(named.homes)
    _link(row, [home for home in named.homes if home.id not in linked])
    return row


def must_be_one(address: str, named: places.Named) -> None:
    """Raises Refused, with what it could be, for an address that names no home, or several buildings'."""
    if not named.homes:
        raise Refused(
            _("No home is known at “%(address)s”. Nothing was changed.") % {"address": address}, field="address"
        )
    if not named.sure:
        could = "; ".join(dict.fromkeys(called([home]) for home in named.homes[:MOST]))
        said = _("“%(address)s” may be several: %(could)s. Write the town, too. Nothing was changed.")
        raise Refused(said % {"address": address, "could": could}, field="address")


def in_two(address: str) -> Refused:
    """The refusal of an address whose homes lie in several buildings already."""
    return Refused(
        _("The homes at “%(address)s” lie in two buildings that are known here. Name their stairwells. "
          "Nothing was changed.") % {"address": address}, field="address",
    )  # fmt: skip


def _made(homes: Sequence[places.Dwelling]) -> rows.Building:
    row = built(homes)
    row.save()
    return row


def built(homes: Sequence[places.Dwelling]) -> rows.Building:
    """A building in the middle of its homes, that is not in the database yet."""
    east, north = (sum(axis) / len(homes) for axis in zip(*((home.x, home.y) for home in homes), strict=True))
    return rows.Building(address=called(homes)[:160], point=Point(east, north))


def _link(row: rows.Building, homes: Sequence[places.Dwelling]) -> None:
    if homes:
        rows.Home.objects.bulk_create(rows.Home(building=row, dwelling_id=home.id) for home in homes)
        count = row.homes + sum(home.homes for home in homes)
        rows.Building.objects.filter(pk=row.pk).update(homes=count)


def called(homes: Sequence[places.Dwelling]) -> str:
    """The address of a building: without flats, with its stairwell where it is one, and the town."""
    home = homes[0]
    one = len({each.stairwell for each in homes}) == 1
    door = home.address.removesuffix(f", lgh {home.unit}") if one else f"{home.street} {home.number}"
    return ", ".join(filter(None, (door.strip(), home.locality)))
