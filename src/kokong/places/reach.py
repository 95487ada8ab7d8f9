"""Spots in the streets where something may stand for many homes, and which homes lie how near to them on foot.

A spot is a junction of ways, or the first or last door of a street, with homes near; it is called after the
nearest home. What it reaches is measured over the streets; as the crow flies with a detour where no way is near.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

import numpy as np
import shapely
from django.db import connection
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra
from scipy.spatial import cKDTree

from kokong.kernel.fields import Point

from . import homes as living
from . import walking
from .network import Segments
from .values import Reached, Spot

Floats = NDArray[np.float64]
Ids = NDArray[np.int64]
APART_M: Final = 25.0  # a crossroads and the footways beside it are one spot
AT_ONCE: Final = 2**23  # cells of a table of distances held in memory
_DOORS: Final = """
SELECT round(location[0]), round(location[1]), avg(location[0]), avg(location[1]), sum(homes),
       min(coalesce(street_id, -1))
FROM places_dwelling WHERE retired_at IS NULL AND NOT no_home GROUP BY 1, 2 ORDER BY 1, 2
"""


class Doors(NamedTuple):
    """Entrances, each once however many homes are behind it: where (n, 2), homes and street (-1: none) of each."""

    at: Floats
    homes: Floats
    street: Ids


def doors(area: shapely.Geometry | None) -> Doors:
    """The entrances of the municipality, or of those the ones in an area (metres)."""
    with connection.cursor() as cursor:
        cursor.execute(_DOORS)
        rows = np.array(cursor.fetchall(), np.float64).reshape(-1, 6)
    if area is not None:
        rows = rows[shapely.contains_xy(area, rows[:, 2], rows[:, 3])]
    return Doors(rows[:, 2:4], rows[:, 4], rows[:, 5].astype(np.int64))


def spots(*, area: shapely.Geometry | None, near_m: float, at_most: int) -> tuple[Spot, ...]:
    """See `api.spots`."""
    there = doors(area)
    if not len(there.at):
        return ()
    corners = np.concatenate([_corners(walking.around(there.at).ways), _ends(there)])
    if area is not None:
        corners = corners[shapely.contains_xy(area, corners)]
    near = cKDTree(there.at).query_ball_point(corners, near_m, return_length=True)
    return tuple(_named(_spread(corners[near > 0], near[near > 0], at_most), near_m))


def _corners(ways: Segments) -> Floats:
    """Where three or more steps of ways meet; (n, 2) in metres."""
    ends, steps = np.unique(ways.reshape(-1, 2), axis=0, return_counts=True)
    return ends[steps > 2].reshape(-1, 2)


def _ends(there: Doors) -> Floats:
    """The doors at both ends of each street, along the way in which it is longest; (n, 2) in metres."""
    order = np.argsort(there.street, kind="stable")
    _, first = np.unique(there.street[order], return_index=True)
    found = [_farthest(there.at[some]) for some in np.split(order, first[1:]) if there.street[some[0]] >= 0]
    return np.concatenate(found) if found else np.empty((0, 2))


def _farthest(at: Floats) -> Floats:
    wide = np.ptp(at, axis=0)
    along = at[:, int(wide[1] > wide[0])]
    return at[[int(along.argmin()), int(along.argmax())]]


def _spread(corners: Floats, near: NDArray[np.int64], at_most: int) -> Floats:
    """Those with the most homes near, none within `APART_M` of a better one."""
    corners = corners[np.lexsort((corners[:, 1], corners[:, 0], -near))]
    if not len(corners):
        return corners
    taken: list[int] = []
    gone = np.zeros(len(corners), bool)
    for number, close in enumerate(cKDTree(corners).query_ball_point(corners, APART_M)):
        if not gone[number]:
            taken.append(number)
            gone[close] = True
    return corners[taken[:at_most]]


def _named(chosen: Floats, near_m: float) -> Iterator[Spot]:
    points = [Point(float(x), float(y)) for x, y in chosen]
    for point, home in zip(points, living.nearest_of(points=points, within_m=near_m), strict=True):
        if home is not None:
            yield Spot(point, home.street, home.number)


def reach(*, points: Floats, within_m: float, area: shapely.Geometry | None) -> Reached:
    """See `api.reach`."""
    there = doors(area)
    return Reached(there.at[:, 0], there.at[:, 1], there.homes, _near(points, there.at, within_m))


def _near(points: Floats, at: Floats, within_m: float) -> csr_array:
    shape = len(points), len(at)
    if not all(shape):
        return csr_array(shape, dtype=np.float64)
    graph = walking.around_tied(np.concatenate([points, at]))
    first = graph.first + len(points)
    tied = np.diff(graph.edges.indptr)[graph.first : first + len(at)] > 0
    pairs = [_straight(points, at, tied, within_m)]
    rows = max(1, AT_ONCE // graph.edges.shape[0])
    for start in range(0, len(points), rows):
        some = graph.first + np.arange(start, min(start + rows, len(points)))
        metres = dijkstra(graph.edges, directed=False, indices=some, limit=within_m)[:, first : first + len(at)]
        pairs.append(np.argwhere(metres <= within_m) + np.array([start, 0]))
    row, column = np.unique(np.concatenate(pairs), axis=0).T
    return csr_array((np.ones(row.size), (row, column)), shape=shape)


def _straight(points: Floats, at: Floats, tied: NDArray[np.bool_], within_m: float) -> Ids:
    """Pairs of which one has no way near it, as the crow flies with a detour."""
    close = cKDTree(points).query_ball_tree(cKDTree(at), within_m / walking.DETOUR)
    row = np.repeat(np.arange(len(points)), [len(some) for some in close])
    column = np.array([n for some in close for n in some], np.int64)
    lost = ~(tied[: len(points)][row] & tied[len(points) :][column])
    return np.column_stack([row, column])[lost]
