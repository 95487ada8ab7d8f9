"""The prevention ceiling: the largest share of burglaries that visits after each burglary could reach.

Some burglaries follow another near by by chance. Only the share above chance can be broken by acting on the
near repeats, and only by visits that work every time; what cocoons achieve is less.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from ..arrays import Floats, Ints, days, floats, same_length
from .bands import Metric
from .links import links


@dataclass(frozen=True)
class Ceiling:
    """`following`: share of burglaries with another within the distance on an earlier day, within the days;
    `by_chance`: the exact mean of that share when times are dealt out at random."""

    within_m: float
    within_days: float
    n: int
    following: float
    by_chance: float

    @property
    def excess(self) -> float:
        """The ceiling: following, less what chance alone gives; below 0 means none can be seen."""
        return self.following - self.by_chance


def prevention_ceiling(
    x: ArrayLike,
    y: ArrayLike,
    time: ArrayLike,
    *,
    within_m: float,
    within_days: float,
    metric: Metric = "euclidean",
) -> Ceiling:
    """The ceiling for cocoons of `within_m` metres that are watched for `within_days` whole days."""
    xs, ys, at = floats(x, "x"), floats(y, "y"), np.floor(days(time))
    n = same_length(xs, ys, at)
    found = links(xs, ys, at, within_m=within_m, within_days=within_days, metric=metric)
    following = np.unique(found.later[found.days >= 1]).size / n if n else 0.0
    near = links(xs, ys, np.zeros(n), within_m=within_m, within_days=0, metric=metric)
    degree = np.bincount(near.earlier, minlength=n) + np.bincount(near.later, minlength=n)
    order = np.sort(at)
    earlier = np.searchsorted(order, at, side="left") - np.searchsorted(order, at - within_days, side="left")
    return Ceiling(within_m, within_days, n, float(following), _by_chance(degree, earlier, n))


def _by_chance(degree: Ints, earlier: Ints, n: int) -> float:
    """Mean over burglary and time of the chance that one of its neighbours gets one of the times just before."""
    if n < 2:
        return 0.0
    d, many_d = np.unique(degree, return_counts=True)
    e, many_e = np.unique(earlier, return_counts=True)
    none = _none_of(n - 1, d[:, None], e[None, :])
    return float(many_d @ (1 - none) @ many_e) / n**2


def _none_of(total: int, drawn: Ints, marked: Ints) -> Floats:
    """Chance that a draw of `drawn` from `total` without replacement holds none of the `marked`."""
    from scipy.special import gammaln

    possible = drawn + marked <= total
    a, b = np.where(possible, total - marked, 0), np.where(possible, total - marked - drawn, 0)
    log = gammaln(a + 1) + gammaln(total - drawn + 1) - gammaln(b + 1) - gammaln(total + 1)
    return np.where(possible, np.exp(log), 0.0)
