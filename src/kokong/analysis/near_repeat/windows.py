"""Burglaries whose time is only known as a window: how much the table depends on when in it they happened."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import ArrayLike

from ..arrays import AnyArray, Floats, Ids, Ints, Refused, days, floats, same_length
from ..compiled import aligned, compiled
from .bands import Bands, Closed, Metric
from .counting import in_passes, plane_pairs
from .expected import apart
from .knox import plain
from .lanes import LANES

MINUTES: Final = 1440.0  # of a day: times are drawn to the whole minute


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
    rng, pairs = np.random.default_rng(seed), plane_pairs(xs, ys, bands, metric)
    begin, limits = np.floor(start.min(initial=np.inf) * MINUTES), time.ticks(1 / MINUTES)
    ratios = []
    lanes = aligned((1, n, LANES), np.int32)
    for _ in range(groups):
        by_time = np.empty((LANES, limits.size), np.int64)
        for lane in range(LANES):  # one at a time: all 64 draws of a million would fill memory
            drawn = start + (end - start) * rng.random(n)
            minutes = (np.floor(drawn * MINUTES) - begin).astype(np.int32)
            lanes[0, :, lane] = minutes[pairs.order]
            by_time[lane] = pairs_in_time(np.sort(minutes), limits)
        count = pairs.count(lanes, in_passes(limits, np.int32), workers=workers)
        observed = apart(count.at_most[:, : limits.size], axis=1)
        near: Floats = count.degrees.sum(axis=0) / 2
        expected = near[:, None, None] * apart(by_time, axis=1).T / (n * (n - 1) / 2)
        ratios.append(np.divide(observed, expected, out=np.full(observed.shape, np.nan), where=expected > 0))
    low, middle, high = np.quantile(np.concatenate(ratios, axis=2), (0.05, 0.5, 0.95), axis=2)
    return Sensitivity(bands, time, low, middle, high, groups * LANES)


@compiled
def pairs_in_time(times: Ids, limits: Ints) -> Ints:
    """How many pairs of the times, which are in order, lie at most each limit apart."""
    found = np.zeros(limits.size, np.int64)
    for q in range(limits.size):
        first = 0
        for place in range(times.size):
            while times[place] - times[first] > limits[q]:
                first += 1
            found[q] += place - first
    return found


def sensitivity_json(found: Sensitivity) -> dict[str, Any]:
    """Plain values; NaN becomes None."""
    tables: dict[str, AnyArray] = {"low": found.low, "middle": found.middle, "high": found.high}
    return {"draws": found.draws, **{name: plain(table) for name, table in tables.items()}}


def sensitivity_text(found: Sensitivity) -> str:
    """For the terminal: between what the ratios lie, a row per band of distance."""
    rows = [
        f"{label:>14} m  " + "  ".join(f"{a:.2f} to {b:.2f}" for a, b in zip(low, high, strict=True))
        for label, low, high in zip(found.space.labels, found.low, found.high, strict=True)
    ]
    head = f"Times are windows. Drawn within them {found.draws} times, nine of ten ratios lie between:"
    return "\n".join(["", head, "", *rows])
