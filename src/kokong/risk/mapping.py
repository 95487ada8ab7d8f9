"""Zones and the risk map as GeoJSON for `kk-map`."""

from typing import Any, Final

import shapely
from django.utils.translation import gettext as _

from . import api, telling

CLASSES: Final = (0.01, 0.05, 0.10, 0.20)  # shares of the area, the deepest colour first
EXACT: Final = 1e-7  # degrees: squares that touch share their corners to a centimetre


def zones(found: tuple[api.Zone, ...]) -> dict[str, Any]:
    """This week's zones, each with why."""
    return _collection(_zone(zone) for zone in found)


def _zone(zone: api.Zone) -> dict[str, Any]:
    share = telling.percent(zone.share)
    held = _("%(share)s of the week’s expected burglaries") % {"share": share}
    return {
        "type": "Feature",
        "geometry": {"type": "MultiPolygon", "coordinates": zone.outline},
        "properties": {
            "kind": "zone",
            "state": "active",
            "rank": zone.rank,
            "label": _("Zone %(rank)s") % {"rank": zone.rank},
            "detail": f"{held}. {telling.recently(zone.recent, zone.latest)}.",
            "at": [zone.lon, zone.lat],
        },
    }


def surface(found: api.Surface) -> dict[str, Any]:
    """The highest fifth of the area in four classes, squares of a class joined; the rest is left as it is."""
    return _collection(each for place in range(len(CLASSES)) if (each := _class(found, place)) is not None)


def _class(found: api.Surface, place: int) -> dict[str, Any] | None:
    least = CLASSES[place - 1] if place else 0.0
    squares = [shapely.Polygon(cell.corners) for cell in found.cells if least < cell.top <= CLASSES[place]]
    if not squares:
        return None
    joined = shapely.union_all(squares, grid_size=EXACT)
    return {
        "type": "Feature",
        "geometry": shapely.geometry.mapping(joined),
        "properties": {"kind": "risk", "state": str(place + 1)},
    }


def _collection(features: Any) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": list(features)}
