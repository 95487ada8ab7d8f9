"""Each burglary by itself: which followed from which, and how unusual its own neighbourhood in time is."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from ..arrays import Floats, Ints, days, floats, same_length
from .bands import Metric
from .links import Links, links


@dataclass(frozen=True)
class Chains:
    """`chain` names each burglary's chain (0, 1, … in order of their first burglary); alone is a chain of one.

    `near_repeat[e]` is how many earlier burglaries burglary e follows; 0 for one that opens a chain.
    """

    chain: Ints
    near_repeat: Ints
    links: Links

    @property
    def sizes(self) -> Ints:
        """How many burglaries each chain has."""
        return np.bincount(self.chain)


def chains(
    x: ArrayLike,
    y: ArrayLike,
    time: ArrayLike,
    *,
    within_m: float,
    within_days: float,
    metric: Metric = "euclidean",
) -> Chains:
    """Burglaries joined into chains: each link is at most `within_m` metres and `within_days` days long."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    xs, ys, at = floats(x, "x"), floats(y, "y"), days(time)
    n = same_length(xs, ys, at)
    found = links(xs, ys, at, within_m=within_m, within_days=within_days, metric=metric)
    graph = coo_array((np.ones(found.count, np.int8), (found.earlier, found.later)), shape=(n, n))
    _, label = connected_components(graph, directed=False)
    _, first = np.unique(label[np.argsort(at, kind="stable")], return_index=True)
    rank = np.empty(first.size, np.int64)
    rank[np.argsort(first)] = np.arange(first.size)
    return Chains(rank[label], np.bincount(found.later, minlength=n), found)


@dataclass(frozen=True)
class Local:
    """What each burglary has around it, against chance.

    `observed`: burglaries close to it in space and time. `expected`, `p`: exact mean and chance of at least as
    many, had the other burglaries' times been dealt out at random (hypergeometric; no simulation). `q`: p adjusted
    so that among those below q a share q at most is expected to be false (Benjamini and Hochberg, 1995).
    """

    observed: Ints
    expected: Floats
    p: Floats
    q: Floats


def local_knox(
    x: ArrayLike,
    y: ArrayLike,
    time: ArrayLike,
    *,
    within_m: float,
    within_days: float,
    metric: Metric = "euclidean",
) -> Local:
    """The local Knox statistic of every burglary, one pair of limits (both included)."""
    from scipy.stats import false_discovery_control, hypergeom

    xs, ys, at = floats(x, "x"), floats(y, "y"), days(time)
    n = same_length(xs, ys, at)
    observed = _degree(links(xs, ys, at, within_m=within_m, within_days=within_days, metric=metric), n)
    in_space = _degree(links(xs, ys, np.zeros(n), within_m=within_m, within_days=0, metric=metric), n)
    in_time = _others_in_time(at, within_days)
    p = np.asarray(hypergeom.sf(observed - 1, n - 1, in_time, in_space))
    expected = in_space * in_time / max(n - 1, 1)
    return Local(observed, expected, p, np.asarray(false_discovery_control(p)) if n else p)


def _others_in_time(at: Floats, within_days: float) -> Ints:
    order = np.sort(at)
    last = np.searchsorted(order, at + within_days, side="right")
    return np.asarray(last - np.searchsorted(order, at - within_days, side="left") - 1, np.int64)


def _degree(found: Links, n: int) -> Ints:
    return np.bincount(found.earlier, minlength=n) + np.bincount(found.later, minlength=n)
