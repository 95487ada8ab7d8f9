"""Houses along streets: detached houses, rows and holiday homes, each on ground of its own."""

import math
from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np
import shapely
from shapely import STRtree
from shapely.geometry import LineString, Polygon
from shapely.geometry.base import BaseGeometry

from .model import Point
from .network import Way
from .plans import DistrictKind
from .shapes import along, rectangle

_CELL = 60.0


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
        segments = [LineString([a, b]) for w in ways for c in [list(w.line.coords)]
                    for a, b in zip(c, c[1:], strict=False)]
        self._streets = STRtree(segments)
        self._cells: dict[tuple[int, int], list[Polygon]] = defaultdict(list)
        self.placed: list[Placed] = []

    def fits(self, footprint: Polygon, inside: BaseGeometry, gap: float, off_street: float) -> bool:
        """Is the footprint inside, `off_street` from every street centre line and `gap` from all buildings?"""
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


def _cells(footprint: Polygon, gap: float) -> list[tuple[int, int]]:
    x0, y0, x1, y1 = footprint.bounds
    return [(i, j) for i in range(int((x0 - gap) // _CELL), int((x1 + gap) // _CELL) + 1)
            for j in range(int((y0 - gap) // _CELL), int((y1 + gap) // _CELL) + 1)]


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
    "villas": _Habit((20, 30), (9, 15), (11, 15.5), (8, 10.5), 7.0, 0.03, 3.0),
    "old": _Habit((11, 17), (4.6, 6.5), (9, 13), (6.5, 8.5), 2.2, 0.04, 2.0),
    "holiday": _Habit((32, 54), (14, 32), (7.5, 11), (5.5, 7.5), 15.0, 0.14, 28.0),
}


def build_houses(site: Site, ways: list[Way], district: str, kind: DistrictKind, inside: Polygon,
                 rng: np.random.Generator) -> None:
    """Detached houses on both sides of each street, plot after plot."""
    habit = _HABITS[kind]
    shapely.prepare(inside)
    for way in ways:
        setback = float(rng.uniform(*habit.setback))
        for side in (1.0, -1.0):
            at = float(rng.uniform(4, 12))
            while at < way.line.length:
                width = float(rng.uniform(*habit.plot))
                house = _house(way.line, at + width / 2, side, setback, habit, rng)
                if rng.random() < habit.empty:
                    at += width
                elif site.fits(house, inside, habit.gap, 7.5 if kind != "old" else 4.2):
                    use = "holiday" if kind == "holiday" else "detached"
                    levels = 1 if kind == "holiday" else int(rng.choice([1, 2, 2]))
                    door = Door((house.centroid.x, house.centroid.y))
                    site.place(Placed(use, house, levels, district, way, [door]))
                    at += width
                else:
                    at += 5.0


def _house(line: LineString, chainage: float, side: float, setback: float, habit: _Habit,
           rng: np.random.Generator) -> Polygon:
    (x, y), t = along(line, min(chainage, line.length))
    length, depth = float(rng.uniform(*habit.length)), float(rng.uniform(*habit.depth))
    back = setback + depth / 2 + float(rng.uniform(-1.5, 3.5) if habit.gap > 5 else rng.uniform(0, 1.0))
    n = t + side * math.pi / 2
    centre = (x + back * math.cos(n), y + back * math.sin(n))
    turned = t + math.radians(float(rng.normal(0, habit.turn))) + (math.pi / 2 if rng.random() < 0.25 else 0.0)
    body = rectangle(centre, turned, length, depth)
    if rng.random() < 0.45 and habit.gap > 5:
        wing = rectangle((centre[0] + 0.32 * length * math.cos(turned) + 0.55 * depth * math.cos(turned + math.pi / 2),
                          centre[1] + 0.32 * length * math.sin(turned) + 0.55 * depth * math.sin(turned + math.pi / 2)),
                         turned, length * 0.36, depth * 0.6)
        joined = body.union(wing)
        return joined if isinstance(joined, Polygon) else body
    return body


def build_rows(site: Site, ways: list[Way], district: str, inside: Polygon, rng: np.random.Generator) -> None:
    """Rows of houses, mostly along the street, some end-on to it round a shared green."""
    shapely.prepare(inside)
    for way in ways:
        end_on = rng.random() < 0.3
        for side in (1.0, -1.0):
            at = float(rng.uniform(6, 12))
            while at < way.line.length - 4:
                units = int(rng.integers(3, 5) if end_on else rng.integers(4, 9))
                at += _row(site, way, side, at, units, district, inside, end_on, rng)


def _row(site: Site, way: Way, side: float, at: float, units: int, district: str, inside: Polygon, end_on: bool,
         rng: np.random.Generator) -> float:
    """Places one row and returns how far along the street the next may begin."""
    unit, depth = 6.9, float(rng.uniform(9.2, 10.6))
    length = units * unit
    width = depth if end_on else length
    (x, y), t = along(way.line, min(at + width / 2, way.line.length))
    n = t + side * math.pi / 2
    back = 9.0 + (length if end_on else depth) / 2 + float(rng.uniform(0, 3))
    centre = (x + back * math.cos(n), y + back * math.sin(n))
    turned = n if end_on else t
    footprint = rectangle(centre, turned, length, depth)
    if not site.fits(footprint, inside, 8.0, 7.0):
        return 6.0
    front = turned + (math.pi / 2 if end_on else -side * math.pi / 2)
    doors = [_door(centre, turned, front, (i - (units - 1) / 2) * unit, depth) for i in range(units)]
    site.place(Placed("row", footprint, 2, district, way, [Door(d) for d in doors], lettered=end_on))
    return width + float(rng.uniform(15, 20) if end_on else rng.uniform(8, 16))


def _door(centre: Point, axis: float, front: float, shift: float, depth: float) -> Point:
    return (centre[0] + shift * math.cos(axis) + depth / 2 * math.cos(front),
            centre[1] + shift * math.sin(axis) + depth / 2 * math.sin(front))
