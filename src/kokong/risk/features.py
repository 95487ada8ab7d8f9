"""This week's zones and the squares of the risk map as map layers for other programs."""

import math
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

import numpy as np
import shapely
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kokong.analysis.arrays import AnyArray
from kokong.kernel.features import Feature, Found, Layer, Property, Wanted
from kokong.kernel.looks import Look, Symbol

from . import maps, telling
from .values import Result, Zone

CLASSES: Final = (0.01, 0.05, 0.10, 0.20)  # shares of the area, the deepest colour first


def _find_zones(wanted: Wanted) -> Found:
    found = _zones()
    if wanted.area is not None:
        found = [each for each in found if shapely.intersects(each.shape, wanted.area)]
    following = [each for each in found if each.id > wanted.after]
    return Found(len(found), following[: wanted.limit])


def _draw_zones(ranks: Sequence[int]) -> list[Feature]:
    return [each for each in _zones() if each.id in ranks]


def _zones() -> list[Feature]:
    found = maps.forecast(now=timezone.now())
    return [_zone(zone, shape) for zone, shape in maps.drawn(found)] if found else []


def _zone(zone: Zone, shape: Any) -> Feature:
    properties = {
        "name": gettext("Zone %(rank)s") % {"rank": zone.rank},
        "rank": zone.rank,
        "week": zone.week.isoformat(),
        "expected": round(zone.expected, 4),
        "share": round(zone.share, 4),
        "dwellings": zone.dwellings,
        "recent": zone.recent,
        "latest": zone.latest.isoformat() if zone.latest else None,
    }
    return Feature(zone.rank, shape, properties)


def _find_cells(wanted: Wanted) -> Found:
    found = maps.newest("surface")
    if found is None:
        return Found(0, [])
    cells = found.arrays["cells"]
    inside = np.ones(cells.size, bool)
    if wanted.area is not None:
        inside = shapely.intersects(wanted.area, maps.squares(found.figures["grid"], cells))
    # Squares are numbered from 0 and ids from 1, as elsewhere: nothing lies at or below `after` at first.
    following = np.flatnonzero(inside & (cells >= wanted.after))
    return Found(int(inside.sum()), _cells(found, following[: wanted.limit]))


def _draw_cells(numbers: Sequence[int]) -> list[Feature]:
    found = maps.newest("surface")
    if found is None:
        return []
    return _cells(found, np.flatnonzero(np.isin(found.arrays["cells"], np.array(numbers) - 1)))


def _cells(found: Result, places: AnyArray) -> list[Feature]:
    """Squares of the risk map, by their places in its arrays, which are ordered by number."""
    arrays = found.arrays
    shapes = maps.squares(found.figures["grid"], arrays["cells"][places])
    return [
        Feature(int(arrays["cells"][at]) + 1, shape, _said(arrays, at, float(share)))
        for at, shape, share in zip(places.tolist(), shapes, maps.top(arrays, places), strict=True)
    ]


def _said(arrays: Mapping[str, AnyArray], at: int, top: float) -> dict[str, Any]:
    each = float(arrays["per_1000"][at])
    return {
        "per_year": round(float(arrays["per_year"][at]), 4),
        "per_1000": None if math.isnan(each) else round(each, 3),
        "dwellings": int(arrays["homes"][at]),
        "top": round(top, 4),
    }


def _joined_classes(_wanted: Wanted) -> Found:
    """The highest fifth of the area in four classes, squares of a class joined; the rest is left as it is."""
    found = maps.newest("surface")
    if found is None:
        return Found(0, [])
    cells = found.arrays["cells"]
    top = maps.top(found.arrays, np.arange(cells.size))
    classes = np.searchsorted(CLASSES, top)
    features = []
    for place, share in enumerate(CLASSES):
        squares = maps.squares(found.figures["grid"], cells[classes == place])
        if len(squares):
            features.append(Feature(place + 1, shapely.union_all(squares), {"top": share}))
    return Found(len(features), features)


def _class(said: Mapping[str, Any]) -> str:
    """The class that a square with this share lies in; "" for one that the map leaves as it is."""
    place = int(np.searchsorted(CLASSES, said["top"]))
    return str(place + 1) if place < len(CLASSES) else "rest"


def _why(found: Feature) -> str:
    said = found.properties
    latest = date.fromisoformat(said["latest"]) if said["latest"] else None
    held = gettext("%(share)s of the week’s expected burglaries") % {"share": telling.percent(said["share"])}
    return f"{held}. {telling.recently(said['recent'], latest)}."


ZONE: Final = Look(
    "zone", {"active": Symbol(_("This week’s zone"), "square", "plum", "plum", width=3, depth=0.14)}, area=True
)
RISK: Final = Look(
    "risk",
    {
        "1": Symbol(_("Risk: top 1 per cent of the area"), "square", "plum", width=0, depth=0.5),
        "2": Symbol(_("Risk: top 5 per cent"), "square", "plum", width=0, depth=0.34),
        "3": Symbol(_("Risk: top 10 per cent"), "square", "plum", width=0, depth=0.2),
        "4": Symbol(_("Risk: top 20 per cent"), "square", "plum", width=0, depth=0.1),
        "rest": Symbol("", "square", width=0, depth=0),
    },
    area=True,
    order=0,
    backdrop=True,
)
ZONES: Final = Layer(
    name="zones",
    title=_("This week’s zones"),
    words=_("Where most burglaries are to be expected this week, by the newest forecast. Empty when it is over."),
    action="risk.see",
    geometry="MultiPolygon",
    properties={
        "name": Property("string", _("What it is called")),
        "rank": Property("integer", _("1 where most are expected")),
        "week": Property("date", _("The week’s first day")),
        "expected": Property("number", _("Burglaries expected in the week")),
        "share": Property("number", _("Share of all that are expected")),
        "dwellings": Property("integer", _("Homes in the zone")),
        "recent": Property("integer", _("Burglaries near by in the last four weeks")),
        "latest": Property("date", _("Day of the last of them")),
    },
    find=_find_zones,
    draw=_draw_zones,
    look=ZONE,
    label="name",
    number="rank",
    detail=_why,
)
CELLS: Final = Layer(
    name="risk-map",
    title=_("Risk map"),
    words=_("Squares where people live, with the burglaries to be expected there in a year."),
    action="risk.see",
    geometry="Polygon",
    properties={
        "per_year": Property("number", _("Burglaries expected in a year")),
        "per_1000": Property("number", _("The same for a thousand homes, where enough people live to say")),
        "dwellings": Property("integer", _("Homes in the square")),
        "top": Property("number", _("Share of the area that lies at least as high")),
    },
    find=_find_cells,
    draw=_draw_cells,
    seen=_joined_classes,
    look=RISK,
    state=lambda said, _now: _class(said),
)
