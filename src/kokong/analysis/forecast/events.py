"""Burglaries on a grid, in order of time, as forecasting methods see them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from ..arrays import Flags, Floats, Ints, Refused, days, floats, same_length
from ..hotspots import Grid, grid_over

MOST_CELLS: int = 5_000_000  # a mixture of 25 surfaces is held at once
MARGIN: float = 1500.0  # metres round the burglaries, so that kernels near the edge aren't cut short


@dataclass(frozen=True)
class Events:
    """Burglaries in order of time: metres, days, cells of `grid`, and the days on which they became known."""

    x: Floats
    y: Floats
    days: Floats
    cells: Ints
    grid: Grid
    known: Floats

    @property
    def count(self) -> int:
        return int(self.days.size)

    def before(self, day: float) -> "Events":
        """Those known before `day`: all that a forecast made then may use."""
        return self._some(self.known < day)

    def learnt_between(self, start: float, stop: float) -> "Events":
        """Those that became known from `start` until before `stop`, whenever they happened."""
        return self._some((self.known >= start) & (self.known < stop))

    def between(self, start: float, stop: float) -> "Events":
        """Those that happened from `start` until before `stop`."""
        a, b = np.searchsorted(self.days, (start, stop))
        return self._some(slice(a, b))

    def _some(self, which: "slice | Flags") -> "Events":
        x, y, days, known = (values[which] for values in (self.x, self.y, self.days, self.known))
        return Events(x, y, days, self.cells[which], self.grid, known)


def events_on(
    x: ArrayLike,
    y: ArrayLike,
    time: ArrayLike,
    *,
    cell: float = 150.0,
    grid: Grid | None = None,
    known_until: float = np.inf,
    known: ArrayLike | None = None,
) -> Events:
    """Sort burglaries by time and put them on a grid: `grid`, else one with cells of `cell` metres.

    That one is laid over the burglaries before day `known_until`, so that not even its size tells of what comes
    after; later ones beyond it have cell -1. `known` are the times at which burglaries became known, where that
    isn't when they happened.
    """
    xs, ys, at = floats(x, "x"), floats(y, "y"), days(time)
    heard = at if known is None else np.maximum(at, days(known))
    if not same_length(xs, ys, at, heard):
        raise Refused("There are no burglaries to forecast from.")
    order = np.argsort(at, kind="stable")
    xs, ys, at, heard = xs[order], ys[order], at[order], heard[order]
    early = heard < known_until
    if grid is None and not early.any():
        raise Refused("No burglary lies before the first forecast. Choose a later day to train until.")
    grid = grid or grid_over(xs[early], ys[early], cell=cell, margin=MARGIN, most=MOST_CELLS)
    return Events(xs, ys, at, grid.cells_of(xs, ys), grid, heard)
