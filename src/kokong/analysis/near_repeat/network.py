"""Near repeats by distance along streets."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from ..arrays import AnyArray, Floats, Ids, Ints, Refused, days, floats, same_length
from ..cluster import Runner
from .bands import Bands, Closed
from .counting import TOGETHER, Count, count_pairs, side_by_side
from .knox import Knox, knox_of_pairs
from .lanes import LANES, LIMITS


@dataclass(frozen=True)
class Streets:
    """A street network: `ends` (streets, 2) are places of junctions in `x`, `y` (metres); streets are straight and
    run both ways. A bent street is several straight ones."""

    x: Floats
    y: Floats
    ends: Ints

    @property
    def lengths(self) -> Floats:
        a, b = self.ends.T
        return np.asarray(np.hypot(self.x[a] - self.x[b], self.y[a] - self.y[b]))


@dataclass(frozen=True)
class OnStreets:
    """Where points lie on the network: the nearest street, metres from its first end, metres off the street."""

    street: Ints
    along: Floats
    off: Floats


def onto_streets(x: ArrayLike, y: ArrayLike, streets: Streets) -> OnStreets:
    """Move each point to the nearest street. Raises Refused when there is none."""
    from shapely import STRtree, linestrings, points

    if not len(streets.ends):
        raise Refused("The street network has no streets.")
    xs, ys = floats(x, "x"), floats(y, "y")
    lines: Any = linestrings(np.stack([streets.x[streets.ends], streets.y[streets.ends]], axis=-1))
    place = STRtree(lines).nearest(points(xs, ys))
    a, b = streets.ends[place].T
    length = np.maximum(streets.lengths[place], 1e-12)
    along = (xs - streets.x[a]) * (streets.x[b] - streets.x[a]) + (ys - streets.y[a]) * (
        streets.y[b] - streets.y[a]
    )
    along = np.clip(along / length, 0, length)
    px = streets.x[a] + (streets.x[b] - streets.x[a]) * along / length
    py = streets.y[a] + (streets.y[b] - streets.y[a]) * along / length
    return OnStreets(np.asarray(place, np.int64), along, np.hypot(xs - px, ys - py))


def network_knox(
    x: ArrayLike,
    y: ArrayLike,
    time: ArrayLike,
    streets: Streets,
    *,
    space: tuple[float, ...],
    days_apart: tuple[float, ...],
    closed: Closed = "left",
    permutations: int = 999,
    seed: int = 1,
    workers: int | None = None,
    runner: Runner | None = None,
) -> Knox:
    """The near-repeat table with distance along streets, from the point on the street nearest each burglary.

    Close pairs are kept in memory (12 bytes each). For the rest as `knox`.
    """
    at = days(time)
    on = onto_streets(x, y, streets)
    same_length(at, on.along)
    bands = Bands(tuple(space), closed)
    return knox_of_pairs(
        listed_pairs(*network_distances(on, streets, limit=bands.finite[-1]), n=at.size, bands=bands),
        at,
        space=bands,
        time=Bands(tuple(days_apart), closed),
        metric="network",
        permutations=permutations,
        seed=seed,
        workers=workers,
        runner=runner,
    )


def network_distances(on: OnStreets, streets: Streets, *, limit: float) -> tuple[Ids, Ids, Floats]:
    """Every pair of points at most `limit` metres apart along the streets: first < second, and metres."""
    from scipy.sparse.csgraph import dijkstra

    graph, node = _graph(on, streets)
    found: list[tuple[Ids, Ids, Floats]] = []
    by_node = np.argsort(node, kind="stable")
    sorted_nodes = node[by_node]
    sources = np.unique(node)
    rows = max(1, 2**24 // max(graph.shape[0], 1))
    for start in range(0, sources.size, rows):
        some = sources[start : start + rows]
        metres = dijkstra(graph, directed=False, indices=some, limit=limit)[:, sources]
        s, t = np.nonzero(metres <= limit)
        found.append(_expand(some[s], sources[t], metres[s, t], sorted_nodes, by_node))
    first, second, apart = (np.concatenate(parts) for parts in zip(*found, strict=True))
    return first, second, apart


def _expand(a: Ints, b: Ints, metres: Floats, sorted_nodes: Ints, by_node: Ints) -> tuple[Ids, Ids, Floats]:
    """Pairs of places as pairs of the burglaries there."""
    low_a, high_a = np.searchsorted(sorted_nodes, a), np.searchsorted(sorted_nodes, a, side="right")
    low_b, high_b = np.searchsorted(sorted_nodes, b), np.searchsorted(sorted_nodes, b, side="right")
    size = (high_a - low_a) * (high_b - low_b)
    which = np.repeat(np.arange(a.size), size)
    place = np.arange(which.size) - np.repeat(np.cumsum(size) - size, size)
    width = (high_b - low_b)[which]
    first, second = by_node[low_a[which] + place // width], by_node[low_b[which] + place % width]
    keep = first < second
    return first[keep].astype(np.int32), second[keep].astype(np.int32), metres[which[keep]]


def _graph(on: OnStreets, streets: Streets) -> tuple[AnyArray, Ints]:
    """The network cut at every burglary, as a sparse matrix, and each burglary's node."""
    from scipy.sparse import csr_array

    junctions = streets.x.size
    m = len(streets.ends)
    places, node = np.unique(np.column_stack([on.street, on.along]), axis=0, return_inverse=True)
    at_street, along = places[:, 0].astype(np.int64), places[:, 1]
    own = junctions + np.arange(len(places))
    street = np.r_[np.arange(m), at_street, np.arange(m)]
    stop = np.r_[streets.ends[:, 0], own, streets.ends[:, 1]]
    metres = np.r_[np.zeros(m), along, streets.lengths]
    order = np.lexsort((np.r_[np.zeros(m), np.ones(own.size), np.full(m, 2)], metres, street))
    street, stop, metres = street[order], stop[order], metres[order]
    joined = street[1:] == street[:-1]
    a, b = stop[:-1][joined], stop[1:][joined]
    # A stored zero is an edge to scipy only if explicit; a hair keeps touching points joined.
    weight = np.maximum(np.diff(metres)[joined], 1e-9)
    size = junctions + len(places)
    return _shortest(csr_array, a, b, weight, size), (junctions + node.ravel()).astype(np.int64)


def _shortest(matrix: type, a: Ints, b: Ints, weight: Floats, size: int) -> AnyArray:
    """Of parallel streets the shorter: a sparse matrix would add them up."""
    low, high = np.minimum(a, b), np.maximum(a, b)
    order = np.lexsort((weight, high, low))
    low, high, weight = low[order], high[order], weight[order]
    first = np.r_[True, (low[1:] != low[:-1]) | (high[1:] != high[:-1])] if low.size else np.empty(0, bool)
    return matrix((weight[first], (low[first], high[first])), shape=(size, size))  # type: ignore[no-any-return]


@dataclass(frozen=True)
class ListedPairs:
    """Pairs that are listed, band by band, each a pair of places among the burglaries."""

    bands: tuple[tuple[Ids, Ids], ...]
    n: int

    @property
    def order(self) -> Ints:
        return np.arange(self.n)

    def pairs(self) -> "ListedPairs":
        return self

    def count(self, lanes: AnyArray, ticks: AnyArray, *, workers: int | None, degrees: bool = True) -> Count:
        """Count them all on one thread; there are few."""
        totals = np.zeros((len(self.bands), lanes.shape[0], ticks.shape[0], LIMITS, LANES), np.int64)
        told = np.zeros((self.n, len(self.bands)), np.int32)
        for band, (first, second) in enumerate(self.bands):
            told[:, band] = np.bincount(first, minlength=self.n) + np.bincount(second, minlength=self.n)
            for start in range(0, first.size, TOGETHER):
                some = slice(start, start + TOGETHER)
                count_pairs(lanes, first[some], second[some], first[some].size, ticks, totals[band])
        return Count(side_by_side(totals), told)


def listed_pairs(first: Ids, second: Ids, metres: Floats, *, n: int, bands: Bands) -> ListedPairs:
    """Pairs sorted into bands of distance; those beyond the last finite band are left out."""
    # Lengths along streets are sums; a micrometre of rounding must not move a pair out of its band.
    band = np.searchsorted(bands.limits(), metres - 1e-6)
    return ListedPairs(tuple((first[band == b], second[band == b]) for b in range(len(bands.finite))), n)
