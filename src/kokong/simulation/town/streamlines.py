"""Evenly spaced streamlines of a slowly turning direction field (after Jobard and Lefer, 1997).

Streets in Swedish villa areas follow the ground in near-parallel curves; these lines do the same.
"""

import math
from collections import defaultdict
from collections.abc import Callable
from itertools import pairwise

import numpy as np
import shapely
from shapely.geometry import LineString, Polygon

from .model import Point

Direction = Callable[[float, float], float]
STEP = 8.0


def field(rng: np.random.Generator, direction: float, bend: float) -> Direction:
    """Angle (radians) at a place: `direction` degrees, turned by up to about `bend` radians by slow waves."""
    waves = [
        (
            2 * math.pi / float(rng.uniform(520, 1050)),
            float(rng.uniform(0, 2 * math.pi)),
            float(rng.uniform(0, 2 * math.pi)),
            bend * float(rng.uniform(0.35, 0.6)),
        )
        for _ in range(3)
    ]
    base = math.radians(direction)

    def angle(x: float, y: float) -> float:
        return base + sum(a * math.sin(k * (x * math.cos(t) + y * math.sin(t)) + p) for k, t, p, a in waves)

    return angle


class Streamlines:
    """Lines in one district that keep their distance; `across` traces at right angles to the field."""

    def __init__(self, inside: Polygon, angle: Direction, spacing: float, *, across: bool = False) -> None:
        self._inside = inside
        self._angle = angle
        self._turn = math.pi / 2 if across else 0.0
        self._spacing = spacing
        self._cells: dict[tuple[int, int], list[Point]] = defaultdict(list)
        shapely.prepare(inside)

    def keep_off(self, line: LineString) -> None:
        """New lines keep half a spacing from this one."""
        for x, y in shapely.get_coordinates(line.segmentize(STEP)):
            self._add((float(x), float(y)))

    def grow(self, seeds: list[Point], shortest: float) -> list[LineString]:
        """Lines from the seeds and from beside each line found, until the district is full."""
        queue, found = list(seeds), []
        while queue:
            seed = queue.pop(0)
            if not self._free(seed, 0.93):
                continue
            points = self._trace(seed)
            if len(points) * STEP < shortest:
                continue
            for point in points:
                self._add(point)
            found.append(LineString(points))
            queue.extend(self._beside(points))
        return found

    def _beside(self, points: list[Point]) -> list[Point]:
        out = []
        for (x0, y0), (x1, y1) in list(pairwise(points))[::4]:
            t = math.atan2(y1 - y0, x1 - x0) + math.pi / 2
            out += [
                (x0 + sign * self._spacing * math.cos(t), y0 + sign * self._spacing * math.sin(t))
                for sign in (1, -1)
            ]
        return out

    def _trace(self, seed: Point) -> list[Point]:
        ahead, behind = self._run(seed, 1.0, []), []
        behind = self._run(seed, -1.0, ahead)
        return [*reversed(behind), seed, *ahead]

    def _run(self, seed: Point, sign: float, other: list[Point]) -> list[Point]:
        out: list[Point] = []
        x, y = seed
        while len(out) < 90:
            t = self._angle(x, y) + self._turn
            t = self._angle(x + sign * STEP / 2 * math.cos(t), y + sign * STEP / 2 * math.sin(t)) + self._turn
            x, y = x + sign * STEP * math.cos(t), y + sign * STEP * math.sin(t)
            if not self._free((x, y), 0.74) or self._bites_itself((x, y), out, other):
                break
            out.append((x, y))
        return out

    def _bites_itself(self, point: Point, run: list[Point], other: list[Point]) -> bool:
        far = int(2 * self._spacing / STEP)
        reach = 0.74 * self._spacing
        return any(math.dist(point, p) < reach for p in run[:-far]) or any(
            math.dist(point, p) < reach for p in other[far:]
        )

    def _free(self, point: Point, share: float) -> bool:
        cx, cy = int(point[0] // self._spacing), int(point[1] // self._spacing)
        reach = share * self._spacing
        around = ((cx + i, cy + j) for i in (-1, 0, 1) for j in (-1, 0, 1))
        near = (p for cell in around for p in self._cells.get(cell, ()))
        if any(math.dist(point, p) < reach for p in near):
            return False
        return bool(shapely.contains_xy(self._inside, *point))

    def _add(self, point: Point) -> None:
        self._cells[(int(point[0] // self._spacing), int(point[1] // self._spacing))].append(point)
