"""Counts of close pairs by band of distance and of time, in many lanes of times at once.

Pairs are found, counted and forgotten a few thousand at a time, so memory does not grow with their number.
"""

from dataclasses import dataclass
from threading import Lock
from typing import Final, Protocol

import numpy as np

from ..arrays import AnyArray, Floats, Ids, Ints, Refused
from ..compiled import compiled, spread, threads
from ..words import gettext_noop
from .bands import Bands, Metric
from .cells import PARTS, Cells, into_cells
from .lanes import FULL_NARROW, LANES, LIMITS, NARROW, count, count_narrow

MOST_PAIRS: Final = 10**11
TOGETHER: Final = 4096  # pairs of one band counted in a go: they and their times fit in a core's own cache


@compiled
def count_pairs(lanes: AnyArray, first: Ids, second: Ids, size: int, ticks: AnyArray, totals: Ints) -> None:
    """Add the pairs' counts to `totals` (groups, passes, 4, 64), from `lanes` (groups, events, 64)."""
    for group in range(lanes.shape[0]):
        for turn in range(ticks.shape[0]):
            times, limits, sums = lanes[group], ticks[turn], totals[group, turn]
            if limits.max() <= NARROW:
                for start in range(0, size, FULL_NARROW):
                    many = min(FULL_NARROW, size - start)
                    count_narrow(times, first[start:], second[start:], many, limits, sums)
            else:
                count(times, first, second, size, limits, sums)


@compiled
def later_neighbours(
    x: Floats, y: Floats, i: int, start: int, stop: int, reach: float, manhattan: bool, near: Ids, gaps: Floats
) -> int:
    """Write which of start … stop lie within `reach` of i, and how far, without a branch; answer how many."""
    found = 0
    xi, yi = x[i], y[i]
    for j in range(start, stop):
        dx, dy = xi - x[j], yi - y[j]
        gap = abs(dx) + abs(dy) if manhattan else dx * dx + dy * dy
        near[found], gaps[found] = j, gap
        found += gap <= reach
    return found


@compiled
def count_cells(
    x: Floats,
    y: Floats,
    runs: tuple[Ids, Ids, Ids],
    part: tuple[int, int],
    limits: Floats,
    manhattan: bool,
    lanes: AnyArray,
    ticks: AnyArray,
    totals: Ints,
    degrees: Ids,
) -> None:
    """Count the pairs whose first burglary lies in the cells part[0] to part[1].

    `limits` are the largest gaps (squared distances unless `manhattan`) of each band. `totals` is (bands, groups,
    passes, 4, 64); `degrees` (events from the part's first one on, bands) gets each burglary's number of pairs,
    unless it is empty.
    """
    bounds, low, high = runs
    bands, offset = limits.size, bounds[part[0]]
    longest = np.max(high[part[0] : part[1]] - low[part[0] : part[1]])
    near, gaps = np.empty(longest + 1, np.int32), np.empty(longest + 1, np.float64)
    first, second = np.empty((bands, TOGETHER), np.int32), np.empty((bands, TOGETHER), np.int32)
    waiting = np.zeros(bands, np.int64)
    for cell in range(part[0], part[1]):
        for i in range(bounds[cell], bounds[cell + 1]):
            for run in range(low.shape[1]):
                start = i + 1 if run == 0 else low[cell, run]
                found = later_neighbours(x, y, i, start, high[cell, run], limits[-1], manhattan, near, gaps)
                for place in range(found):
                    band = 0
                    for limit in limits:
                        band += gaps[place] > limit
                    j, at = near[place], waiting[band]
                    first[band, at], second[band, at] = i, j
                    waiting[band] = at + 1
                    if degrees.size:
                        degrees[i - offset, band] += 1
                        degrees[j - offset, band] += 1
                    if at + 1 == TOGETHER:
                        count_pairs(lanes, first[band], second[band], TOGETHER, ticks, totals[band])
                        waiting[band] = 0
    for band in range(bands):
        count_pairs(lanes, first[band], second[band], waiting[band], ticks, totals[band])


@dataclass(frozen=True)
class Count:
    """`at_most[b, q, l]`: pairs in band b of distance whose times in lane l differ by at most limit q.

    `degrees[e, b]`: how many burglaries lie in band b of distance from burglary e, in the order of the source.
    """

    at_most: Ints
    degrees: Ids


class Pairs(Protocol):
    """A source of close pairs. Lanes and degrees are in the source's own order of burglaries."""

    @property
    def order(self) -> Ints:
        """Place of each of the source's burglaries among those it was given."""

    def count(self, lanes: AnyArray, ticks: AnyArray, *, workers: int | None, degrees: bool = True) -> Count:
        """Counts for `lanes` (groups, events, 64); `ticks` (passes, 4) are limits like the lanes.

        Degrees are the same for any lanes, so `degrees=False` may leave them out (none are then given).
        """


class Source(Protocol):
    """Where close pairs come from. Pickles, so that a machine of a cluster can find the pairs anew."""

    def pairs(self) -> Pairs:
        """Get ready to count them."""


@dataclass(frozen=True)
class PlanePairs:
    """Pairs of points in the plane, found through a sparse grid."""

    cells: Cells
    limits: Floats
    manhattan: bool

    @property
    def order(self) -> Ints:
        return self.cells.order

    def count(self, lanes: AnyArray, ticks: AnyArray, *, workers: int | None, degrees: bool = True) -> Count:
        """Count in parts, one after the other on each thread; whole numbers add up the same in any order."""
        cells = self.cells
        groups, passes, bands = lanes.shape[0], ticks.shape[0], self.limits.size
        told = np.zeros((cells.x.size if degrees else 0, bands), np.int32)

        sums = np.zeros((bands, groups, passes, LIMITS, LANES), np.int64)
        adding = Lock()

        def part(ends: tuple[int, int]) -> None:
            start, stop = cells.touched(ends)
            size = stop - start if degrees else 0
            own = np.zeros((size, bands), np.int32)
            totals = np.zeros_like(sums)
            runs = (cells.bounds, cells.low, cells.high)
            count_cells(cells.x, cells.y, runs, ends, self.limits, self.manhattan, lanes, ticks, totals, own)
            with adding:
                np.add(sums, totals, out=sums)
                told[start : start + size] += own

        spread(part, cells.parts(PARTS * threads(workers)), workers=workers)
        return Count(side_by_side(sums), told)


@dataclass(frozen=True)
class Plane:
    """Points in the plane (metres), whose pairs within the longest finite band are asked for."""

    x: Floats
    y: Floats
    bands: Bands
    metric: Metric

    def pairs(self) -> PlanePairs:
        return plane_pairs(self.x, self.y, self.bands, self.metric)


def plane_pairs(x: Floats, y: Floats, bands: Bands, metric: Metric) -> PlanePairs:
    """Pairs within the longest finite band."""
    manhattan = metric == "manhattan"
    limits = bands.limits() if manhattan else bands.square_limits()
    cells = into_cells(x, y, bands.finite[-1])
    if cells.candidates > MOST_PAIRS:
        raise Refused(
            gettext_noop(
                "About %(pairs)s million pairs of burglaries lie within the longest distance, which would take "
                "hours. Use narrower bands, and see whether many burglaries share one place by mistake."
            ),
            pairs=cells.candidates // 10**6,
        )
    return PlanePairs(cells, limits, manhattan)


def side_by_side(totals: Ints) -> Ints:
    """(bands, groups, passes, 4, 64) as (bands, limits, lanes)."""
    bands, groups, passes = totals.shape[:3]
    return totals.transpose(0, 2, 3, 1, 4).reshape(bands, passes * LIMITS, groups * LANES)


def in_passes(limits: Ints, dtype: type) -> AnyArray:
    """Limits in ticks as (passes, 4); what is left over lets nothing through."""
    top = int(np.iinfo(dtype).max)
    passes = -(-limits.size // LIMITS)
    out: AnyArray = np.full(passes * LIMITS, -1, dtype)
    out[: limits.size] = np.minimum(limits, top)
    return out.reshape(passes, LIMITS)
