"""In which order the doors are walked to: planned at first sight, kept, and changed by hand."""

from collections.abc import Mapping, Sequence
from math import hypot

from kokong.places import api as places

from . import models as rows

WALKED = frozenset({"open", "done"})


def ensure(cocoon: rows.Cocoon, found: Sequence[rows.Door], homes: Mapping[int, places.Dwelling]) -> list[int]:
    """Ids of the doors to walk to, in order. Plans the walk of a cocoon that has none yet.

    A door that comes later goes in after its nearest neighbour, so that the order people
    have begun to walk stays.
    """
    walked = [door for door in found if door.state in WALKED]
    if not walked:
        return []
    if not cocoon.walk_by and cocoon.closed is None:
        return _plan(cocoon, walked)
    placed = sorted((door for door in walked if door.walk is not None), key=lambda door: (door.walk, door.rank))
    late = sorted((door for door in walked if door.walk is None), key=lambda door: door.rank)
    if not late:
        return [door.pk for door in placed]
    for door in late:
        placed.insert(_after_nearest(door, placed, homes), door)
    order = [door.pk for door in placed]
    _write(walked, order)
    return order


def _plan(cocoon: rows.Cocoon, walked: Sequence[rows.Door]) -> list[int]:
    in_order = sorted(walked, key=lambda door: (door.rank, door.pk))  # of equal walks always the same one
    by_dwelling = {door.dwelling_id: door.pk for door in in_order if door.dwelling_id}
    walk = places.walking_order(dwelling_ids=tuple(by_dwelling), start=cocoon.dwelling_id)
    order = [by_dwelling[key] for key in walk.dwelling_ids if key in by_dwelling]
    _write(walked, order)
    cocoon.walk_by, cocoon.walk_m = walk.by, walk.metres
    cocoon.save(update_fields=["walk_by", "walk_m"])
    return order


def _after_nearest(door: rows.Door, placed: Sequence[rows.Door], homes: Mapping[int, places.Dwelling]) -> int:
    here = homes[door.dwelling_id or 0]

    def away(place: int) -> float:
        there = homes[placed[place].dwelling_id or 0]
        return hypot(there.x - here.x, there.y - here.y)

    return min(range(len(placed)), key=away) + 1 if placed else 0


def keep(cocoon: rows.Cocoon, order: Sequence[int], *, by: str) -> None:
    """Store an order of door ids, and who made it."""
    _write(list(cocoon.doors.filter(pk__in=order)), order)
    cocoon.walk_by = by
    cocoon.save(update_fields=["walk_by"])


def _write(found: Sequence[rows.Door], order: Sequence[int]) -> None:
    place = {key: number for number, key in enumerate(order, start=1)}
    changed = [door for door in found if door.walk != place.get(door.pk)]
    for door in changed:
        door.walk = place.get(door.pk)
    rows.Door.objects.bulk_update(changed, ["walk"])
