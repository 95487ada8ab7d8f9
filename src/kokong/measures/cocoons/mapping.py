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
from .features import DOORS, RING, WALK, door_says
from .values import Cocoon, Door

METRES_PER_DEGREE: Final = 111_320
AROUND_DOORS_M: Final = 18


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


def around(cocoon: Cocoon, doors: Sequence[Door], *, now: datetime) -> list[Feature]:
    """What the map of a burglary shows of its cocoon: the ring, the walk from the home from door to door, and the
    doors that count as those see them who walk there, also where nobody knocks."""
    home = places.dwelling(dwelling_id=cocoon.dwelling_id)
    drawn = [door for door in doors if door.state != "dropped"]
    if home is None or not drawn:
        return []
    return [_ring(home, drawn), *_walk(home, drawn), *_turns(drawn, now=now)]


def _walk(home: places.Dwelling, doors: Sequence[Door]) -> list[Feature]:
    """The walk as lines: along the ways, and where none is known as the crow flies."""
    walked = [door.dwelling_id for door in doors if door.walk is not None]
    start = [] if home.id in walked else [home.id]
    legs = places.legs(dwelling_ids=[*start, *walked])
    found = {state: [leg.points for leg in legs if leg.along == along] for state, along in _STATES.items()}
    return [
        feature({"type": "MultiLineString", "coordinates": lines}, kind=WALK.kind, state=state)
        for state, lines in found.items()
        if lines
    ]


_STATES: Final = {"ways": True, "straight": False}


def _turns(doors: Sequence[Door], *, now: datetime) -> list[Feature]:
    """The doors with their turns; doors at one place show theirs together, at the first of them."""
    there: dict[tuple[float, float], list[int]] = {}
    for door in doors:
        if door.walk is not None:
            there.setdefault((door.lon, door.lat), []).append(door.walk)
    return [_with_turn(door, there.pop((door.lon, door.lat), []), now=now) for door in doors]


def _with_turn(door: Door, turns: Sequence[int], *, now: datetime) -> Feature:
    drawn = door_point(door, now=now)
    label = f"{door.walk}. {door.address}" if door.walk else door.address
    more = {"label": label, "subject": door.id} | ({"turn": spans(turns)} if turns else {})
    return drawn | {"properties": drawn["properties"] | more}


def spans(numbers: Sequence[int]) -> str:
    """Numbers in rising order, neighbours together: "1–4, 9"."""
    groups: list[list[int]] = []
    for number in numbers:
        if groups and number == groups[-1][-1] + 1:
            groups[-1].append(number)
        else:
            groups.append([number])
    return ", ".join(f"{each[0]}–{each[-1]}" if len(each) > 1 else str(each[0]) for each in groups)


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
