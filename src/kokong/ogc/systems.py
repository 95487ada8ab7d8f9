"""Coordinate systems: layers are kept in the municipality's metres and asked for in degrees or in those metres."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import numpy as np
import shapely
from pyproj import CRS, Transformer
from shapely import Polygon, box
from shapely.geometry.base import BaseGeometry

CRS84: Final = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
EPSG: Final = "http://www.opengis.net/def/crs/EPSG/0/"
AROUND: Final = 5.0  # degrees beyond the area a projection is meant for: further out its formulas run wild
PIECES: Final = 512  # of a box's edge: a line of latitude is a curve in metres
RADIUS: Final = 6.37e6
DEGREES, METRES = 7, 2  # digits that coordinates are written with
# Half of the last digit, and a little for what a double can't say.
HALF_DEGREES: Final = 0.6 * 10**-DEGREES
HALF_METRES: Final = 0.6 * 10**-METRES
NOWHERE: Final = Polygon()


@dataclass(frozen=True)
class System:
    """A coordinate system by its URI. `epsg` is the metric system behind it; `degrees` for longitude, latitude."""

    uri: str
    epsg: int
    degrees: bool

    @property
    def northing_first(self) -> bool:
        """Whether the system's own definition names north before east, as many national ones do."""
        return not self.degrees and _northing_first(self.epsg)


def offered(epsg: int) -> tuple[System, System]:
    """The systems that a municipality's layers come in, degrees first."""
    return System(CRS84, epsg, degrees=True), System(f"{EPSG}{epsg}", epsg, degrees=False)


def area(corners: tuple[float, float, float, float], system: System) -> Polygon:
    """A box (axes in the system's own order) as an outline in metres; empty where it misses the projection's area.

    It reaches as far as what was rounded on its way out, so that a box around exported points holds them all.
    In degrees, west may be greater than east: such a box spans the antimeridian.
    """
    edge = HALF_DEGREES if system.degrees else HALF_METRES
    corners = (corners[0] - edge, corners[1] - edge, corners[2] + edge, corners[3] + edge)
    if not system.degrees:
        first, second, third, fourth = corners
        return box(second, first, fourth, third) if system.northing_first else box(*corners)
    west, south, east, north = corners
    limits = _limits(system.epsg)
    parts = [(west, east)] if west <= east else [(west, 180.0), (-180.0, east)]
    boxes = (box(left, south, right, north).intersection(limits) for left, right in parts)
    inside = [each for each in boxes if isinstance(each, Polygon) and not each.is_empty]
    return _in_metres(inside[0], system.epsg) if inside else NOWHERE


def drawn(shapes: Sequence[BaseGeometry | None], system: System) -> list[dict[str, Any] | None]:
    """Shapes in metres as GeoJSON geometries in `system`, to a centimetre."""
    turned = shapely.transform(np.array(shapes, dtype=object), lambda points: _turned(points, system))
    return [None if each is None else dict(shapely.geometry.mapping(each)) for each in turned]


def _turned(points: np.ndarray, system: System) -> np.ndarray:
    if system.degrees:
        return np.round(np.column_stack(_to_degrees(system.epsg).transform(points[:, 0], points[:, 1])), DEGREES)
    return np.round(points[:, ::-1] if system.northing_first else points, METRES)


def _in_metres(shape: Polygon, epsg: int) -> Polygon:
    west, south, east, north = shape.bounds
    longest = max(east - west, north - south, 1e-9) / PIECES
    outline = shapely.segmentize(shape, longest)
    to_metres = _to_degrees(epsg)
    turned = shapely.transform(
        outline, lambda p: np.column_stack(to_metres.transform(p[:, 0], p[:, 1], direction="INVERSE"))
    )
    # As far as the curve may lie beyond the straight pieces that stand for it.
    beyond = min(np.radians(longest) ** 2 * RADIUS, 100.0)
    return turned.buffer(beyond, join_style="mitre")


@lru_cache(maxsize=64)
def _to_degrees(epsg: int) -> Transformer:
    return Transformer.from_crs(epsg, 4326, always_xy=True)


@lru_cache(maxsize=64)
def _northing_first(epsg: int) -> bool:
    return CRS.from_epsg(epsg).axis_info[0].direction.lower() == "north"


@lru_cache(maxsize=64)
def _limits(epsg: int) -> Polygon:
    meant = CRS.from_epsg(epsg).area_of_use
    if meant is None:
        return box(-180, -90, 180, 90)
    west, south, east, north = meant.bounds
    wide = box(west - AROUND, south - AROUND, east + AROUND, north + AROUND)
    return box(*wide.intersection(box(-180, -89, 180, 89)).bounds)
