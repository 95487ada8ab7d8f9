"""Burglaries on a grid, in order of time, as forecasting methods see them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from ..arrays import Floats, Ints, Refused, days, floats, same_length
from ..hotspots import Grid, grid_over

MOST_CELLS: int = 5_000_000  # a mixture of 25 surfaces is held at once
MARGIN: float = 1500.0  # metres round the burglaries, so that kernels near the edge aren't cut short


@dataclass(frozen=True)
class Events:
    """Burglaries in order of time: metres, days, and cells of `grid`."""

    x: Floats
    y: Floats
    days: Floats
    cells: Ints
    grid: Grid

    @property
    def count(self) -> int:
        return int(self.days.size)

    def before(self, day: float) -> "Events":
        """Those that happened before `day`: all that a forecast made then may know."""
        return self.between(-np.inf, day)

    def between(self, start: float, stop: float) -> "Events":
        """Those from `start` until before `stop`."""
        a, b = np.searchsorted(self.days, (start, stop))
        return Events(self.x[a:b], self.y[a:b], self.days[a:b], self.cells[a:b], self.grid)


def events_on(
    x: ArrayLike,
    y: ArrayLike,
    time: ArrayLike,
    *,
    cell: float = 150.0,
    grid: Grid | None = None,
    known_until: float = np.inf,
) -> Events:
    """Sort burglaries by time and put them on a grid: `grid`, else one with cells of `cell` metres.

    That one is laid over the burglaries before day `known_until`, so that not even its size tells of what comes
    after; later ones beyond it have cell -1.
    """
    xs, ys, at = floats(x, "x"), floats(y, "y"), days(time)
    if not same_length(xs, ys, at):
        raise Refused("There are no burglaries to forecast from.")
    order = np.argsort(at, kind="stable")
    xs, ys, at = xs[order], ys[order], at[order]
    known = int(np.searchsorted(at, known_until))
    if grid is None and not known:
        raise Refused("No burglary lies before the first forecast. Choose a later day to train until.")
    grid = grid or grid_over(xs[:known], ys[:known], cell=cell, margin=MARGIN, most=MOST_CELLS)
    return Events(xs, ys, at, grid.cells_of(xs, ys), grid)
