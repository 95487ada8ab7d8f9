"""Places as GeoJSON for the map, each kind of thing as `kk-map` draws it."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from math import cos, radians
from typing import Any, Final

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from shapely import MultiPoint, affinity, geometry

from kokong.incidents import api as incidents
from kokong.kernel.templatetags.kokong import coverage_sentence
from kokong.measures.cocoons import api as cocoons
from kokong.places import api as places

from . import rules

METRES_PER_DEGREE: Final = 111_320
AROUND_DOORS_M: Final = 18

Feature = dict[str, Any]

_DOOR_SHOWN: Final = {
    "talked": "talked",
    "card_left": "visited",
    "no_answer": "come_back",
    "come_back": "come_back",
    "declined": "declined",
    "not_reachable": "declined",
    "no_such_address": "declined",
}


def collection(features: Iterable[Feature]) -> dict[str, Any]:
    """A FeatureCollection."""
    return {"type": "FeatureCollection", "features": list(features)}


def burglary(found: incidents.Burglary, home: places.Dwelling, *, now: datetime) -> Feature:
    """A burglary as a point: a draft, one of these weeks, or an earlier one."""
    earlier = now - found.latest > rules.RECENT
    state = "draft" if found.state == "draft" else "closed" if earlier else "confirmed"
    day = date_format(timezone.localtime(found.latest), "j F Y")
    words = day if found.completed else _("%s, attempted") % day
    return _point(home, kind="burglary", state=state, detail=words, burglary_id=found.id)


def cocoon(found: cocoons.Cocoon, home: places.Dwelling, counts: cocoons.Coverage) -> Feature:
    """An active cocoon as a point, with its coverage in words."""
    words = coverage_sentence(counts.eligible, counts.visited, counts.talked)
    return _point(home, kind="cocoon", state="active", detail=words, burglary_id=found.burglary_id)


def door(found: cocoons.Door, outcome: str) -> Feature:
    """A door of one cocoon, by its outcome."""
    shown = _DOOR_SHOWN.get(found.outcome or "", "open")
    properties = {"kind": "door", "state": shown, "label": found.address, "detail": outcome}
    return _feature({"type": "Point", "coordinates": [found.lon, found.lat]}, properties)


def ring(home: places.Dwelling, doors: Iterable[cocoons.Door]) -> Feature:
    """The area that a cocoon's doors span, with the home in it, as a polygon."""
    points = [(home.lon, home.lat), *((door.lon, door.lat) for door in doors)]
    narrowing = cos(radians(home.lat))
    flat = affinity.scale(MultiPoint(points), narrowing, 1, origin=(0, 0))
    area = flat.convex_hull.buffer(AROUND_DOORS_M / METRES_PER_DEGREE, quad_segs=6)
    return _feature(geometry.mapping(affinity.scale(area, 1 / narrowing, 1, origin=(0, 0))), {"kind": "ring"})


def _point(home: places.Dwelling, *, kind: str, state: str, detail: str, burglary_id: int) -> Feature:
    properties: Mapping[str, Any] = {
        "kind": kind,
        "state": state,
        "label": home.address,
        "detail": detail,
        "url": reverse("desk:burglary", args=[burglary_id]),
    }
    return _feature({"type": "Point", "coordinates": [home.lon, home.lat]}, properties)


def _feature(shape: Any, properties: Mapping[str, Any]) -> Feature:
    return {"type": "Feature", "geometry": shape, "properties": dict(properties)}
