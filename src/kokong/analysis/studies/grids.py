"""Squares over a municipality: fine enough to walk, few enough to compute."""

from typing import Final

import numpy as np

from ..arrays import Floats, Ints
from ..forecast import MARGIN
from ..hotspots import Grid, grid_over
from .values import Snapshot

MOST: Final = 4_000_000


def grid_for(snapshot: Snapshot, cell: float) -> Grid:
    """A grid over all dwellings; where it would be too large, its squares' sides are doubled until it isn't."""
    x, y = snapshot.homes.x, snapshot.homes.y
    while np.ptp(x) // cell * (np.ptp(y) // cell) > MOST:
        cell *= 2
    return grid_over(x, y, cell=cell, margin=MARGIN)


def lived_in(grid: Grid, snapshot: Snapshot) -> tuple[Ints, Floats]:
    """Squares with dwellings, in order, and dwellings by square of the whole grid."""
    homes = grid.counts(grid.cells_of(snapshot.homes.x, snapshot.homes.y))
    return np.flatnonzero(homes), homes


def described(grid: Grid) -> dict[str, float]:
    """A grid as figures."""
    names = ("west", "south", "cell", "columns", "rows")
    return {name: getattr(grid, name) for name in names}
