"""The order in which to walk to some doors: shortest over the street network, an open tour.

1. Doors become stops: flats of one stairwell are one stop, floors in order.
2. Each stop is tied to the nearest step of the network around that no water or railway parts from it; ties split
   that step.
3. Distances between all stops by Dijkstra; what no path joins comes last.
4. VROOM orders the stops. Crossing the street costs a little, so that a side is finished first.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final, NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import dijkstra

from . import network
from .models import Dwelling as Row
from .network import NONE, Net, Segments
from .values import DwellingNotFound, Walk

Floats = NDArray[np.float64]
Ties = tuple[NDArray[np.int64], NDArray[np.int64]]  # which points, and the step to which each is tied
Shapes = NDArray[np.object_]
MARGIN_M: Final = 400.0  # how far a way round may lead out of the box around the doors
ROUND_M: Final = 2000.0  # how far it is looked for a way where none is near
BESIDE_M: Final = 0.5  # a way that runs so close along the water is not parted by its edge
SNAP_M: Final = 250.0  # a door farther from any path is reached as the crow flies
NO_WAY_M: Final = 5000.0  # where no way leads, nobody goes before all that can be walked to is done
CROSSING_M: Final = 40.0  # walks become a few per cent longer, and nobody goes to and fro
DETOUR: Final = 1.3  # streets are about this much longer than the straight line


@dataclass(frozen=True)
class Stop:
    """A stairwell or a house: its dwellings in the order of their doors, its street and side of it."""

    dwelling_ids: tuple[int, ...]
    x: float
    y: float
    street_id: int | None
    side: int


class Graph(NamedTuple):
    """Metres between neighbouring corners; from `first` on the points themselves are corners."""

    edges: csr_array
    first: int
    corners: Floats


def walk(*, dwelling_ids: Sequence[int], start: int | None = None) -> Walk:
    """See `api.walking_order`."""
    wanted = list(dict.fromkeys(dwelling_ids))
    rows = {row.pk: row for row in Row.objects.filter(pk__in={*wanted, *([start] if start else [])})}
    if len(rows) < len({*wanted, *([start] if start else [])}):
        raise DwellingNotFound
    stops = stops_of([rows[i] for i in wanted])
    if not stops:
        return Walk((), 0.0, "straight line")
    first = next((n for n, stop in enumerate(stops) if start in stop.dwelling_ids), None)
    if start is not None and first is None:
        stops, first = [*stops_of([rows[start]]), *stops], 0
    metres, by = distances(stops)
    order = solve(metres + crossings(stops), first or 0)
    length = float(sum(metres[a, b] for a, b in pairwise(order)))
    ids = [i for n in order for i in stops[n].dwelling_ids]
    asked = set(wanted)
    return Walk(tuple(i for i in ids if i in asked), round(length, 1), by)


def order_of(points: Sequence[tuple[float, float]]) -> tuple[int, ...]:
    """See `api.order_to_walk`."""
    if not points:
        return ()
    stops = [Stop((), x, y, None, 0) for x, y in points]
    metres, _by = distances(stops)
    return tuple(solve(metres, 0))


def stops_of(rows: Sequence[Row]) -> list[Stop]:
    """The stops of some dwellings, in the order given."""
    doors: dict[Any, list[Row]] = defaultdict(list)
    for row in rows:
        at = (round(row.location.x / 30), round(row.location.y / 30))
        doors[(row.street_id, row.number_key, row.stairwell, at) if row.unit else row.pk].append(row)
    return [_stop(sorted(group, key=_upstairs)) for group in doors.values()]


def _upstairs(row: Row) -> tuple[Any, ...]:
    return row.floor if row.floor is not None else 0, row.unit_key, row.pk


def _stop(group: list[Row]) -> Stop:
    first = group[0]
    return Stop(tuple(r.pk for r in group), first.location.x, first.location.y, first.street_id, first.side)


def distances(stops: Sequence[Stop]) -> tuple[Floats, str]:
    """Metres between all stops, and whether they follow streets."""
    points = np.array([(stop.x, stop.y) for stop in stops])
    apart = np.hypot(*(points[:, None] - points[None, :]).transpose(2, 0, 1)) * DETOUR
    west, south = points.min(axis=0) - MARGIN_M
    east, north = points.max(axis=0) + MARGIN_M
    net = network.load(network.cells_between(west, south, east, north))
    if not len(net.ways):
        return apart, "straight line"
    over = over_network(points, net.ways, barriers=net.barriers)
    joined = np.isfinite(over)
    if joined.sum() <= len(stops) < joined.size:
        return apart, "straight line"
    return np.where(joined, over, apart + NO_WAY_M), "streets"


def from_first(places: Sequence[tuple[float, float]]) -> tuple[float | None, ...]:
    """See `api.ways_over`."""
    if len(places) < 2:
        return ()
    points = np.array(places, dtype=np.float64)
    net = around(points)
    ties = _ties(points, net.ways, net.barriers)
    tied = np.isin(np.arange(len(points)), ties[0])
    if not tied[0]:
        return ()
    metres: Floats = over_network(points, net.ways, ties=ties, sources=1)[0, 1:]
    lost = np.flatnonzero(np.isinf(metres) & tied[1:])
    if len(lost):  # the bridge may be farther off
        some = points[[0, *(lost + 1)]]
        wider = around(some, ROUND_M)
        metres[lost] = over_network(some, wider.ways, barriers=wider.barriers, sources=1)[0, 1:]
    return tuple(round(float(m), 1) if np.isfinite(m) else None for m in metres)


def around(points: Floats, margin_m: float = MARGIN_M) -> Net:
    """The network in the box around some points (n, 2), in metres, and so far beyond it."""
    west, south = points.min(axis=0) - margin_m
    east, north = points.max(axis=0) + margin_m
    return network.load(network.cells_between(west, south, east, north))


def _ties(points: Floats, segments: Segments, barriers: Segments) -> Ties:
    """The points that have a way so near that a walk begins on it, and the nearest step that no barrier parts from
    each; a wider look finds the others none."""
    lines, places = _lines(segments), np.asarray(shapely.points(points))
    tree = shapely.STRtree(lines)
    at, on = tree.query_nearest(places, max_distance=SNAP_M, all_matches=False)
    fences = shapely.STRtree(_lines(barriers))
    parted = _parted(places[at], lines[on], fences)
    if not parted.any():
        return at, on
    lost = at[parted]
    which, step = tree.query(places[lost], predicate="dwithin", distance=SNAP_M)
    free = ~_parted(places[lost[which]], lines[step], fences)
    which, step = which[free], step[free]
    order = np.lexsort((shapely.distance(places[lost[which]], lines[step]), which))
    found, first = np.unique(which[order], return_index=True)
    return np.concatenate([at[~parted], lost[found]]), np.concatenate([on[~parted], step[order][first]])


def _parted(places: Shapes, lines: Shapes, fences: shapely.STRtree) -> NDArray[np.bool_]:
    """Whether a fence stands between each place and the nearest point of its line."""
    ends = shapely.get_coordinates(shapely.shortest_line(places, lines)).reshape(-1, 2, 2)
    away = ends[:, 1] - ends[:, 0]
    length = np.maximum(np.hypot(*away.T), 1e-9)
    ends[:, 1] -= away * np.minimum(1.0, BESIDE_M / length)[:, None]
    parted = np.zeros(len(ends), dtype=bool)
    parted[fences.query(np.asarray(shapely.linestrings(ends)), predicate="intersects")[0]] = True
    return parted


def _lines(segments: Segments) -> Shapes:
    return np.asarray(shapely.linestrings(segments.reshape(-1, 2, 2)), dtype=object).reshape(-1)


def over_network(
    points: Floats, segments: Segments, *, barriers: Segments = NONE, ties: Ties | None = None,
    sources: int | None = None,
) -> Floats:  # fmt: skip
    """Metres between points along the network, infinite where none joins them. Symmetric, zero diagonal.

    `points` is (n, 2), `segments` and the `barriers` that no point is tied across (m, 4), all in metres; a row for
    each of the first `sources` points. `ties`: where the points were tied already.
    """
    rows = len(points) if sources is None else sources
    graph = tied(points, segments, _ties(points, segments, barriers) if ties is None else ties)
    found = dijkstra(graph.edges, directed=False, indices=np.arange(graph.first, graph.first + rows))
    result: Floats = found[:, graph.first : graph.first + len(points)]
    np.fill_diagonal(result, 0.0)
    return result


def around_tied(points: Floats) -> Graph:
    """The network around some points, with each of them tied to it as for walking orders."""
    net = around(points)
    return tied(points, net.ways, _ties(points, net.ways, net.barriers))


def tied(points: Floats, segments: Segments, ties: Ties) -> Graph:
    """The network with the points tied to it: each tie splits the step that it lies on."""
    lines, places = _lines(segments), np.asarray(shapely.points(points))
    at, on = ties
    along = shapely.line_locate_point(lines[on], places[at])
    off = shapely.distance(lines[on], places[at])
    nodes, ends = np.unique(segments.reshape(-1, 2), axis=0, return_inverse=True)
    ends = ends.reshape(-1, 2)
    first = len(nodes)
    doors = at + first  # behind the network's nodes: one for each door, then where it is tied to the network
    knots = doors + len(points)
    a, b, length = _split(ends, np.hypot(*(segments[:, 2:] - segments[:, :2]).T), on, along, knots)
    a, b, length = np.concatenate([a, doors]), np.concatenate([b, knots]), np.concatenate([length, off])
    size = first + 2 * len(points)
    corners = np.vstack([nodes.reshape(-1, 2), points, points])
    corners[knots] = shapely.get_coordinates(shapely.line_interpolate_point(lines[on], along))
    edges = coo_array((np.maximum(length, 1e-6), (a, b)), shape=(size, size)).tocsr()
    return Graph(edges, first, corners)


def _split(
    ends: NDArray[np.int64], lengths: Floats, on: NDArray[np.int64], along: Floats, ties: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], Floats]:
    """Edges of the network where each tied segment is a chain through its ties, in their order along it."""
    order = np.lexsort((along, on))
    on, along, ties = on[order], along[order], ties[order]
    whole = np.ones(len(ends), dtype=bool)
    whole[on] = False
    fresh = np.concatenate([[True], on[1:] != on[:-1]]) if len(on) else np.empty(0, dtype=bool)
    last = np.concatenate([on[1:] != on[:-1], [True]]) if len(on) else np.empty(0, dtype=bool)
    before = np.where(fresh, ends[on, 0], np.roll(ties, 1))
    from_before = np.where(fresh, along, along - np.roll(along, 1))
    a = np.concatenate([ends[whole, 0], before, ties[last]])
    b = np.concatenate([ends[whole, 1], ties, ends[on[last], 1]])
    length = np.concatenate([lengths[whole], from_before, (lengths[on] - along)[last]])
    return a, b, length


def crossings(stops: Sequence[Stop]) -> Floats:
    """What crossing the street adds between two stops of one street on different sides."""
    street = np.array([stop.street_id or -1 for stop in stops])
    side = np.array([stop.side for stop in stops])
    same = (street[:, None] == street[None, :]) & (street[:, None] >= 0)
    return np.where(same & (side[:, None] * side[None, :] < 0), CROSSING_M, 0.0)


def solve(costs: Floats, first: int) -> list[int]:
    """The order of a short open tour from `first` through all stops; `costs` is (n, n) in metres.

    The same costs give the same order, but where many walks are equally long VROOM may take another of them.
    """
    if len(costs) < 3:
        return [first, *(n for n in range(len(costs)) if n != first)]
    import vroom  # half a second to load: only where a walk is asked for

    problem = vroom.Input()
    whole = np.ascontiguousarray(np.round(costs * 1000), dtype=np.uint32)  # millimetres: few are equal
    problem.set_durations_matrix(profile="foot", matrix_input=whole)
    problem.add_vehicle(vroom.Vehicle(1, start=first, profile="foot"))
    problem.add_job([vroom.Job(n, location=n) for n in range(len(costs)) if n != first])
    # The deepest search takes four times as long and shortens a walk to thirty doors by half a percent.
    solution = problem.solve(exploration_level=1, nb_threads=1).to_dict()
    return [first, *(step["id"] for step in solution["routes"][0]["steps"] if step["type"] == "job")]
