"""This week's zones and the squares of the risk map as map layers for other programs."""

import math
from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
import shapely
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kokong.analysis.arrays import AnyArray
from kokong.kernel.features import Feature, Found, Layer, Property, Wanted

from . import maps
from .values import Result, Zone


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


ZONES: Final = Layer(
    name="zones",
    title=_("This week’s zones"),
    words=_("Where most burglaries are to be expected this week, by the newest forecast. Empty when it is over."),
    action="risk.see",
    geometry="MultiPolygon",
    properties={
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
)
