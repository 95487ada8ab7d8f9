"""Cocoons and doors as the desk's maps draw them."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from math import cos, radians
from typing import Final

from django.urls import reverse
from django.utils.translation import ngettext
from shapely import MultiPoint, affinity, geometry

from kokong.kernel.shown import Feature, OnMap, feature, point
from kokong.kernel.templatetags.kokong import coverage_sentence
from kokong.kernel.today import Panel
from kokong.people import api as people
from kokong.places import api as places

from . import api, words
from .values import Door

METRES_PER_DEGREE: Final = 111_320
AROUND_DOORS_M: Final = 18
DRAWN: Final = frozenset({"open", "done", "shared"})
SHOWN: Final = {
    "talked": "talked",
    "card_left": "visited",
    "no_answer": "come_back",
    "come_back": "come_back",
    "declined": "declined",
    "not_reachable": "declined",
    "no_such_address": "declined",
}


def on_map(*, actor: people.Actor, now: datetime) -> OnMap:
    """The active cocoons: each drawn in place of its burglary, and listed by its clock."""
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
        features=[
            point(
                lon=home.lon,
                lat=home.lat,
                kind="cocoon",
                state="active",
                label=home.address,
                detail=coverage_sentence(found.eligible, found.visited, found.talked),
                url=reverse("desk:burglary", args=[cocoon.burglary_id]),
            )
            for cocoon, home, found in placed
        ],
        instead=frozenset(cocoon.burglary_id for cocoon, _home, _found in placed),
    )


def around(home: places.Dwelling, doors: Sequence[Door]) -> list[Feature]:
    """The ring around a home, and its doors by their outcomes."""
    drawn = [door for door in doors if door.state in DRAWN]
    return [_ring(home, drawn), *map(_door, drawn)] if drawn else []


def _door(found: Door) -> Feature:
    shown = SHOWN.get(found.outcome or "", "open")
    detail = words.outcome(found.outcome)
    return point(lon=found.lon, lat=found.lat, kind="door", state=shown, label=found.address, detail=detail)


def _ring(home: places.Dwelling, doors: Iterable[Door]) -> Feature:
    """The area that the doors span, with the home in it, as a polygon."""
    points = [(home.lon, home.lat), *((door.lon, door.lat) for door in doors)]
    narrowing = cos(radians(home.lat))
    flat = affinity.scale(MultiPoint(points), narrowing, 1, origin=(0, 0))
    area = flat.convex_hull.buffer(AROUND_DOORS_M / METRES_PER_DEGREE, quad_segs=6)
    return feature(geometry.mapping(affinity.scale(area, 1 / narrowing, 1, origin=(0, 0))), kind="ring")
