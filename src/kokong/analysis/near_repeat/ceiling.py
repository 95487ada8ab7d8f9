"""The prevention ceiling: the largest share of burglaries that visits after each burglary could reach.

Some burglaries follow another near by by chance. Only the share above chance can be broken by acting on the
near repeats, and only by visits that work every time; what cocoons achieve is less.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from ..arrays import Floats, Ints, days, floats, same_length
from .bands import Metric
from .neighbours import neighbours


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
    found = neighbours(xs, ys, at, within_m=within_m, within_days=within_days, metric=metric)
    following = int(found.follows.sum()) / n if n else 0.0
    order = np.sort(at)
    earlier = np.searchsorted(order, at, side="left") - np.searchsorted(order, at - within_days, side="left")
    return Ceiling(within_m, within_days, n, following, _by_chance(found.degree, earlier, n))


def _by_chance(degree: Ints, earlier: Ints, n: int) -> float:
    """Mean over burglary and time of the chance that one of its neighbours gets one of the times just before."""
    if n < 2:
        return 0.0
    d, many_d = np.unique(degree, return_counts=True)
    e, many_e = np.unique(earlier, return_counts=True)
    logs = _log_factorials(n - 1)
    any_of = (float((1 - _none_of(logs, int(drawn), e)) @ many_e) for drawn in d)
    return math.fsum(many * chance for many, chance in zip(many_d.tolist(), any_of, strict=True)) / n**2


def _log_factorials(most: int) -> Floats:
    from scipy.special import gammaln

    return np.asarray(gammaln(np.arange(1.0, most + 2)))


def _none_of(logs: Floats, drawn: int, marked: Ints) -> Floats:
    """Chance that a draw of `drawn` without replacement holds none of the `marked`; `logs` of 0!, 1! and on."""
    total = logs.size - 1
    possible = drawn + marked <= total
    rest = np.where(possible, total - marked, drawn)
    log = logs[rest] + logs[total - drawn] - logs[rest - drawn] - logs[total]
    return np.where(possible, np.exp(log), 0.0)
