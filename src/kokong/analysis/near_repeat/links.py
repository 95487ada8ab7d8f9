"""Close pairs one by one, where a few million fit in memory: for chains, local statistics and point processes."""

from dataclasses import dataclass

import numpy as np

from ..arrays import Floats, Ids
from ..compiled import compiled
from .bands import Bands, Metric
from .cells import into_cells
from .counting import later_neighbours


@dataclass(frozen=True)
class Links:
    """Pairs close in space and time. `earlier` and `later` are places among the burglaries given (in case of a tie
    the one given first counts as earlier); `metres` and `days` are how far apart they are."""

    earlier: Ids
    later: Ids
    metres: Floats
    days: Floats

    @property
    def count(self) -> int:
        return int(self.earlier.size)


@compiled
def _pairs(
    x: Floats,
    y: Floats,
    t: Floats,
    runs: tuple[Ids, Ids, Ids],
    limits: tuple[float, float],
    manhattan: bool,
    out: tuple[Ids, Ids, Floats],
) -> int:
    """Write close pairs to `out` as far as there is room; answer how many there are."""
    bounds, low, high = runs
    first, second, apart = out
    longest = np.max(high - low) if high.size else 0
    near, gaps = np.empty(longest + 1, np.int32), np.empty(longest + 1, np.float64)
    total = 0
    for cell in range(bounds.size - 1):
        for i in range(bounds[cell], bounds[cell + 1]):
            for run in range(low.shape[1]):
                start = i + 1 if run == 0 else low[cell, run]
                found = later_neighbours(x, y, i, start, high[cell, run], limits[0], manhattan, near, gaps)
                for place in range(found):
                    if abs(t[i] - t[near[place]]) <= limits[1]:
                        if total < first.size:
                            first[total], second[total], apart[total] = i, near[place], gaps[place]
                        total += 1
    return total


def links(
    x: Floats, y: Floats, days: Floats, *, within_m: float, within_days: float, metric: Metric = "euclidean"
) -> Links:
    """Every pair at most `within_m` metres and at most `within_days` days apart (both ends included)."""
    cells = into_cells(x, y, within_m)
    manhattan = metric == "manhattan"
    space = Bands((within_m,), "right")
    gap = float((space.limits() if manhattan else space.square_limits())[0])
    arguments = (
        cells.x,
        cells.y,
        np.ascontiguousarray(days[cells.order]),
        (cells.bounds, cells.low, cells.high),
        (gap, within_days),
        manhattan,
    )
    size = _pairs(*arguments, _room(0))
    out = _room(size)
    _pairs(*arguments, out)
    order = cells.order.astype(np.int32)
    return _oriented(order[out[0]], order[out[1]], out[2] if manhattan else np.sqrt(out[2]), days)


def _room(size: int) -> tuple[Ids, Ids, Floats]:
    return np.empty(size, np.int32), np.empty(size, np.int32), np.empty(size)


def _oriented(a: Ids, b: Ids, metres: Floats, days: Floats) -> Links:
    swap = (days[a] > days[b]) | ((days[a] == days[b]) & (a > b))
    earlier, later = np.where(swap, b, a), np.where(swap, a, b)
    order = np.argsort(later * np.int64(days.size) + earlier)  # no two pairs are the same: any sort will do
    earlier, later = earlier[order], later[order]
    return Links(earlier, later, metres[order], days[later] - days[earlier])
