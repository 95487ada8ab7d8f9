"""Houses along streets: detached houses, rows and holiday homes, each on ground of its own."""

import math
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
import shapely
from shapely import STRtree
from shapely.geometry import LineString, Polygon
from shapely.geometry.base import BaseGeometry

from .model import Point
from .network import Way
from .plans import DistrictPlan
from .shapes import along, rectangle

_CELL = 60.0
_UNIT = 6.9  # the width of one house in a row, metres


@dataclass(slots=True)
class Door:
    """An entrance before it has a number; `flats` counts the flats on each floor behind it."""

    at: Point
    flats: tuple[int, ...] = ()


@dataclass(slots=True)
class Placed:
    """A building before it has a number. `way` is the street it belongs to."""

    use: str
    footprint: Polygon
    levels: int
    district: str
    way: Way | None = None
    doors: list[Door] = field(default_factory=list)
    lettered: bool = False
    name: str = ""


class Site:
    """Which ground is still free: keeps buildings off streets, water and each other."""

    def __init__(self, ways: list[Way]) -> None:
        self.ways = ways
        segments = [LineString([a, b]) for w in ways for c in [list(w.line.coords)] for a, b in pairwise(c)]
        self._streets = STRtree(segments)
        self._cells: dict[tuple[int, int], list[Polygon]] = defaultdict(list)
        self.placed: list[Placed] = []

    def fits(self, footprint: Polygon, inside: BaseGeometry, gap: float, off_street: float) -> bool:
        """Is it inside, `off_street` from every street's centre line and `gap` from all buildings?"""
        if not inside.contains_properly(footprint):
            return False
        if len(self._streets.query(footprint, predicate="dwithin", distance=off_street)):
            return False
        near = {id(p): p for cell in _cells(footprint, gap) for p in self._cells.get(cell, ())}
        return not near or float(np.min(shapely.distance(footprint, list(near.values())))) >= gap

    def place(self, building: Placed) -> None:
        self.placed.append(building)
        for cell in _cells(building.footprint, 0):
            self._cells[cell].append(building.footprint)


@dataclass(frozen=True, slots=True)
class Quarter:
    """A district while it is being built: its ground, its streets and its own stream of chance."""

    plan: DistrictPlan
    inside: Polygon
    ways: list[Way]
    site: Site
    rng: np.random.Generator

    @property
    def name(self) -> str:
        return self.plan.name


def _cells(footprint: Polygon, gap: float) -> list[tuple[int, int]]:
    x0, y0, x1, y1 = footprint.bounds
    return [
        (i, j)
        for i in range(int((x0 - gap) // _CELL), int((x1 + gap) // _CELL) + 1)
        for j in range(int((y0 - gap) // _CELL), int((y1 + gap) // _CELL) + 1)
    ]


@dataclass(frozen=True, slots=True)
class _Habit:
    """How houses stand in a kind of district (metres; ranges are drawn evenly)."""

    plot: tuple[float, float]
    setback: tuple[float, float]
    length: tuple[float, float]
    depth: tuple[float, float]
    gap: float
    empty: float
    turn: float


_HABITS = {
    "villas": _Habit((18.5, 27), (9, 15), (11, 15.5), (8, 10.5), 7.0, 0.03, 3.0),
    "old": _Habit((11, 17), (4.6, 6.5), (9, 13), (6.5, 8.5), 2.2, 0.04, 2.0),
    "holiday": _Habit((23, 39), (13, 30), (7.5, 11), (5.5, 7.5), 13.0, 0.1, 28.0),
}


def build_houses(quarter: Quarter) -> None:
    """Detached houses or holiday homes on both sides of each street, plot after plot."""
    habit = _HABITS[quarter.plan.kind]
    shapely.prepare(quarter.inside)
    for way in quarter.ways:
        setback = float(quarter.rng.uniform(*habit.setback))
        for side in (1.0, -1.0):
            at = float(quarter.rng.uniform(4, 12))
            while at < way.line.length:
                at += _plot(quarter, habit, way, at, side * setback)


def _plot(quarter: Quarter, habit: _Habit, way: Way, at: float, setback: float) -> float:
    """Builds on the next plot if it can, and returns how far along the street the one after it begins."""
    rng, kind = quarter.rng, quarter.plan.kind
    width = float(rng.uniform(*habit.plot))
    stand = _stand(way.line, at + width / 2, setback)
    if not shapely.contains_xy(quarter.inside, *stand[0]):
        return 8.0
    house = _house(stand, habit, rng)
    if rng.random() < habit.empty:
        return width
    if not quarter.site.fits(house, quarter.inside, habit.gap, 4.2 if kind == "old" else 7.5):
        return 5.0
    use = "holiday" if kind == "holiday" else "detached"
    levels = 1 if kind == "holiday" else int(rng.choice([1, 2, 2]))
    door = Door((house.centroid.x, house.centroid.y))
    quarter.site.place(Placed(use, house, levels, quarter.name, way, [door]))
    return width


def _stand(line: LineString, chainage: float, back: float) -> tuple[Point, float, float]:
    """A point `back` metres to the left of the street (right if negative), its direction, and that outward."""
    (x, y), t = along(line, min(chainage, line.length))
    outward = t + math.copysign(math.pi / 2, back)
    return _shifted((x, y), outward, abs(back)), t, outward


def _shifted(point: Point, angle: float, distance: float) -> Point:
    return (point[0] + distance * math.cos(angle), point[1] + distance * math.sin(angle))


def _house(stand: tuple[Point, float, float], habit: _Habit, rng: np.random.Generator) -> Polygon:
    front, t, outward = stand
    length, depth = float(rng.uniform(*habit.length)), float(rng.uniform(*habit.depth))
    loose = habit.gap > 5
    back = depth / 2 + float(rng.uniform(-1.5, 3.5) if loose else rng.uniform(0, 1.0))
    centre = _shifted(front, outward, back)
    turned = t + math.radians(float(rng.normal(0, habit.turn))) + (math.pi / 2 if rng.random() < 0.25 else 0)
    body = rectangle(centre, turned, length, depth)
    if not loose or rng.random() >= 0.45:
        return body
    corner = _shifted(_shifted(centre, turned, 0.32 * length), turned + math.pi / 2, 0.55 * depth)
    joined = body.union(rectangle(corner, turned, length * 0.36, depth * 0.6))
    return joined if isinstance(joined, Polygon) else body


def build_rows(quarter: Quarter) -> None:
    """Rows of houses, mostly along the street, some end-on to it round a shared green."""
    shapely.prepare(quarter.inside)
    for way in quarter.ways:
        end_on = quarter.rng.random() < 0.3
        for side in (1.0, -1.0):
            at = float(quarter.rng.uniform(6, 12))
            while at < way.line.length - 4:
                at += _row(quarter, way, at, side, end_on=end_on)


def _row(quarter: Quarter, way: Way, at: float, side: float, *, end_on: bool) -> float:
    """Places one row and returns how far along the street the next may begin."""
    rng = quarter.rng
    units = int(rng.integers(3, 5) if end_on else rng.integers(4, 9))
    depth = float(rng.uniform(9.2, 10.6))
    length = units * _UNIT
    width, deep = (depth, length) if end_on else (length, depth)
    back = 9.0 + deep / 2 + float(rng.uniform(0, 3))
    centre, t, outward = _stand(way.line, at + width / 2, side * back)
    axis, front = (outward, outward + math.pi / 2) if end_on else (t, outward + math.pi)
    footprint = rectangle(centre, axis, length, depth)
    if not quarter.site.fits(footprint, quarter.inside, 8.0, 7.0):
        return 6.0
    doors = [
        Door(_shifted(_shifted(centre, axis, (i - (units - 1) / 2) * _UNIT), front, depth / 2))
        for i in range(units)
    ]
    quarter.site.place(Placed("row", footprint, 2, quarter.name, way, doors, lettered=end_on))
    return width + float(rng.uniform(15, 20) if end_on else rng.uniform(8, 16))
