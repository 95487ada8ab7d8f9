"""What an outline must be, and what of it is mended. Pure: shapes in, shapes and codes out; metres throughout."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

import numpy as np
import shapely
from shapely import MultiPoint, MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

Kind = Literal["drawn", "imported", "street", "building"]
KINDS: Final[tuple[Kind, ...]] = ("drawn", "imported", "street", "building")

Fault = Literal[
    "nothing", "no_area", "numbers", "degrees", "crossing", "tiny", "huge", "points", "parts", "outside"
]
Mended = Literal["repeated", "crossing", "parts"]
Box = tuple[float, float, float, float]

NAME: Final = 120
SMALLEST_M2: Final = 10.0
LARGEST_M2: Final = 30_000e6  # Kiruna, the largest municipality of the country, has 20 700 km²
MOST_POINTS: Final = 20_000
MOST_PARTS: Final = 200
GRID_M: Final = 0.001
SLIVER: Final = 0.01  # what may be lost or gained where an outline is mended
MARGIN_M: Final = 20_000.0  # how far beyond its homes a municipality may reach
AROUND_HOME_M: Final = 15.0
AROUND_WALL_M: Final = 1.0
SHARED: Final = 0.001  # of the smaller of two areas; less is a border drawn twice


class Unfit(Exception):
    """An outline that is none, and why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


@dataclass(frozen=True)
class Tidied:
    """A sound outline: shells run anticlockwise, holes clockwise, nothing crosses; and what was mended."""

    shape: MultiPolygon
    mended: tuple[Mended, ...]


@dataclass(frozen=True)
class Ring:
    """One closed line of an outline: of which part, whether it is a hole, and its points, the first once."""

    part: int
    hole: bool
    points: tuple[tuple[float, float], ...]


def tidied(shape: BaseGeometry, *, around: Box | None) -> Tidied:
    """A shape as it can be kept. `around` is the box of the municipality's homes, None without any.

    Points said twice go, what merely touches itself is taken apart; an outline that crosses itself so that
    nobody can tell what is inside is refused. Raises Unfit.
    """
    parts = _polygons(shape)
    _check_numbers(parts)
    before = MultiPolygon([_rounded(part) for part in parts])
    mended: list[Mended] = ["repeated"] if _points(before) < sum(map(_points, parts)) else []
    sound: BaseGeometry = before
    if not before.is_valid:
        sound = _mended(before)
        mended.append("crossing")
    whole = _whole(shapely.set_precision(sound, GRID_M))
    kept = MultiPolygon([part for part in whole.geoms if part.area >= SMALLEST_M2])
    if len(kept.geoms) < len(whole.geoms):
        mended.append("parts")
    _check_size(kept)
    if around is not None and not kept.intersects(shapely.box(*around).buffer(MARGIN_M)):
        raise Unfit("outside")
    return Tidied(_oriented(kept), tuple(mended))


def _polygons(shape: BaseGeometry) -> list[Polygon]:
    if shape is None or shape.is_empty:
        raise Unfit("nothing")
    flat = shapely.force_2d(shape)
    parts = [part for part in shapely.get_parts(flat).tolist() if not part.is_empty]
    if not parts or not all(isinstance(part, Polygon) for part in parts):
        raise Unfit("no_area")
    if len(parts) > MOST_PARTS:
        raise Unfit("parts")
    return parts


def _check_numbers(parts: Sequence[Polygon]) -> None:
    places = np.concatenate([shapely.get_coordinates(part) for part in parts])
    if len(places) > MOST_POINTS:
        raise Unfit("points")
    if not np.isfinite(places).all() or np.abs(places).max() > 1e8:
        raise Unfit("numbers")
    if np.abs(places).max() <= 180:  # no place on earth is so near the origin of a metric system that is in use
        raise Unfit("degrees")


def _rounded(part: Polygon) -> Polygon:
    rings = [_ring(line) for line in (part.exterior, *part.interiors)]
    shell, *holes = rings
    if len(shell) < 4:
        raise Unfit("tiny")
    return Polygon(shell, [hole for hole in holes if len(hole) >= 4])


def _ring(line: Any) -> np.ndarray:
    """The line's points to the millimetre, each once, closed."""
    points = np.round(shapely.get_coordinates(line), 3)
    fresh = np.append(True, (np.diff(points, axis=0) != 0).any(axis=1))
    return np.asarray(points[fresh])


def _points(shape: BaseGeometry) -> int:
    return int(shapely.get_num_coordinates(shape))


def _mended(shape: MultiPolygon) -> BaseGeometry:
    """What an outline that touches or overlaps itself covers. Raises Unfit where that is open to doubt."""
    told = sum(part.area for part in shape.geoms)
    sound = shapely.make_valid(shape, method="structure", keep_collapsed=False)
    if sound.is_empty:
        raise Unfit("tiny")
    if abs(sound.area - told) > SLIVER * max(sound.area, told):
        raise Unfit("crossing")
    return sound


def _whole(shape: BaseGeometry) -> MultiPolygon:
    return MultiPolygon([part for part in shapely.get_parts(shape).tolist() if isinstance(part, Polygon)])


def _check_size(shape: MultiPolygon) -> None:
    if shape.area < SMALLEST_M2:
        raise Unfit("tiny")
    if shape.area > LARGEST_M2:
        raise Unfit("huge")


def _oriented(shape: MultiPolygon) -> MultiPolygon:
    parts = sorted(shape.geoms, key=lambda part: (-part.area, part.bounds))
    return MultiPolygon([shapely.orient_polygons(part) for part in parts])


def rings(shape: MultiPolygon) -> Iterator[Ring]:
    """The closed lines of a sound outline."""
    for number, part in enumerate(shape.geoms):
        for place, line in enumerate((part.exterior, *part.interiors)):
            points = tuple((float(x), float(y)) for x, y in list(line.coords)[:-1])
            yield Ring(number, place > 0, points)


def shape_of(lines: Sequence[Ring]) -> MultiPolygon:
    """The outline that its lines make; the other way of `rings`."""
    shells: dict[int, Sequence[tuple[float, float]]] = {}
    holes: dict[int, list[Sequence[tuple[float, float]]]] = {}
    for line in lines:
        if line.hole:
            holes.setdefault(line.part, []).append(line.points)
        else:
            shells[line.part] = line.points
    return MultiPolygon([Polygon(shells[number], holes.get(number, [])) for number in sorted(shells)])


def around_homes(points: Sequence[tuple[float, float]]) -> BaseGeometry:
    """The ground that some homes of a street span. A home of another street may lie in it, at a corner."""
    if not points:
        raise Unfit("nothing")
    hull = shapely.concave_hull(MultiPoint(points), ratio=0.3)
    return hull.buffer(AROUND_HOME_M, quad_segs=4).simplify(0.5)


def at_homes(points: Sequence[tuple[float, float]]) -> BaseGeometry:
    """The spots of some homes, each as large as the smallest part that an outline keeps."""
    return MultiPoint(points).buffer(2 * AROUND_WALL_M, quad_segs=4)


def around_building(outline: BaseGeometry, points: Sequence[tuple[float, float]]) -> BaseGeometry:
    """A building's ground, its walls in it, and the points at which its homes are kept."""
    walls = outline.buffer(AROUND_WALL_M, join_style="mitre")
    if not points:
        return walls
    return walls.union(MultiPoint(points).buffer(2 * AROUND_WALL_M, quad_segs=4))


def shared(one: MultiPolygon, other: MultiPolygon) -> float:
    """Square metres that two areas share; 0 where they only touch, or where a border is drawn twice."""
    common = float(one.intersection(other).area)
    return common if common > SHARED * min(one.area, other.area) else 0.0
