"""How many lie near each burglary, and which of them follow another, without a list of pairs.

Every pair is looked at and forgotten, so memory grows with the burglaries alone, however dense the town.
"""

from threading import Lock
from typing import NamedTuple

import numpy as np

from ..arrays import Flags, Floats, Ids, Ints
from ..compiled import compiled, spread, threads
from .bands import Bands, Metric
from .cells import PARTS, into_cells


class Neighbours(NamedTuple):
    """Of each burglary: how many others lie near it at any time, and whether one near it came before it."""

    degree: Ints
    follows: Flags


@compiled
def _look_around(
    x: Floats,
    y: Floats,
    t: Floats,
    runs: tuple[Ids, Ids, Ids],
    part: tuple[int, int],
    reach: tuple[float, float],
    manhattan: bool,
    degree: Ints,
    follows: Ints,
) -> None:
    """Note the pairs whose first burglary lies in the cells part[0] to part[1].

    `reach` is the largest gap (a squared distance unless `manhattan`) and the most days. `degree` and `follows`
    start at the part's first burglary. The inner loop has no branch, so that it runs on several pairs at once.
    """
    bounds, low, high = runs
    offset = bounds[part[0]]
    for cell in range(part[0], part[1]):
        for i in range(bounds[cell], bounds[cell + 1]):
            xi, yi, ti = x[i], y[i], t[i]
            around, after = np.int64(0), np.int64(0)
            for run in range(low.shape[1]):
                for j in range(i + 1 if run == 0 else low[cell, run], high[cell, run]):
                    dx, dy, days = xi - x[j], yi - y[j], ti - t[j]
                    gap = abs(dx) + abs(dy) if manhattan else dx * dx + dy * dy
                    near = np.int64(gap <= reach[0])
                    soon = near & np.int64(abs(days) <= reach[1])
                    around += near
                    after |= soon & np.int64(days >= 1)
                    degree[j - offset] += near
                    follows[j - offset] |= soon & np.int64(days <= -1)
            degree[i - offset] += around
            follows[i - offset] |= after


def neighbours(
    x: Floats, y: Floats, days: Floats, *, within_m: float, within_days: float, metric: Metric = "euclidean"
) -> Neighbours:
    """Near is at most `within_m` metres; before is at least one day and at most `within_days` days."""
    cells, manhattan = into_cells(x, y, within_m), metric == "manhattan"
    space = Bands((within_m,), "right")
    reach = (float((space.limits() if manhattan else space.square_limits())[0]), float(within_days))
    times, runs = days[cells.order], (cells.bounds, cells.low, cells.high)
    degree, follows = np.zeros(x.size, np.int64), np.zeros(x.size, np.int64)
    adding = Lock()

    def look(part: tuple[int, int]) -> None:
        start, stop = cells.touched(part)
        around, after = np.zeros(stop - start, np.int64), np.zeros(stop - start, np.int64)
        _look_around(cells.x, cells.y, times, runs, part, reach, manhattan, around, after)
        with adding:
            degree[start:stop] += around
            follows[start:stop] |= after

    spread(look, cells.parts(PARTS * threads()))
    back = np.empty_like(cells.order)
    back[cells.order] = np.arange(x.size)
    return Neighbours(degree[back], follows[back] > 0)
