"""What the page tells, computed once; what the burglaries can't carry is left out with the reason."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from ..arrays import Floats, Refused
from ..forecast import Backtest, Combination, Events, all_methods, backtest, events_on
from ..near_repeat import Ceiling, Knox, Sensitivity, knox, prevention_ceiling, window_sensitivity
from ..reading import Burglaries

SPACE: Final = (0.1, 100.0, 200.0, 300.0, 400.0)
TIME: Final = (7.0, 14.0, 21.0, 28.0)
AREAS: Final = (0.01, 0.05, 0.1, 0.2)
FEWEST: Final = 200  # burglaries below which weeks hold too few for a backtest to tell methods apart
SHORTEST: Final = 78  # weeks: half a year to learn from before a year is foretold


@dataclass(frozen=True)
class Findings:
    """Everything that the page tells.

    `same_place`: share of burglaries at coordinates shared with another. `sensitivity` is None where every time is
    certain, `backtest` where there is too little to learn from. `surface` is the coming week's risk.
    """

    burglaries: Burglaries
    same_place: float
    table: Knox
    sensitivity: Sensitivity | None
    ceilings: tuple[Ceiling, ...]
    events: Events
    surface: Floats
    backtest: Backtest | None
    cell: float
    seed: int


def find(burglaries: Burglaries, *, cell: float = 150.0, permutations: int = 999, seed: int = 1) -> Findings:
    """Compute everything. Raises Refused when there are too few burglaries for any of it."""
    clean = burglaries.without_stray()
    x, y, days = clean.x, clean.y, clean.days
    events = events_on(x, y, days, cell=cell)
    first = float(np.floor(events.days[-1])) + 1
    return Findings(
        burglaries=clean,
        same_place=_same_place(x, y),
        table=knox(x, y, days, space=SPACE, days_apart=TIME, permutations=permutations, seed=seed),
        sensitivity=_sensitivity(clean, seed) if clean.windows else None,
        ceilings=tuple(prevention_ceiling(x, y, days, within_m=m, within_days=14) for m in (100.0, 200.0)),
        events=events,
        surface=Combination().fit(events, first),
        backtest=_backtest(clean, cell, first),
        cell=cell,
        seed=seed,
    )


def _same_place(x: Floats, y: Floats) -> float:
    _, place, many = np.unique(np.column_stack([x, y]), axis=0, return_inverse=True, return_counts=True)
    return float((many[place.ravel()] > 1).mean())


def _sensitivity(found: Burglaries, seed: int) -> Sensitivity:
    return window_sensitivity(
        found.x, found.y, found.earliest, found.latest, space=SPACE, days_apart=TIME, seed=seed
    )


def _backtest(found: Burglaries, cell: float, end: float) -> Backtest | None:
    weeks = int((end - np.floor(found.days.min())) // 7)
    if found.x.size < FEWEST or weeks < SHORTEST:
        return None
    scored = min(52, weeks - 26)
    first = end - 7 * scored
    try:
        events = events_on(found.x, found.y, found.days, cell=cell, known_until=first)
        return backtest(events, all_methods(), first=first, weeks=scored, shares=AREAS)
    except Refused:
        return None
