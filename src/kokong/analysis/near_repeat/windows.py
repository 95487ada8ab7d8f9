"""Burglaries whose time is only known as a window: how much the table depends on when in it they happened."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from ..arrays import Floats, Ids, Ints, Refused, days, floats, same_length
from ..compiled import aligned
from .bands import Bands, Closed, Metric
from .counting import in_passes, plane_pairs
from .expected import apart, time_degrees
from .lanes import LANES
from .times import ticks_of


@dataclass(frozen=True)
class Sensitivity:
    """`low`, `middle`, `high`: 5 %, 50 % and 95 % points of the ratio over draws of each burglary's time, uniform
    in its window (aoristic); `draws` is how many."""

    space: Bands
    time: Bands
    low: Floats
    middle: Floats
    high: Floats
    draws: int


def midpoints(earliest: ArrayLike, latest: ArrayLike) -> Floats:
    """The middle of each window, in days. Raises Refused when a window ends before it starts."""
    start, end = days(earliest), days(latest)
    same_length(start, end)
    wrong = int((end < start).sum())
    if wrong:
        raise Refused(f"{wrong} windows end before they start. Swap the columns, or mend those rows.")
    return (start + end) / 2


def window_sensitivity(
    x: ArrayLike,
    y: ArrayLike,
    earliest: ArrayLike,
    latest: ArrayLike,
    *,
    space: tuple[float, ...],
    days_apart: tuple[float, ...],
    metric: Metric = "euclidean",
    closed: Closed = "left",
    draws: int = 192,
    seed: int = 1,
    workers: int | None = None,
) -> Sensitivity:
    """The near-repeat ratio over `draws` (at least 64) draws of the burglaries' times within their windows.

    Times are drawn to the whole minute. The last bands may not be infinite here.
    """
    bands, time = Bands(tuple(space), closed), Bands(tuple(days_apart), closed)
    if bands.open_ended or time.open_ended:
        raise Refused("Draws within windows are made for bands that end; leave the infinite ones out.")
    midpoints(earliest, latest)
    xs, ys, start, end = floats(x, "x"), floats(y, "y"), days(earliest), days(latest)
    n = same_length(xs, ys, start, end)
    groups = max(1, -(-draws // LANES))
    rng = np.random.default_rng(seed)
    drawn = start + (end - start) * rng.random((groups * LANES, n))
    ticks = ticks_of(np.floor(drawn * 1440).ravel() / 1440)
    values = ticks.values.reshape(groups, LANES, n)
    pairs = plane_pairs(xs, ys, bands, metric)
    lanes = aligned((groups, n, LANES), np.int32)
    lanes[:] = values.transpose(0, 2, 1)[:, pairs.order]
    limits = time.ticks(ticks.unit)
    count = pairs.count(lanes, in_passes(limits, np.int32), workers=workers)
    observed = apart(count.at_most[:, : limits.size], axis=1)
    expected = _expected(values.reshape(-1, n), count.degrees, limits)
    ratio = np.divide(observed, expected, out=np.full(observed.shape, np.nan), where=expected > 0)
    low, middle, high = np.nanquantile(ratio, (0.05, 0.5, 0.95), axis=2)
    return Sensitivity(bands, time, low, middle, high, groups * LANES)


def _expected(times: Ints, degrees: Ids, limits: Ints) -> Floats:
    """(bands of distance, bands of time, draws): each draw's own exact mean."""
    n = times.shape[1]
    by_time = np.array([apart(time_degrees(one, limits), axis=1).sum(axis=0) / 2 for one in times])
    expected: Floats = np.einsum("s,dt->std", degrees.sum(axis=0) / 2, by_time) / (n * (n - 1) / 2)
    return expected
