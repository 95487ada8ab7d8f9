"""All homes of a town in order of the coming week's risk, and what the first of them held in weeks gone by."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.spatial import cKDTree

from ..arrays import Floats, Refused
from ..scoring import Difference, cells_for, curve, paired_bootstrap
from ..words import gettext_noop
from .history import History
from .kernel import FARTHEST_M, LONGEST_DAYS, DoorRisk, fit_door_risk

RENEWED: Final = 13  # weeks between learning anew
RECENT: Final = 14.0  # days for which a burglary draws visits to the homes around it
SHARES: Final = (0.01, 0.05)


def week_risk(risk: DoorRisk, history: History, *, days: float = 7.0) -> Floats:
    """Burglaries to expect at each home in the `days` after the history's end.

    Its own rate, and what each burglary of the last two months within 300 m still adds to it.
    """
    town, end = history.dwellings, history.end
    recent = (history.days < end) & (history.days >= end - LONGEST_DAYS)
    burgled, ages = history.dwelling[recent], end - history.days[recent]
    tree = cKDTree(np.column_stack([town.x, town.y]))
    near = tree.query_ball_point(np.column_stack([town.x[burgled], town.y[burgled]]), FARTHEST_M)
    many = [len(found) for found in near]
    if not sum(many):
        return np.asarray(risk.own * days)
    door = np.concatenate([np.asarray(found, np.int64) for found in near])
    home, age = np.repeat(burgled, many), np.repeat(ages, many)
    metres = np.hypot(town.x[door] - town.x[home], town.y[door] - town.y[home])
    added = risk.added(risk.own[door], metres, town.relation(home, door), days=days)
    faded = np.exp(-age / risk.decay_days)
    return np.asarray(risk.own * days + np.bincount(door, added * faded, risk.own.size))


def week_nearness(history: History) -> Floats:
    """The order by distance alone: minus the metres to the nearest burglary of the last 14 days."""
    town = history.dwellings
    recent = history.dwelling[(history.days < history.end) & (history.days >= history.end - RECENT)]
    if not recent.size:
        return np.zeros(town.x.size)
    tree = cKDTree(np.column_stack([town.x[recent], town.y[recent]]))
    return -np.asarray(tree.query(np.column_stack([town.x, town.y]))[0])


@dataclass(frozen=True)
class HomesFound:
    """Burglaries of each week (`events`), and how many of them the first homes of each order held.

    `homes` is how many homes the `shares` of all are; `by_risk` and `by_distance` are (weeks, shares).
    """

    shares: tuple[float, ...]
    homes: tuple[int, ...]
    events: Floats
    by_risk: Floats
    by_distance: Floats

    @property
    def recall(self) -> tuple[Floats, Floats]:
        """Share of all burglaries at the first homes, per share of homes: by risk, and by distance alone."""
        total = self.events.sum()
        return np.asarray(self.by_risk.sum(axis=0) / total), np.asarray(self.by_distance.sum(axis=0) / total)

    def lead(self, share: int, *, seed: int = 1) -> Difference:
        """How much more the order by risk held at a share (its place in `shares`); the interval is over weeks."""
        return paired_bootstrap(self.by_risk[:, share], self.by_distance[:, share], self.events, seed=seed)


def homes_found(
    history: History,
    *,
    first: float,
    weeks: int,
    shares: tuple[float, ...] = SHARES,
    fit: Callable[[History], DoorRisk] = fit_door_risk,
) -> HomesFound:
    """Put all homes in order at the start of each week from day `first`, from what lay before, and see who came.

    Homes in the same place in an order share what is found there. Raises Refused when nothing is to be found.
    """
    wanted = cells_for(shares, history.dwellings.x.size)
    hits = np.zeros((2, weeks, wanted.size))
    events, risk = np.zeros(weeks), None
    for week, start in enumerate(first + 7.0 * np.arange(weeks)):
        known = _until(history, start)
        if risk is None or week % RENEWED == 0:
            risk = fit(known)
        came = history.dwelling[(history.days >= start) & (history.days < start + 7)]
        happened = np.bincount(came, minlength=history.dwellings.x.size).astype(float)
        events[week] = came.size
        for which, order in enumerate((week_risk(risk, known), week_nearness(known))):
            hits[which, week] = curve(order, happened, cells=wanted).hits
    if not events.sum():
        raise Refused(
            gettext_noop("No burglary lies in the weeks to forecast. Choose an earlier day to train until.")
        )
    return HomesFound(shares, tuple(wanted.tolist()), events, *hits)


def _until(history: History, day: float) -> History:
    known = history.days < day
    return History(history.dwellings, history.dwelling[known], history.days[known], history.start, day)
