"""The area that a forecast is judged in: what it is, said before any figure, and the cells that make it up."""

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from ..arrays import Floats, Ints, Refused
from ..hotspots import Grid
from ..words import gettext_noop
from .events import Events

WITHIN_M: Final = (
    300.0  # of an earlier burglary: as far as homes are taken to reach where nobody says where they are
)


@dataclass(frozen=True)
class StudyArea:
    """`cells` of the grid, in order, and what they are.

    `within`: all within `metres` of an earlier burglary. `held`: those that held one. `homes`: those that held one
    or hold a home. `given`: the polygons of `name`.
    """

    cells: Ints
    kind: Literal["within", "held", "homes", "given"]
    metres: float = 0.0
    name: str = ""

    @property
    def size(self) -> int:
        return int(self.cells.size)


def study_area(events: Events, until: float, *, within: float = 0.0, dwellings: Ints | None = None) -> StudyArea:
    """Cells whose middle lies within `within` metres of a burglary before `until`; 0: cells that held one.

    `dwellings` (cells of homes) are added. Raises Refused when no burglary lies before `until`.
    """
    known = events.before(until)
    cells = known.cells[known.cells >= 0]
    if not cells.size and dwellings is None:
        raise Refused(
            gettext_noop("No burglary lies before the first forecast. Choose a later day to train until.")
        )
    if within > 0:
        cells = np.r_[cells, _near(known.x, known.y, events.grid, within)]
    if dwellings is not None:
        cells = np.r_[cells, dwellings[dwellings >= 0]]
    kind: Literal["within", "held", "homes"] = "homes" if dwellings is not None else "within" if within else "held"
    return StudyArea(np.unique(cells), kind, within)


def _near(x: Floats, y: Floats, grid: Grid, metres: float) -> Ints:
    from scipy.ndimage import distance_transform_edt
    from scipy.spatial import cKDTree

    # From cell to cell first: quick, and no more than a cell's diagonal off.
    held = grid.counts(grid.cells_of(x, y)) > 0
    rough = distance_transform_edt(~held) * grid.cell
    near = np.flatnonzero(rough <= metres + 1.5 * grid.cell)
    apart, _ = cKDTree(np.column_stack([x, y])).query(
        np.column_stack(grid.centres(near)), distance_upper_bound=metres
    )
    return near[np.isfinite(apart)]
