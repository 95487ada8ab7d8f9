"""Burglaries sorted by cell of a sparse grid, so that those close to one lie in a few runs of the sorted order.

Only cells that hold a burglary exist: a stray point a continent away costs nothing.
"""

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np

from ..arrays import Floats, Ids, Ints, Refused
from ..words import gettext_noop

REACH: Final = 2  # cells to look at on each side: half the distance wide wastes fewer candidates than the whole
PARTS: Final = 6  # parts per thread, so that a crowded quarter doesn't keep the others waiting
_SLACK: Final = 1 + 1e-9  # rounding must never put two burglaries within the distance three cells apart
_LARGEST: Final = 2**30  # rows and columns that the sparse grid can number


@dataclass(frozen=True)
class Cells:
    """`order` sorts the burglaries by cell; `x` and `y` are in that order.

    Cell c holds x[bounds[c]:bounds[c+1]]; those that may be close to it and come later in the order are its own
    and x[low[c, r]:high[c, r]] for r in 0..REACH, the runs of its own row and the rows above.
    """

    order: Ints
    x: Floats
    y: Floats
    bounds: Ids
    low: Ids
    high: Ids

    @property
    def count(self) -> int:
        return int(self.bounds.size - 1)

    @property
    def candidates(self) -> int:
        """About how many pairs there are to look at."""
        own = np.diff(self.bounds).astype(np.int64)
        later = (self.high - self.low).astype(np.int64).sum(axis=1)
        return int((own * later - own * own // 2).sum())

    def parts(self, wanted: int) -> list[tuple[int, int]]:
        """Ranges of cells with about equally many candidates."""
        own = np.diff(self.bounds).astype(np.int64)
        work = np.cumsum(own * (self.high - self.low).sum(axis=1))
        if not work.size:
            return []
        cuts = np.searchsorted(work, work[-1] * np.arange(1, wanted) / wanted)
        ends = np.unique(np.r_[0, cuts, work.size])
        return [(int(a), int(b)) for a, b in pairwise(ends)]

    def touched(self, part: tuple[int, int]) -> tuple[int, int]:
        """From where to where in the order the burglaries of a part and those close to them lie."""
        start, own = int(self.bounds[part[0]]), int(self.bounds[part[1]])
        return start, max(own, int(self.high[part[0] : part[1]].max(initial=0)))


def into_cells(x: Floats, y: Floats, distance: float) -> Cells:
    """Sort points so that all pairs within `distance` metres along each axis are found. Raises Refused."""
    size = distance / REACH * _SLACK
    column, row = (_numbered(values, size) for values in (x, y))
    columns = int(column.max(initial=0)) + 2 * REACH + 1
    key = (row + REACH) * columns + column + REACH
    order = np.argsort(key, kind="stable")
    key = key[order]
    first = np.flatnonzero(np.r_[True, key[1:] != key[:-1]]) if key.size else np.empty(0, np.int64)
    rows = key[first][:, None] + columns * np.arange(REACH + 1)
    low = np.searchsorted(key, rows - REACH)
    high = np.searchsorted(key, rows + REACH, side="right")
    bounds = np.r_[first, key.size].astype(np.int32)
    return Cells(order, x[order], y[order], bounds, low.astype(np.int32), high.astype(np.int32))


def _numbered(values: Floats, size: float) -> Ints:
    place = np.floor((values - values.min(initial=np.inf)) / size) if values.size else values
    if values.size and place.max() > _LARGEST:
        raise Refused(
            gettext_noop(
                "The burglaries span %(km)s km, more than %(times)s times the longest distance asked for. Look "
                "for a stray point, or use wider bands."
            ),
            km=round(float(np.ptp(values)) / 1000),
            times=_LARGEST,
        )
    return place.astype(np.int64)
