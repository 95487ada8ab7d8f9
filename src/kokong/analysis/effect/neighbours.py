"""Areas next to each other change together: how much more a neighbourhood varies, and where else it could lie.

Eight streets side by side share their gang, their building site and their patrol; eight streets drawn from a whole
city don't. Intervals that take areas for independent are too short for the former (Conley, Journal of Econometrics
92, 1999), and placebos drawn scattered are too calm for them.
"""

import math
from dataclasses import replace
from itertools import pairwise
from typing import Final

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree
from scipy.stats import norm

from .values import Estimate, Flags, Floats, Ints, Pair, two_sided

EDGES: Final = (0.0, 1.25, 1.75, 2.5, 3.5, 5.0)  # in steps from an area to its next
FEWEST_PAIRS: Final = 30  # of comparison areas, to know how those at a distance go together
SIDE_BY_SIDE: Final = 1.6  # steps: areas of a grid touch at 1, or at a corner at 1.41
CANDIDATES: Final = 12  # areas tried for each place of a shape that is laid elsewhere
TRIES: Final = 20
OFF: Final = 1.5  # steps: a place farther than that from any area is none
MOST_OFF: Final = 0.2
MOST_SHARED: Final = 0.25


def step(places: Floats) -> float:
    """How far it is from an area to its next: the median, in the places' unit."""
    distance, _index = _nearest(cKDTree(places), places, 2)
    return max(float(np.median(distance[:, 1])), 1e-9)


def inflation(places: Floats, fitted: Floats, after: Floats, treated: Flags) -> float:
    """Variance of the treated areas' sum over that of independent areas, at least 1.

    `fitted` is what each area was expected to have, `after` what it had. How residuals of comparison areas go
    together is averaged by distance (between `EDGES`), never below 0, and applied to the treated areas' distances.
    """
    known = ~treated & (fitted > 0)
    if known.sum() < 3:
        return 1.0
    root = np.sqrt(np.maximum(fitted, 1e-9))
    residual = (after - fitted) / root
    apart = step(places)
    (others, distance), (own, between) = _pairs(places, known, apart), _pairs(places, treated, apart)
    together = residual[others[:, 0]] * residual[others[:, 1]]
    weight = root[own[:, 0]] * root[own[:, 1]]
    alone = float(np.square(root[treated]).sum() * np.square(residual[known]).mean())
    shared = 0.0
    for low, high in pairwise(EDGES):
        like = (distance > low) & (distance <= high)
        if like.sum() >= FEWEST_PAIRS:
            shared += (
                2 * max(float(together[like].mean()), 0.0) * weight[(between > low) & (between <= high)].sum()
            )
    return 1 + shared / alone if alone > 0 else 1.0


def widened(estimate: Estimate, factor: float) -> Estimate:
    """The same estimate with `factor` times the variance: of a ratio on the logarithm."""
    if factor <= 1:
        return estimate
    by = math.sqrt(factor)
    p = None if estimate.p is None else two_sided(float(norm.isf(max(estimate.p, 1e-300) / 2)) / by)
    return replace(estimate, interval=_wider(estimate, by), p=p, dispersion=estimate.dispersion * factor)


def groups(places: Floats, treated: Flags) -> int:
    """In how many separate places the treated areas lie; areas side by side are one."""
    inside = places[treated]
    pairs = cKDTree(inside).query_pairs(SIDE_BY_SIDE * step(places), output_type="ndarray")
    linked = coo_array((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), shape=(len(inside), len(inside)))
    return int(connected_components(linked, directed=False)[0])


def elsewhere(places: Floats, treated: Flags, *, draws: int, generator: np.random.Generator) -> Ints:
    """Groups of comparison areas in the shape of the treated ones: `draws` × as many areas, or fewer rows.

    The shape is turned, mirrored and laid with one of its areas on another; each of its places takes the nearest
    area that is free. What would lie outside the area, or on much of the treated ones, is drawn again.
    """
    inside, outside, tree = np.flatnonzero(treated), np.flatnonzero(~treated), cKDTree(places)
    shape, reach = places[inside], OFF * step(places)
    found: list[Ints] = []
    for _try in range(TRIES * draws):
        if len(found) == draws:
            break
        laid = _turned(shape - shape[generator.integers(len(shape))], generator)
        distance, near = _nearest(tree, laid + places[generator.choice(outside)], min(CANDIDATES, len(places)))
        if np.mean(distance[:, 0] > reach) > MOST_OFF:
            continue
        chosen = _taken(distance, near)
        if chosen is None or treated[chosen].mean() > MOST_SHARED:
            continue
        found.append(chosen[~treated[chosen]])
    return _filled(found, outside, len(inside), generator)


def _nearest(tree: cKDTree, at: Floats, many: int) -> tuple[Floats, Ints]:
    """Distances to and numbers of the nearest areas: places × `many`."""
    distance, index = tree.query(at, k=many)
    return np.asarray(distance, dtype=np.float64), np.asarray(index, dtype=np.int64)


def _pairs(places: Floats, which: Flags, apart: float) -> tuple[Ints, Floats]:
    """Pairs of some of the areas that are near each other, and how many steps apart they are."""
    index = np.flatnonzero(which)
    pairs = cKDTree(places[index]).query_pairs(EDGES[-1] * apart, output_type="ndarray")
    found: Ints = index[pairs]
    return found, np.linalg.norm(places[found[:, 0]] - places[found[:, 1]], axis=1) / apart


def _wider(estimate: Estimate, by: float) -> Pair:
    low, high = estimate.interval
    if estimate.scale != "ratio":
        return estimate.estimate - by * (estimate.estimate - low), estimate.estimate + by * (
            high - estimate.estimate
        )
    if estimate.estimate <= 0:
        return low, high * by * by
    ends = (low / estimate.estimate, high / estimate.estimate)
    return estimate.estimate * ends[0] ** by, estimate.estimate * ends[1] ** by


def _turned(shape: Floats, generator: np.random.Generator) -> Floats:
    angle = generator.integers(4) * np.pi / 2
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    mirrored: Floats = shape * [generator.choice([-1.0, 1.0]), 1.0] @ turn.T
    return mirrored


def _taken(distance: Floats, near: Ints) -> Ints | None:
    """One area for each place of a shape, the surest first; None where there are too few."""
    taken: set[int] = set()
    for row in near[np.argsort(distance[:, 0])]:
        free = next((int(area) for area in row if int(area) not in taken), None)
        if free is None:
            return None
        taken.add(free)
    return np.fromiter(sorted(taken), dtype=np.int64)


def _filled(found: list[Ints], outside: Ints, size: int, generator: np.random.Generator) -> Ints:
    """What lay on treated areas is made up for by any other comparison area, so that groups are alike in size."""
    rows = [
        np.r_[group, generator.choice(np.setdiff1d(outside, group), size - len(group), replace=False)]
        for group in found
    ]
    return np.asarray(rows, dtype=np.int64).reshape(len(rows), size)
