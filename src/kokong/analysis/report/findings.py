"""What the page tells, computed once; what the burglaries can't carry is left out with the reason."""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from ..arrays import Floats, Refused
from ..forecast import (
    WITHIN_M,
    Backtest,
    Combination,
    Events,
    PointProcess,
    StudyArea,
    all_methods,
    backtest,
    choose_cell,
    events_on,
    study_area,
)
from ..forecast.point_process import REACH_DAYS, REACH_M
from ..near_repeat import Ceiling, Knox, Sensitivity, knox, prevention_ceiling, window_sensitivity
from .astray import out_of_time
from .backtesting import ASTRAY, heard, late
from .reading import Burglaries

SPACE: Final = (0.1, 100.0, 200.0, 300.0, 400.0)
TIME: Final = (7.0, 14.0, 21.0, 28.0)
AREAS: Final = (0.01, 0.05, 0.1, 0.2)
EXPECTED: Final = 5.0  # pairs by chance below which a ratio to them says nothing
SURE: Final = 1.645  # standard deviations above chance: one time in twenty by chance alone
FEWEST: Final = 200  # burglaries below which weeks hold too few for a backtest to tell methods apart
SHORTEST: Final = 78  # weeks: half a year to learn from before a year is foretold
MOST_PAIRS: Final = 3_000_000  # that a point process learns from, so that memory doesn't grow with the file


@dataclass(frozen=True)
class Findings:
    """Everything that the page tells.

    `same_place`: share of burglaries at coordinates shared with another. `nearby` is the one cell of 100 m and a
    week, the same place included. `sensitivity` is None where every time is certain, `backtest` where there is too
    little to learn from; its point process saw the latest `fitted_on` burglaries. `surface` is the coming week's.
    """

    burglaries: Burglaries
    same_place: float
    nearby: Knox
    table: Knox
    sensitivity: Sensitivity | None
    ceilings: tuple[Ceiling, ...]
    events: Events
    study: StudyArea
    surface: Floats
    backtest: Backtest | None
    fitted_on: int
    cell: float
    seed: int

    @property
    def enough(self) -> bool:
        """Whether chance alone would give enough pairs near by to compare with."""
        return bool(self.nearby.expected[0, 0] >= EXPECTED) and self.comparable

    @property
    def comparable(self) -> bool:
        """Whether dealing out the times could change anything: not where all share one time or one place."""
        return bool(self.nearby.sd[0, 0] > 0) or not bool(self.nearby.expected[0, 0] >= EXPECTED)

    @property
    def near_repeats(self) -> bool:
        """Whether there are more pairs near by than chance gives, beyond doubt."""
        return self.enough and bool(self.nearby.z[0, 0] > SURE)

    @property
    def few(self) -> bool:
        return self.burglaries.x.size < FEWEST


def find(burglaries: Burglaries, *, cell: float | None = None, permutations: int = 999, seed: int = 1) -> Findings:
    """Compute everything, in cells chosen by past weeks unless `cell` says their side.

    Raises Refused when there are too few burglaries for any of it.
    """
    clean = burglaries.without_stray()
    clean = clean.some(~out_of_time(clean.days), ASTRAY)
    x, y, days = clean.x, clean.y, clean.days
    first = float(np.floor(days.max())) + 1
    scored = min(52, int((first - np.floor(days.min())) // 7) - 26)  # chosen by nothing that is scored
    known = heard(clean)
    cell = cell or choose_cell(x, y, days, until=first - 7 * max(scored, 0), known=known).cell
    events = events_on(x, y, days, cell=cell, known=known)
    fitted_on = few_enough(events)
    return Findings(
        burglaries=clean,
        same_place=_same_place(x, y),
        nearby=knox(x, y, days, space=(100.0,), days_apart=(7.0,), permutations=0),
        table=knox(x, y, days, space=SPACE, days_apart=TIME, permutations=permutations, seed=seed),
        sensitivity=_sensitivity(clean, seed) if clean.windows else None,
        ceilings=tuple(prevention_ceiling(x, y, days, within_m=m, within_days=14) for m in (100.0, 200.0)),
        events=events,
        study=study_area(events, first, within=WITHIN_M),
        surface=Combination().fit(events, first),
        backtest=_backtest(clean, cell, first, fitted_on),
        fitted_on=fitted_on,
        cell=cell,
        seed=seed,
    )


def _same_place(x: Floats, y: Floats) -> float:
    many = np.unique(x + 1j * y, return_counts=True)[1]
    return float(many[many > 1].sum() / x.size)


def _sensitivity(found: Burglaries, seed: int) -> Sensitivity:
    return window_sensitivity(
        found.x, found.y, found.earliest, found.latest, space=SPACE, days_apart=TIME, seed=seed
    )


def few_enough(events: Events) -> int:
    """How many of the latest burglaries a point process can learn from; all of them in most towns."""
    many = min(events.count, PointProcess().newest)
    while many > FEWEST and _pairs(events, many) > MOST_PAIRS:
        many //= 2
    return many


def _pairs(events: Events, many: int) -> float:
    """About how many pairs of the latest burglaries lie within the point process's reach."""
    x, y, days = (values[-many:] for values in (events.x, events.y, events.days))
    block = np.floor(x / REACH_M) + 1j * np.floor(y / REACH_M)
    together = np.unique(block, return_counts=True)[1].astype(float)
    soon = min(1.0, 2 * REACH_DAYS / max(float(np.ptp(days)), 1.0))
    return float(np.pi / 2 * (together**2).sum() * soon)


def _backtest(found: Burglaries, cell: float, end: float, fitted_on: int) -> Backtest | None:
    weeks = int((end - np.floor(found.days.min())) // 7)
    if found.x.size < FEWEST or weeks < SHORTEST:
        return None
    scored = min(52, weeks - 26)
    first = end - 7 * scored
    methods = [
        PointProcess(newest=fitted_on) if isinstance(m, PointProcess) else m for m in all_methods(cell=cell)
    ]
    try:
        events = events_on(found.x, found.y, found.days, cell=cell, known_until=first, known=heard(found))
        study = study_area(events, first, within=WITHIN_M)
        result = backtest(events, methods, first=first, weeks=scored, shares=AREAS, study=study)
        return replace(result, late=late(found, first))
    except Refused:
        return None
