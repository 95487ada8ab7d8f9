"""The doors of a cocoon as people see and change them."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from math import hypot

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from kokong.kernel import audit
from kokong.places import api as places

from . import correcting, opening, rules, walking
from . import models as rows
from .values import Cocoon, CocoonMissing, Door, DoorMissing, Refused


def cocoon(*, cocoon_id: int) -> Cocoon | None:
    """One cocoon of the municipality in scope, or None."""
    row = rows.Cocoon.objects.filter(pk=cocoon_id).first()
    return opening.value(row) if row else None


def cocoon_for(*, burglary_id: int) -> Cocoon | None:
    """The cocoon around a burglary, or None."""
    row = rows.Cocoon.objects.filter(burglary_id=burglary_id).first()
    return opening.value(row) if row else None


def doors(*, cocoon_id: int) -> tuple[Door, ...]:
    """The doors of a cocoon: first those to walk to, in walking order, then the others by rank.

    Plans the walk where it isn't yet, and lets doors drop out whose dwelling was retired meanwhile.
    Empty once the addresses are cleared. Raises CocoonMissing.
    """
    row = rows.Cocoon.objects.filter(pk=cocoon_id).first()
    if row is None:
        raise CocoonMissing(_("There is no such cocoon in this municipality."))
    return listed(row, list(row.doors.exclude(dwelling=None)))


def listed(cocoon: rows.Cocoon, found: list[rows.Door]) -> tuple[Door, ...]:
    """Rows of one cocoon as values, in order. All doors of the cocoon must be given."""
    homes = places.dwellings(ids=[door.dwelling_id for door in found if door.dwelling_id])
    drop_retired(found, homes)
    order = walking.ensure(cocoon, found, homes)
    number = {door_id: place for place, door_id in enumerate(order, start=1)}
    values = [_value(door, homes[door.dwelling_id or 0], number.get(door.pk)) for door in found]
    return tuple(sorted(values, key=lambda d: (d.walk is None, d.walk or 0, d.state == "dropped", d.rank, d.id)))


def plain(found: Iterable[rows.Door]) -> tuple[Door, ...]:
    """Rows of any cocoons as values, in the given order, in one query; `walk` as it was stored."""
    listed_rows = [row for row in found if row.dwelling_id]
    homes = places.dwellings(ids=[row.dwelling_id for row in listed_rows if row.dwelling_id])
    return tuple(_value(row, homes[row.dwelling_id or 0], row.walk) for row in listed_rows)


def _value(row: rows.Door, home: places.Dwelling, walk: int | None) -> Door:
    return Door(
        id=row.pk,
        cocoon_id=row.cocoon_id,
        dwelling_id=home.id,
        address=home.address,
        full_address=home.full_address,
        unit=home.unit,
        lon=home.lon,
        lat=home.lat,
        distance_m=row.distance_m or 0.0,
        reason=row.reason,
        rank=row.rank,
        walk=walk,
        state=row.state,
        drop_reason=row.drop_reason,
        outcome=row.outcome or None,
        visited_at=row.visited_at,
        visited_by=row.visited_by,
        come_back_at=row.come_back_at,
        shared_with=row.shared_with_id,
        claimed_by=row.claimed_by,
        claimed_until=row.claimed_until,
        homes=row.homes,
        homes_by=home.homes_by if row.homes > 1 else "",
        reached=row.reached,
        covered=row.covered,
        tried=row.tried,
        finished=row.finished,
        countable=countable(row, home),
        found=home.found,
        way=row.way,
        way_m=row.way_m,
        use=home.use,
    )


def countable(row: rows.Door, home: places.Dwelling) -> bool:
    """Whether a door may have many homes behind it, so that somebody who stands there can count them."""
    return not home.unit and (row.homes > 1 or home.homes_by != "" or home.kind == "flat")


@transaction.atomic
def drop_retired_everywhere(*, now: datetime) -> int:
    """Let open doors of the cocoons watched now drop out whose dwelling was retired; how many did."""
    watched = rows.Door.objects.filter(state="open", cocoon__closed=None, cocoon__watch_until__gt=now)
    found = list(watched.exclude(dwelling=None))
    return drop_retired(found, places.dwellings(ids=[door.dwelling_id for door in found if door.dwelling_id]))


def drop_retired(found: list[rows.Door], homes: Mapping[int, places.Dwelling]) -> int:
    """Let open doors drop out whose dwelling no longer exists; how many did."""
    gone = [d for d in found if d.state == "open" and d.dwelling_id and homes[d.dwelling_id].retired]
    for door in gone:
        _drop(door, "retired")
    return len(gone)


def _drop(door: rows.Door, reason: str) -> None:
    correcting.leave_out(door, reason)
    door.save(update_fields=["state", "homes", "drop_reason", "claimed_by", "claimed_until"])


def lock_cocoon(cocoon_id: int) -> rows.Cocoon:
    """The row of an open cocoon, held until commit. Raises CocoonMissing, or Refused when it is closed."""
    row = rows.Cocoon.objects.select_for_update(no_key=True).filter(pk=cocoon_id).first()
    if row is None:
        raise CocoonMissing(_("There is no such cocoon in this municipality."))
    if row.closed is not None:
        raise Refused(_("This cocoon is closed because its burglary was withdrawn. Nothing was changed."))
    return row


def lock_cocoon_of(door_id: int) -> None:
    """Hold the cocoon of a door until commit, open or closed: before its doors, as whoever changes them does.
    Raises DoorMissing."""
    its = rows.Door.objects.filter(pk=door_id).values("cocoon_id")
    if rows.Cocoon.every.select_for_update(no_key=True).filter(pk__in=its).first() is None:
        raise DoorMissing(_("There is no such door in this municipality."))


def lock_door(door_id: int) -> rows.Door:
    """The row of a door, held until commit together with its siblings in other cocoons. Raises DoorMissing.

    All doors of a dwelling are locked in one order, so that visits in two cocoons cannot block each other.
    """
    dwelling = rows.Door.objects.filter(pk=door_id).values("dwelling_id")
    siblings = rows.Door.objects.select_for_update(of=("self",), no_key=True).select_related("cocoon")
    found = {door.pk: door for door in siblings.filter(dwelling_id__in=dwelling).order_by("pk")}
    if door_id not in found:
        raise DoorMissing(_("There is no such door in this municipality."))
    return found[door_id]


@transaction.atomic
def add_door(*, cocoon_id: int, dwelling_id: int, now: datetime) -> int:
    """Add a dwelling by hand, also one dropped before; the door's id. It joins the latest active round.

    Raises Refused when it is a door already, on the do-not-visit list, or no dwelling of this municipality.
    """
    door_id = put_door(cocoon_id=cocoon_id, dwelling_id=dwelling_id, now=now)
    correcting.join_round(lock_cocoon(cocoon_id), [door_id], now=now)
    return door_id


@transaction.atomic
def put_door(*, cocoon_id: int, dwelling_id: int, now: datetime) -> int:
    """The same, on no round."""
    row = lock_cocoon(cocoon_id)
    found = places.dwellings(ids=[dwelling_id, row.home_id])
    if dwelling_id not in found or found[dwelling_id].retired:
        raise Refused(_("There is no such address in this municipality. Nothing was added."))
    if places.do_not_visit(dwelling_ids=[dwelling_id], now=now):
        raise Refused(_("The address is on the do-not-visit list. Nothing was added."))
    before = row.doors.filter(dwelling_id=dwelling_id).first()
    if before is not None and before.state != "dropped":
        raise Refused(_("The address is among the doors already."))
    door = before or rows.Door(cocoon=row, dwelling_id=dwelling_id, rank=_last_rank(row) + 1)
    home, there = found[row.home_id], found[dwelling_id]
    door.distance_m = round(hypot(there.x - home.x, there.y - home.y), 2)
    door.reason, door.state, door.drop_reason, door.walk = "added", "open", "", None
    door.homes = there.homes
    over = places.ways_over(places=[(home.x, home.y), (there.x, there.y)])
    if over:
        door.way_m = over[0]
        door.way = rules.way(crow_m=door.distance_m, way_m=door.way_m)
    door.save()
    audit.record(action="door.added", subject="cocoon", subject_id=row.pk, detail={"door": door.pk})
    return door.pk


def is_found(door: rows.Door) -> bool:
    """Whether a visitor found the home and nobody has confirmed it yet."""
    home = places.dwelling(dwelling_id=door.dwelling_id or 0)
    return home is not None and home.found


def _last_rank(row: rows.Cocoon) -> int:
    return int(row.doors.aggregate(last=Max("rank"))["last"] or 0)


@transaction.atomic
def drop_door(*, door_id: int, reason: str, now: datetime | None = None) -> None:
    """Leave a door out, with a reason of `rules.DROP_BY_HAND`. Raises Refused for one that was settled, unless it
    is a found home that turns out to be none: then what was recorded there counts no more."""
    if reason not in rules.DROP_BY_HAND:
        raise Refused(_("Choose why the door is left out. Nothing was changed."))
    door = lock_door(door_id)
    rejected = reason == "no_dwelling" and is_found(door)
    if door.state == "done" and not rejected:
        raise Refused(_("Somebody has been at this door, so it stays. Nothing was changed."))
    if rejected:
        _reject(door, now=now or timezone.now())
    else:
        _drop(door, reason)
    audit.record(
        action="door.dropped",
        subject="cocoon",
        subject_id=door.cocoon_id,
        detail={"door": door.pk, "reason": reason},
    )


def _reject(door: rows.Door, *, now: datetime) -> None:
    """What a visitor found is no home, in whichever cocoon it was found."""
    for each in rows.Door.objects.filter(dwelling=door.dwelling_id).order_by("pk"):
        each.state = "dropped"
        _drop(each, "no_dwelling")
    places.reject_found(dwelling_id=door.dwelling_id or 0, now=now)


@transaction.atomic
def reorder_doors(*, cocoon_id: int, door_ids: list[int]) -> None:
    """Walk the doors in this order; those not named come after, in their present order."""
    row = lock_cocoon(cocoon_id)
    present = [door.id for door in doors(cocoon_id=row.pk) if door.walk is not None]
    named = list(dict.fromkeys(key for key in door_ids if key in set(present)))
    walking.keep(row, [*named, *(key for key in present if key not in set(named))], by="hand")


@transaction.atomic
def move_door(*, door_id: int, steps: int) -> None:
    """Move a door up (negative) or down in the walking order of its cocoon."""
    cocoon_id = lock_door(door_id).cocoon_id
    order = [door.id for door in doors(cocoon_id=cocoon_id) if door.walk is not None]
    if door_id not in order:
        raise Refused(_("This door isn't in the walking order. Nothing was changed."))
    place_door(door_id=door_id, place=order.index(door_id) + 1 + steps)


@transaction.atomic
def place_door(*, door_id: int, place: int) -> None:
    """Move a door to a place (from 1) in the walking order of its cocoon; the last beyond its end."""
    cocoon_id = lock_door(door_id).cocoon_id
    order = [door.id for door in doors(cocoon_id=cocoon_id) if door.walk is not None]
    if door_id not in order:
        raise Refused(_("This door isn't in the walking order. Nothing was changed."))
    order.remove(door_id)
    order.insert(min(max(place - 1, 0), len(order)), door_id)
    reorder_doors(cocoon_id=cocoon_id, door_ids=order)


@transaction.atomic
def suggest_order(*, cocoon_id: int) -> None:
    """Forget the order made by hand and plan the walk anew."""
    row = lock_cocoon(cocoon_id)
    row.walk_by = ""
    row.save(update_fields=["walk_by"])
    doors(cocoon_id=row.pk)
