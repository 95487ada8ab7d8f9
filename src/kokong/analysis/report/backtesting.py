"""A backtest of every method on burglaries read from a file."""

from datetime import date
from pathlib import Path
from typing import Final

import numpy as np

from ..arrays import Refused
from ..cluster import Here, Runner
from ..forecast import (
    MARGIN,
    MOST_CELLS,
    WITHIN_M,
    Backtest,
    Events,
    StudyArea,
    all_methods,
    backtest,
    events_on,
    study_area,
)
from ..hotspots import far_off, grid_over
from ..words import gettext_noop
from .projecting import IN_METRES, cells_within, read_areas, to_metres
from .reading import Burglaries, Columns, read_places

LEAST_KNOWN: Final = 10  # burglaries before the first forecast


def run(
    found: Burglaries,
    *,
    train_until: str,
    weeks: int,
    cell: float,
    shares: tuple[float, ...],
    within: float | None = None,
    boundary: Path | None = None,
    dwellings: Path | None = None,
    columns: tuple[str, str] = ("x", "y"),
    runner: Runner | None = None,
) -> tuple[Backtest, Burglaries]:
    """Forecast `weeks` weeks from the day after `train_until`; answer with what was used, too.

    The area is that of `boundary`, else of `dwellings` and cells that held a burglary, else all that lies `within`
    metres of an earlier burglary (300 unless given; 0: the cells that held one).
    Raises Refused when the file can't carry it.
    """
    if boundary is not None and (within is not None or dwellings is not None):
        raise Refused(
            "A boundary is the whole of the area: leave --area-within and --dwellings out, or the boundary."
        )
    first = _day_after(train_until)
    found = _without_stray(found, first)
    crs = found.crs.removesuffix(IN_METRES)
    if boundary is not None:
        events, study = _within(found, first, cell, boundary, crs)
    else:
        events = events_on(found.x, found.y, found.days, cell=cell, known_until=first)
        study = _study(events, first, crs, within, dwellings, columns)
    _refuse_what_lacks(events, first, weeks)
    result = backtest(
        events, all_methods(), first=first, weeks=weeks, shares=shares, study=study, runner=runner or Here()
    )
    return result, found


def _refuse_what_lacks(events: Events, first: float, weeks: int) -> None:
    """Refuse too little to learn from, and weeks after the file's end, which would pass for weeks without any."""
    known = events.before(first).count
    if known < LEAST_KNOWN:
        raise Refused(
            f"Before the first forecast lie too few burglaries to learn from: {known}, where {LEAST_KNOWN} are "
            "needed. Choose a later day to train until."
        )
    last, most = _date(float(events.days[-1])), int((_covered_until(events) - first) // 7)
    if most < 1:
        raise Refused(
            f"The file ends on {last}, and no whole week follows {_date(first - 1)}. Choose an earlier day to "
            "train until."
        )
    if weeks > most:
        raise Refused(
            f"The file ends on {last}; {weeks} weeks from {_date(first)} need burglaries until "
            f"{_date(first + 7 * weeks - 1)}. Ask for fewer weeks: {most} at most."
        )


def _covered_until(events: Events) -> float:
    """The day on which the file can be believed to end: a small town's last weeks may be quiet, as others were."""
    days = np.unique(np.floor(events.days))
    return float(days[-1]) + max(8.0, float(np.diff(days).max(initial=0.0)))


def _without_stray(found: Burglaries, first: float) -> Burglaries:
    """Leave stray points out by what was known before the first forecast; later ones count as missed."""
    known = found.days < first
    keep = np.ones(known.size, bool)
    keep[known] = ~far_off(found.x[known], found.y[known])
    return found.some(keep, gettext_noop("lie far from all others"))


def _date(day: float) -> str:
    return str(np.datetime64(int(day), "D"))


def _day_after(text: str) -> float:
    try:
        return float(np.datetime64(date.fromisoformat(text.strip()), "D").astype(int)) + 1
    except ValueError as error:
        raise Refused(f"“{text}” is no date such as 2025-12-31.") from error


def _within(found: Burglaries, first: float, cell: float, boundary: Path, crs: str) -> tuple[Events, StudyArea]:
    """A grid over the whole of the areas, whether anything happened there or not."""
    shape = read_areas(boundary, crs)
    west, south, east, north = shape.bounds
    grid = grid_over([west, east], [south, north], cell=cell, margin=MARGIN, most=MOST_CELLS)
    events = events_on(found.x, found.y, found.days, grid=grid)
    if not (events.before(first).cells >= 0).any():
        raise Refused(
            f"No burglary before the first forecast lies near {boundary.name}. Is it the right area, and in the "
            "reference system it says?"
        )
    return events, StudyArea(cells_within(shape, grid), "given", name=boundary.name)


def _study(
    events: Events,
    first: float,
    crs: str,
    within: float | None,
    dwellings: Path | None,
    columns: tuple[str, str],
) -> StudyArea:
    """Cells near burglaries before the first forecast; or those that held one, or hold a dwelling of the file."""
    if dwellings is None:
        return study_area(events, first, within=WITHIN_M if within is None else within)
    x, y = read_places(dwellings, Columns(*columns, date=""))
    if crs:
        x, y, _ = to_metres(x, y, crs)
    return study_area(events, first, within=within or 0.0, dwellings=events.grid.cells_of(x, y))
