"""The side of the cells, chosen by how well past weeks were foretold and no finer than places are known."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from ..arrays import Refused
from ..hotspots import Grid, grid_over
from .combination import Combination
from .events import MARGIN, events_on
from .precision import Precision, precision

USUAL_M: Final = 150.0  # what cells have been where nothing speaks for others
SIDES: Final = (25.0, 50.0, 75.0, 100.0, USUAL_M)
MOST_CELLS: Final = 3_000_000  # of a grid that is tried: half a gigabyte of densities
LEAST: Final = 100  # burglaries before cells other than the usual are tried


@dataclass(frozen=True)
class Choice:
    """`cell` metres, of the `sides` tried, with the highest of their `scores` (mean log-density of past weeks).

    No sides where burglaries were too few to choose by.
    """

    cell: float
    sides: tuple[float, ...]
    scores: tuple[float, ...]
    precision: Precision


def choose_cell(
    x: ArrayLike,
    y: ArrayLike,
    time: ArrayLike,
    *,
    until: float,
    known: ArrayLike | None = None,
    bounds: tuple[float, float, float, float] | None = None,
    sides: tuple[float, ...] = SIDES,
    horizon: float = 7.0,
) -> Choice:
    """The side by which the burglaries of the weeks before `until` were foretold best, each from what lay before.

    Nothing that became known later is looked at. `bounds` (west, south, east, north) are the area's, else those of
    the burglaries. A side finer than the places in the file (`precision`) isn't tried.
    """
    heard = events_on(x, y, time, grid=Grid(0.0, 0.0, 1.0, 1, 1), known=known).before(until)
    told = precision(heard.x, heard.y)
    tried, scores = [], []
    for side in (side for side in sorted(sides) if side >= told.finest_m and heard.count >= LEAST):
        west, south, east, north = bounds or (heard.x.min(), heard.y.min(), heard.x.max(), heard.y.max())
        try:
            grid = grid_over([west, east], [south, north], cell=side, margin=MARGIN, most=MOST_CELLS)
        except Refused:  # too many cells for so wide an area
            continue
        events = events_on(heard.x, heard.y, heard.days, grid=grid, known=heard.known)
        score = Combination(horizon=horizon).told(events, until)
        if np.isfinite(score):
            tried.append(side)
            scores.append(score)
    cell = tried[int(np.argmax(scores))] if tried else max(USUAL_M, float(np.ceil(told.finest_m)))
    return Choice(cell, tuple(tried), tuple(scores), told)
