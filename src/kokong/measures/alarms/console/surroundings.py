"""How a home lies: the nearest street, which side of the home faces it, and where a detector's side is."""

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import shapely
import shapely.ops
from shapely.geometry.base import BaseGeometry

from kokong.places import api as places

from ..values import Detector

NEAR_M: Final = 120.0
WALL_M: Final = 1.0  # a detector's mark stands just outside of the wall
HALF_M: Final = 6.0  # from the middle of a home whose outline isn't known
APART_M: Final = 3.0  # between two detectors of one side
TURNS: Final[dict[str, tuple[int, int, int, int]]] = {  # from the street's direction to a side's
    "front": (1, 0, 0, 1),
    "rear": (-1, 0, 0, -1),
    "left": (0, 1, -1, 0),
    "right": (0, -1, 1, 0),
}
Degrees = tuple[float, float]


@dataclass(frozen=True)
class Surroundings:
    """A home and the street before it. `toward` points from one to the other, in metres of the municipality's
    system; `bearing` is the same in degrees from north.
    """

    street: str
    distance_m: float
    bearing: float
    home: Degrees
    entrance: Degrees
    way: Degrees
    _middle: tuple[float, float]
    _toward: tuple[float, float]
    _outline: BaseGeometry | None

    def placed(self, detectors: Sequence[Detector]) -> dict[str, Degrees]:
        """Where each detector with a place is, by its zone: as pointed out, else beside the wall of its side."""
        found, before = dict[str, Degrees](), defaultdict[str, int](int)
        for one in detectors:
            if one.lon is not None and one.lat is not None:
                found[one.zone] = one.lon, one.lat
            elif one.side:
                found[one.zone] = self._beside(one.side, before[one.side])
                before[one.side] += 1
        return found

    def _beside(self, side: str, nth: int) -> Degrees:
        (x, y), (a, b, c, d) = self._toward, TURNS[side]
        out = a * x + b * y, c * x + d * y
        wall = _wall(self._middle, out, self._outline)
        aside = (nth + 1) // 2 * APART_M * (1 if nth % 2 else -1)
        return _degrees(wall[0] - out[1] * aside, wall[1] + out[0] * aside)


def of(dwelling_id: int | None) -> Surroundings | None:
    """How a home of the municipality in scope lies; None without a street near by."""
    home = places.dwelling(dwelling_id=dwelling_id) if dwelling_id is not None else None
    if home is None:
        return None
    ground = places.map_around(dwelling_ids=[home.id], margin_m=NEAR_M)
    middle = shapely.Point(home.x, home.y)
    road = _road(ground, middle, home.street)
    if road is None:
        return None
    outline = next((s.shape for s in ground if s.layer == "buildings" and s.shape.distance(middle) < WALL_M), None)
    near = shapely.ops.nearest_points(road.shape, middle)[0]
    distance = max(middle.distance(near), 0.01)
    toward = (near.x - home.x) / distance, (near.y - home.y) / distance
    return Surroundings(
        street=road.name, distance_m=distance, bearing=math.degrees(math.atan2(*toward)) % 360,
        home=(home.lon, home.lat), entrance=_degrees(*_wall((home.x, home.y), toward, outline)),
        way=_degrees(near.x, near.y), _middle=(home.x, home.y), _toward=toward, _outline=outline,
    )  # fmt: skip


def _road(ground: Sequence[places.GroundShape], middle: Any, street: str) -> places.GroundShape | None:
    """The address's own street where it is near, else the nearest with a name."""
    named = [shape for shape in ground if shape.layer == "roads" and shape.name]
    own = [shape for shape in named if shape.name.casefold() == street.casefold()]
    return min(own or named, key=lambda shape: shape.shape.distance(middle), default=None)


def _wall(
    middle: tuple[float, float], out: tuple[float, float], outline: BaseGeometry | None
) -> tuple[float, float]:
    """Just outside of the home in a direction."""
    reach = HALF_M
    if outline is not None:
        ray = shapely.LineString([middle, (middle[0] + out[0] * NEAR_M, middle[1] + out[1] * NEAR_M)])
        inside = shapely.intersection(ray, outline)
        reach = inside.length or HALF_M
    return middle[0] + out[0] * (reach + WALL_M), middle[1] + out[1] * (reach + WALL_M)


def _degrees(x: float, y: float) -> Degrees:
    lon, lat = places.degrees(x=x, y=y)
    return float(lon), float(lat)
