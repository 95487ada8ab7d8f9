"""A backtest of every method on burglaries read from a file."""

from pathlib import Path

import numpy as np

from .arrays import Ints, Refused
from .forecast import Backtest, Events, all_methods, backtest, events_on, study_area
from .projecting import cells_within, to_metres
from .reading import Burglaries, Columns, read_places


def run(
    found: Burglaries,
    *,
    train_until: str,
    weeks: int,
    cell: float,
    shares: tuple[float, ...],
    boundary: Path | None = None,
    dwellings: Path | None = None,
    columns: tuple[str, str] = ("x", "y"),
) -> Backtest:
    """Forecast `weeks` weeks from the day after `train_until`. Raises Refused when the file can't carry it."""
    first = _day_after(train_until)
    events = events_on(found.x, found.y, found.days, cell=cell)
    study = _study(events, first, found.crs, boundary, dwellings, columns)
    last = float(events.days[-1])
    if first + 7 * weeks > np.floor(last) + 8:
        raise Refused(
            f"The file ends on {_date(last)}; {weeks} weeks from {_date(first)} need burglaries until "
            f"{_date(first + 7 * weeks - 1)}. Ask for fewer weeks."
        )
    return backtest(events, all_methods(), first=first, weeks=weeks, shares=shares, study=study)


def _date(day: float) -> str:
    return str(np.datetime64(int(day), "D"))


def _day_after(text: str) -> float:
    try:
        return float(np.datetime64(text, "D").astype(int)) + 1
    except ValueError as error:
        raise Refused(f"“{text}” is no date such as 2025-12-31.") from error


def _study(
    events: Events, first: float, crs: str, boundary: Path | None, dwellings: Path | None, columns: tuple[str, str]
) -> Ints:
    if boundary is not None:
        return np.flatnonzero(cells_within(boundary, events.grid, crs.removesuffix(", in metres")))
    if dwellings is None:
        return study_area(events, first)
    x, y = read_places(dwellings, Columns(*columns, date=""))
    if crs:
        x, y, _ = to_metres(x, y, crs.removesuffix(", in metres"))
    return study_area(events, first, dwellings=events.grid.cells_of(x, y))
