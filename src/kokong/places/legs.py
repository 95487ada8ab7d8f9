"""The way on foot from home to home as a line on the map."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.sparse.csgraph import dijkstra

from kokong.kernel.fields import Point

from . import crs, homes, walking
from .values import Leg

SAME_M = 0.5  # homes of one stairwell lie at one place


def legs(*, dwelling_ids: Sequence[int]) -> tuple[Leg, ...]:
    """See `api.legs`."""
    known = homes.by_ids(dwelling_ids)
    spots = [(known[key].x, known[key].y) for key in dwelling_ids if key in known]
    points = np.array([spot for n, spot in enumerate(spots) if n == 0 or _apart(spots[n - 1], spot)])
    if len(points) < 2:
        return ()
    lines = between(points, walking.around_tied(points))
    return tuple(_leg(line, along=len(line) > 2) for line in lines)


def through(*, points: Sequence[Point]) -> tuple[Point, ...]:
    """See `api.way_through`."""
    spots = [each for n, each in enumerate(points) if n == 0 or _apart(points[n - 1], each)]
    if len(spots) < 2:
        return tuple(spots)
    at = np.array(spots, dtype=np.float64)
    corners = [Point(float(x), float(y)) for line in between(at, walking.around_tied(at)) for x, y in line]
    return tuple(each for n, each in enumerate(corners) if n == 0 or corners[n - 1] != each)


def _apart(a: tuple[float, float], b: tuple[float, float]) -> bool:
    return abs(a[0] - b[0]) + abs(a[1] - b[1]) > SAME_M


def between(points: walking.Floats, graph: walking.Graph) -> list[walking.Floats]:
    """From each point to the next as corners (n, 2) in metres: along the network, or the two ends where no way
    joins them."""
    stops = range(graph.first, graph.first + len(points))
    _far, before = dijkstra(graph.edges, directed=False, indices=list(stops)[:-1], return_predecessors=True)
    ways = [_back(row, start, end) for row, (start, end) in zip(before, pairwise(stops), strict=True)]
    return [graph.corners[way] for way in ways]


def _back(before: NDArray[np.int32], start: int, end: int) -> list[int]:
    """The corners from start to end, by what lies before each on the way; the two alone where there is none."""
    way = [end]
    while way[-1] != start:
        if before[way[-1]] < 0:
            return [start, end]
        way.append(int(before[way[-1]]))
    return way[::-1]


def _leg(line: walking.Floats, *, along: bool) -> Leg:
    degrees = crs.convert_array(line, source=crs.of_municipality(), target=crs.DEGREES).round(6)
    return Leg(tuple((float(lon), float(lat)) for lon, lat in degrees), along)
