"""A method on wider cells than those that it is judged in."""

from dataclasses import dataclass, field
from typing import Final

import numpy as np

from ..arrays import Floats, Ints
from ..hotspots import Grid
from .events import Events
from .methods import Method

IN_CELLS: Final = ", in cells of "


@dataclass
class Coarser:
    """`method` as it is in cells of `cell` metres, laid on the finer ones: the same area, flagged as equals."""

    method: Method
    cell: float
    _fine: Grid | None = field(default=None, repr=False)
    _wide: Grid | None = field(default=None, repr=False)
    _place: Ints | None = field(default=None, repr=False)

    @property
    def name(self) -> str:
        return f"{self.method.name}{IN_CELLS}{self.cell:g} m"

    def fit(self, events: Events, until: float) -> Floats:
        grid, place = self._on(events.grid)
        cells = grid.cells_of(events.x, events.y)
        wide = Events(events.x, events.y, events.days, cells, grid, events.known)
        return np.asarray(self.method.fit(wide, until))[place]

    def _on(self, fine: Grid) -> tuple[Grid, Ints]:
        if self._wide is None or self._place is None or self._fine is not fine:
            columns, rows = (int(-(-length * fine.cell // self.cell)) for length in (fine.columns, fine.rows))
            self._fine, self._wide = fine, Grid(fine.west, fine.south, self.cell, columns, rows)
            self._place = self._wide.cells_of(*fine.centres(np.arange(fine.size)))
        return self._wide, self._place
