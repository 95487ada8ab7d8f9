"""A backtest of every method on burglaries read from a file."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

import numpy as np

from ..arrays import Floats, Refused
from ..cluster import Here, Runner
from ..forecast import (
    DAYS,
    MARGIN,
    MOST_CELLS,
    WEEK,
    WITHIN_M,
    Backtest,
    Choice,
    Events,
    StudyArea,
    all_methods,
    backtest,
    choose_cell,
    events_on,
    study_area,
)
from ..hotspots import Grid, far_off, grid_over
from ..words import gettext_noop
from .astray import out_of_time
from .projecting import IN_METRES, cells_within, read_areas, to_metres
from .reading import Burglaries, Columns, read_places

LEAST_KNOWN: Final = 10  # burglaries before the first forecast
LATE: Final = 7.0  # days from which a report is late for a week's forecast
MOST_UNSAID: Final = 0.5  # share of rows without a day of report beyond which the column is surely the wrong one
ASTRAY: Final = gettext_noop("are dated long before or after all others")


@dataclass(frozen=True)
class _Area:
    """The area asked for: a file of polygons, a file of homes, or all within so many metres of burglaries."""

    boundary: Path | None
    dwellings: Path | None
    within: float | None
    columns: tuple[str, str]

    def __post_init__(self) -> None:
        if self.boundary is not None and (self.within is not None or self.dwellings is not None):
            raise Refused(
                "A boundary is the whole of the area: leave --area-within and --dwellings out, or the boundary."
            )


def run(
    found: Burglaries,
    *,
    train_until: str,
    weeks: int,
    cell: float | None = None,
    shares: tuple[float, ...] = (),
    flag_km2: tuple[float, ...] = (),
    horizon: str = WEEK,
    within: float | None = None,
    boundary: Path | None = None,
    dwellings: Path | None = None,
    columns: tuple[str, str] = ("x", "y"),
    runner: Runner | None = None,
) -> tuple[Backtest, Burglaries]:
    """Forecast `weeks` weeks from the day after `train_until`; answer with what was used, too.

    Cells are chosen by the weeks before unless `cell` says their side, metres. What is flagged is `shares` of the
    area, or `flag_km2`. The area is that of `boundary`, else of `dwellings` and cells that held a burglary, else
    all that lies `within` metres of an earlier burglary (300 unless given; 0: the cells that held one).
    Raises Refused when the file can't carry it.
    """
    asked, first = _Area(boundary, dwellings, within, columns), _day_after(train_until)
    found = found.some(~out_of_time(found.days), ASTRAY)
    found = _without_stray(found, first)
    known = heard(found)
    shape = None if boundary is None else read_areas(boundary, _crs(found))
    choice = _choice(found, first, known, horizon, shape) if cell is None else None
    side = choice.cell if choice else cell or 0.0
    events, study = _laid(found, known, first, side, asked, shape)
    _refuse_what_lacks(events, first, weeks)
    result = backtest(
        events,
        all_methods(cell=side, horizon=horizon),
        first=first,
        weeks=weeks,
        shares=_shares(shares, flag_km2, study, side),
        study=study,
        runner=runner or Here(),
        horizon=horizon,
    )
    return replace(result, late=late(found, first), choice=choice), found


def heard(found: Burglaries) -> Floats | None:
    """When each burglary became known: reported, or its latest time where a row doesn't say; None: nobody said."""
    if found.reported is None:
        return None
    unsaid = np.isnan(found.reported)
    if unsaid.mean() > MOST_UNSAID:
        raise Refused(f"{int(unsaid.sum())} of {unsaid.size} rows have no day of report. Is the column right?")
    return np.where(unsaid, found.latest, np.maximum(found.reported, found.latest))


def late(found: Burglaries, first: float) -> float | None:
    """Of the burglaries from the first forecast on whose day of report is known: the share a week late or more."""
    if found.reported is None:
        return None
    told = (found.days >= first) & np.isfinite(found.reported)
    return float((found.reported - found.latest >= LATE)[told].mean()) if told.any() else 0.0


def _choice(found: Burglaries, first: float, known: Floats | None, horizon: str, shape: Any) -> Choice:
    bounds = None if shape is None else shape.bounds
    days = DAYS.get(horizon, DAYS[WEEK])
    return choose_cell(found.x, found.y, found.days, until=first, known=known, bounds=bounds, horizon=days)


def _shares(
    shares: tuple[float, ...], flag_km2: tuple[float, ...], study: StudyArea, side: float
) -> tuple[float, ...]:
    """Shares of the area to flag, whichever way they were asked for."""
    if not flag_km2:
        return shares
    whole = study.size * side**2 / 1e6
    if not all(0 < part <= whole for part in flag_km2):
        raise Refused(f"The study area is {whole:.2f} km²: flag more than none of it, and no more than all.")
    return tuple(part / whole for part in flag_km2)


def _crs(found: Burglaries) -> str:
    return found.crs.removesuffix(IN_METRES)


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


def _laid(
    found: Burglaries, known: Floats | None, first: float, side: float, asked: _Area, shape: Any
) -> tuple[Events, StudyArea]:
    """The burglaries on cells of `side` metres, and the area among them."""
    x, y, days = found.x, found.y, found.days
    if asked.boundary is not None:
        grid = _grid_of(shape, side)
        events = events_on(x, y, days, grid=grid, known=known)
        if not (events.before(first).cells >= 0).any():
            raise Refused(
                f"No burglary before the first forecast lies near {asked.boundary.name}. Is it the right area, "
                "and in the reference system it says?"
            )
        return events, StudyArea(cells_within(shape, grid), "given", name=asked.boundary.name)
    events = events_on(x, y, days, cell=side, known_until=first, known=known)
    if asked.dwellings is None:
        return events, study_area(events, first, within=WITHIN_M if asked.within is None else asked.within)
    east, north = read_places(asked.dwellings, Columns(*asked.columns, date=""))
    if _crs(found):
        east, north, _ = to_metres(east, north, _crs(found))
    homes = events.grid.cells_of(east, north)
    return events, study_area(events, first, within=asked.within or 0.0, dwellings=homes)


def _grid_of(shape: Any, side: float) -> Grid:
    """A grid over the whole of the areas, whether anything happened there or not."""
    west, south, east, north = shape.bounds
    return grid_over([west, east], [south, north], cell=side, margin=MARGIN, most=MOST_CELLS)
