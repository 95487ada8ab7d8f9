"""What chance alone would give, exactly: mean and variance of a Knox count when times are dealt out at random.

With S pairs close in space, T close in time, N = n(n-1)/2 pairs in all, the mean over all permutations is ST/N.
With c the sum of d(d-1)/2 over the burglaries' degrees d (pairs of pairs that share a burglary), the variance is

    ST/N + 4 c_S c_T / [n(n-1)(n-2)]
         + 4 (S(S-1) - 2 c_S)(T(T-1) - 2 c_T) / [n(n-1)(n-2)(n-3)] - (ST/N)²

(Barton and David, 1966). The terms nearly cancel, so they are added as fractions and rounded once.
"""

import math
from fractions import Fraction

import numpy as np

from ..arrays import Floats, Ids, Ints


def time_degrees(ticks: Ints, limits: Ints) -> Ints:
    """(events, limits): how many other burglaries lie at most so many ticks before or after each."""
    values, back, counts = np.unique(ticks, return_inverse=True, return_counts=True)
    before = np.r_[0, np.cumsum(counts)]
    found = np.empty((values.size, limits.size), np.int64)
    for q, limit in enumerate(limits):
        high = np.searchsorted(values, values + limit, side="right")
        found[:, q] = before[high] - before[np.searchsorted(values, values - limit)] - 1
    return found[back]


def apart(at_most: Ints, axis: int) -> Ints:
    """Counts up to each limit as counts within each band."""
    return np.diff(at_most, axis=axis, prepend=0)


def with_open_band(degrees: Ints | Ids, n: int) -> Ints:
    """Degrees (events, bands) with one more band for everything further away."""
    return np.column_stack([degrees, n - 1 - degrees.sum(axis=1)])


def moments(space: Ints | Ids, time: Ints | Ids) -> tuple[Floats, Floats]:
    """Mean and standard deviation of every count, from degrees (events, bands) in space and in time."""
    n = len(space)
    pairs = [[int(v) // 2 for v in degrees.sum(axis=0)] for degrees in (space, time)]
    shared = [[_sharing(column) for column in degrees.T] for degrees in (space, time)]
    mean = np.array([[_mean(s, t, n) for t in pairs[1]] for s in pairs[0]])
    sd = np.array(
        [
            [_sd(s, t, cs, ct, n) for t, ct in zip(pairs[1], shared[1], strict=True)]
            for s, cs in zip(pairs[0], shared[0], strict=True)
        ]
    )
    return mean, sd


def _sharing(degree: Ints | Ids) -> int:
    degree = degree.astype(np.int64)
    return int((degree * (degree - 1) // 2).sum())


def _mean(s: int, t: int, n: int) -> float:
    return s * t / (n * (n - 1) // 2) if n > 1 else 0.0


def _sd(s: int, t: int, cs: int, ct: int, n: int) -> float:
    if n < 2:
        return 0.0
    mean = Fraction(s * t, n * (n - 1) // 2)
    square = mean - mean * mean
    if n > 2:
        square += Fraction(4 * cs * ct, n * (n - 1) * (n - 2))
    if n > 3:
        apart_pairs = (s * (s - 1) - 2 * cs) * (t * (t - 1) - 2 * ct)
        square += Fraction(4 * apart_pairs, n * (n - 1) * (n - 2) * (n - 3))
    return math.sqrt(max(float(square), 0.0))
