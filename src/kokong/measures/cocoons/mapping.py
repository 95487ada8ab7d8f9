"""Cocoons and doors as the desk's maps draw them."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from math import cos, radians
from typing import Final

from django.utils.translation import ngettext
from shapely import MultiPoint, affinity, geometry

from kokong.kernel.features import Feature as Of
from kokong.kernel.features import said
from kokong.kernel.shown import Feature, OnMap, feature
from kokong.kernel.today import Panel
from kokong.people import api as people
from kokong.places import api as places

from . import api
from .features import DOORS, RING, door_says
from .values import Door

METRES_PER_DEGREE: Final = 111_320
AROUND_DOORS_M: Final = 18
DRAWN: Final = frozenset({"open", "done", "shared"})


def on_map(*, actor: people.Actor, now: datetime) -> OnMap:
    """The active cocoons, listed by their clocks."""
    if not actor.may("cocoon.see"):
        return OnMap()
    active = sorted(api.open_cocoons(now=now), key=lambda cocoon: cocoon.due)
    if not active:
        return OnMap()
    counts = api.coverage(cocoon_ids=[cocoon.id for cocoon in active])
    homes = places.dwellings(ids={cocoon.dwelling_id for cocoon in active if cocoon.dwelling_id})
    placed = [(c, homes[c.dwelling_id], counts[c.id]) for c in active if c.dwelling_id in homes]
    return OnMap(
        words=ngettext("%d active cocoon", "%d active cocoons", len(active)) % len(active),
        panels=(Panel("cocoons/on_map.html", {"cocoons": placed}),),
    )


def around(home: places.Dwelling, doors: Sequence[Door], *, now: datetime) -> list[Feature]:
    """The ring around a home, and its doors by their outcomes."""
    drawn = [door for door in doors if door.state in DRAWN]
    return [_ring(home, drawn), *(door_point(door, now=now) for door in drawn)] if drawn else []


def walked(doors: Iterable[Door], *, now: datetime) -> list[Feature]:
    """The doors that count, as those see them who walk there: by their turns, also those where nobody knocks."""
    return [_with_turn(door, door_point(door, now=now)) for door in doors if door.state != "dropped"]


def _with_turn(door: Door, drawn: Feature) -> Feature:
    label = f"{door.walk}. {door.address}" if door.walk else door.address
    return drawn | {"properties": drawn["properties"] | {"label": label}}


def door_point(found: Door, *, now: datetime) -> Feature:
    """A door where it is."""
    place = {"type": "Point", "coordinates": [found.lon, found.lat]}
    told = said(DOORS, Of(found.id, None, door_says(found, address=found.address)), now=now)
    return feature(place, **told)


def _ring(home: places.Dwelling, doors: Iterable[Door]) -> Feature:
    """The area that the doors span, with the home in it, as a polygon."""
    points = [(home.lon, home.lat), *((door.lon, door.lat) for door in doors)]
    narrowing = cos(radians(home.lat))
    flat = affinity.scale(MultiPoint(points), narrowing, 1, origin=(0, 0))
    area = flat.convex_hull.buffer(AROUND_DOORS_M / METRES_PER_DEGREE, quad_segs=6)
    return feature(geometry.mapping(affinity.scale(area, 1 / narrowing, 1, origin=(0, 0))), kind=RING.kind)
