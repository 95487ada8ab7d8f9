"""Places as GeoJSON for the map, each kind of thing as `kk-map` draws it."""

from collections.abc import Iterable
from datetime import datetime
from math import cos, radians
from typing import Any, Final

from django.urls import reverse
from django.utils import timezone
from django.utils.dates import MONTHS
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


class Pen:
    """Draws burglaries and cocoons; made once per answer, since words and addresses are dear by the thousand."""

    def __init__(self, *, now: datetime) -> None:
        self._earlier = now - rules.RECENT
        self._zone = timezone.get_current_timezone()
        self._months = {number: str(name) for number, name in MONTHS.items()}
        self._attempted = _("%s, attempted")
        self._page = reverse("desk:burglary", args=[0]).replace("0", "%d")

    def burglary(self, found: incidents.Burglary, home: places.Dwelling) -> Feature:
        """A burglary as a point: a draft, one of these weeks, or an earlier one."""
        recent = "confirmed" if found.latest >= self._earlier else "closed"
        day = found.latest.astimezone(self._zone)
        words = f"{day.day} {self._months[day.month]} {day.year}"
        return self._point(
            home,
            kind="burglary",
            state="draft" if found.state == "draft" else recent,
            detail=words if found.completed else self._attempted % words,
            burglary_id=found.id,
        )

    def cocoon(self, found: cocoons.Cocoon, home: places.Dwelling, counts: cocoons.Coverage) -> Feature:
        """An active cocoon as a point, with its coverage in words."""
        words = coverage_sentence(counts.eligible, counts.visited, counts.talked)
        return self._point(home, kind="cocoon", state="active", detail=words, burglary_id=found.burglary_id)

    def _point(self, home: places.Dwelling, *, kind: str, state: str, detail: str, burglary_id: int) -> Feature:
        url = self._page % burglary_id
        properties = {"kind": kind, "state": state, "label": home.address, "detail": detail, "url": url}
        return _feature({"type": "Point", "coordinates": [home.lon, home.lat]}, properties)


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


def _feature(shape: Any, properties: dict[str, Any]) -> Feature:
    return {"type": "Feature", "geometry": shape, "properties": properties}
