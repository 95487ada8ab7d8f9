"""What is an owner's own, for whoever speaks for it: buildings with their checks, and what they were told.

A building that several claim is named, and nothing is said of it: it may be another's (0132).
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise

from .. import models as rows
from .. import reading, words
from ..checks import reading as check_reading
from ..checks.values import Checked
from ..telling import reading as told_reading
from ..values import Building, BuildingMissing, CheckMissing, Owner


@dataclass(frozen=True)
class Own:
    """A building of one's own, with its last ended check and the one that goes on. `owners` are those of one's
    own who have it.
    """

    building: Building
    owners: tuple[str, ...]
    last: Checked | None = None
    going: Checked | None = None


@dataclass(frozen=True)
class Told:
    """That a burglary was in or near a building of one's own."""

    id: int
    address: str
    how: str | Promise
    at: datetime


def owners(*, ids: Collection[int]) -> tuple[Owner, ...]:
    """The owners for whom one speaks that have not ended, by name."""
    return tuple(each for each in reading.owners() if each.id in ids)


def building_ids(*, owner_ids: Collection[int]) -> tuple[int, ...]:
    """The buildings that these have now, by address: what a page is leafed through by."""
    found = rows.Building.objects.filter(pk__in=_had(owner_ids)).order_by("address", "pk")
    return tuple(found.values_list("pk", flat=True))


def buildings(*, owner_ids: Collection[int], ids: Collection[int]) -> tuple[Own, ...]:
    """Some of their buildings, by address; three queries more than `reading.buildings`, however many."""
    found = reading.buildings(ids=_had(owner_ids) & frozenset(ids))
    settled = frozenset(each.id for each in found if not each.disputed)
    checks: dict[tuple[int, str], Checked] = {}
    for each in reversed(check_reading.checks(building_ids=settled)):  # the latest stays
        checks[each.building_id, each.state] = each
    return tuple(
        Own(each, _whose(each, owner_ids), checks.get((each.id, "done")), checks.get((each.id, "begun")))
        for each in found
    )


def building(*, building_id: int, owner_ids: Collection[int]) -> Own:
    """One of their buildings. Raises BuildingMissing for any other."""
    found = buildings(owner_ids=owner_ids, ids=[building_id])
    if not found:
        raise BuildingMissing("")
    return found[0]


def check(*, check_id: int, owner_ids: Collection[int]) -> tuple[Building, Checked]:
    """An ended check of one of their buildings. Raises CheckMissing for any other."""
    if not is_own(check_id=check_id, owner_ids=owner_ids):
        raise CheckMissing("")
    found = check_reading.check(check_id=check_id)
    return reading.building(building_id=found.building_id), found


def is_own(*, check_id: int, owner_ids: Collection[int]) -> bool:
    """Whether it is an ended check of one of their buildings."""
    found = rows.Check.objects.filter(pk=check_id, state="done").values_list("building_id", flat=True).first()
    return found is not None and found in _settled(owner_ids)


def told(*, owner_ids: Collection[int], since: datetime) -> tuple[Told, ...]:
    """What they were told of burglaries since a moment, the latest first."""
    found = rows.Told.objects.filter(building_id__in=_settled(owner_ids), at__gte=since).select_related("building")
    return tuple(
        Told(row.pk, row.building.address, words.HOW[row.how], row.at) for row in found.order_by("-at", "-pk")
    )


def told_one(*, told_id: int, owner_ids: Collection[int]) -> told_reading.Told:
    """One of these. Raises BuildingMissing for any other."""
    row = rows.Told.objects.filter(pk=told_id, building_id__in=_settled(owner_ids)).first()
    if row is None:
        raise BuildingMissing("")
    return told_reading.Told(row.pk, words.HOW[row.how], row.at)


def _had(owner_ids: Collection[int]) -> frozenset[int]:
    """The buildings that these have now."""
    found = rows.Claim.objects.filter(owner_id__in=list(owner_ids), until=None)
    return frozenset(found.values_list("building_id", flat=True))


def _settled(owner_ids: Collection[int]) -> frozenset[int]:
    had = _had(owner_ids)
    return had - frozenset(reading.disputed_ids(among=had))


def _whose(building: Building, owner_ids: Collection[int]) -> tuple[str, ...]:
    names = (c.owner for c in building.claims if c.until is None and c.owner_id in owner_ids)
    return tuple(dict.fromkeys(names))
