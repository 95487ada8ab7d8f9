"""How exactly a file says where burglaries happened, measured from its points alone."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from ..arrays import Floats, floats, same_length

RINGS: Final = (0.0, 10, 20, 30, 40, 50, 75, 100, 150, 200, 300, 450, 700, 1000, 1500, 2200)  # metres
BEYOND: Final = 3.0  # how many times its outer edge the surroundings reach that a ring is compared with
THIN: Final = 0.5  # of the surroundings' density, below which a ring is a gap
LEAST_PAIRS: Final = 30.0  # to expect in a ring before its emptiness says anything
HOMES_APART_M: Final = 30.0  # single houses keep so far from each other: a gap nearer than this is no sign
MOST: Final = 4000  # points looked from


@dataclass(frozen=True)
class Precision:
    """`repeated`: share of burglaries at coordinates shared with another. `step_m`: what these are rounded to.

    `place_m`: how wide the places are that points stand for, where there is a gap round each (blocks, squares):
    points nearer than that may be one place or several. 0 where points lie as homes do. `apart_m`: how far that
    gap reaches. `finest_m`: the smallest cell that doesn't tell more than the points do.
    """

    repeated: float
    step_m: float
    place_m: float
    apart_m: float

    @property
    def finest_m(self) -> float:
        return max(self.step_m, self.place_m or self.apart_m)

    @property
    def by_block(self) -> bool:
        """Whether points stand for blocks or squares, not for homes."""
        return self.apart_m > 0


def precision(x: ArrayLike, y: ArrayLike, *, seed: int = 1) -> Precision:
    """Measure it. Homes lie at all distances from each other; places that a file is cut down to keep a gap."""
    xs, ys = floats(x, "x"), floats(y, "y")
    same_length(xs, ys)
    places, many = np.unique(np.column_stack([xs, ys]), axis=0, return_counts=True)
    place, apart = _gap(places, seed)
    repeated = float(many[many > 1].sum() / max(xs.size, 1))
    return Precision(repeated, max(_step(places[:, 0]), _step(places[:, 1])), place, apart)


def _gap(places: Floats, seed: int) -> tuple[float, float]:
    """Where the pairs of places thin out with distance, and where they come back; 0, 0 where they don't."""
    from scipy.spatial import cKDTree

    if places.shape[0] < 2:
        return 0.0, 0.0
    chosen = np.random.default_rng(seed).permutation(places.shape[0])[:MOST]
    edges = np.array(RINGS)
    near = cKDTree(places[chosen]).count_neighbors(cKDTree(places), edges).astype(float)
    pairs, area = np.diff(near), np.pi * np.diff(edges**2)
    thin, empty = np.zeros(pairs.size, bool), np.zeros(pairs.size, bool)
    for ring, outer in enumerate(edges[1:]):
        around = (edges[:-1] >= outer) & (edges[1:] <= max(BEYOND * outer, edges[min(ring + 2, edges.size - 1)]))
        if around.any():
            awaited = pairs[around].sum() / area[around].sum() * area[ring]
            empty[ring] = pairs[ring] == 0 or pairs[ring] < THIN * awaited
            thin[ring] = empty[ring] and awaited >= LEAST_PAIRS
    found = np.flatnonzero(thin & (edges[1:] > HOMES_APART_M))
    if not found.size:
        return 0.0, 0.0
    first = found[0]
    while first > 0 and empty[first - 1]:
        first -= 1
    last = found[0]
    while last + 1 < thin.size and thin[last + 1]:
        last += 1
    return float(edges[first]), float(edges[last + 1])


def _step(values: Floats) -> float:
    """What coordinates are rounded to, metres: 0 where that can't be seen."""
    apart = np.diff(np.unique(values))
    if apart.size < 10:
        return 0.0
    step = float(apart.min())
    whole = np.abs(apart / step - np.rint(apart / step)) < 0.01
    return step if step > 1e-3 and whole.mean() > 0.95 else 0.0
