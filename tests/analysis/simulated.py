"""Simulated towns as the door model sees them, and the followers that only a simulation knows."""

from datetime import datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from kokong.analysis.doors import DoorRisk, Dwellings, History, rank_doors
from kokong.simulation.town import NORRSUND, Model, Town, build_town, simulate_burglaries

START = datetime(2022, 1, 1, tzinfo=ZoneInfo("Europe/Stockholm"))
DAY = 86_400
WITHIN_M = 150.0


@cache
def town(seed: int, plan: Any = NORRSUND) -> Town:
    return build_town(seed=seed, plan=plan)


def dwellings(of: Town) -> Dwellings:
    """Kinds tell upper floors apart; even and odd numbers are the sides of a street."""
    buildings = {key: place for place, key in enumerate(sorted({d.building for d in of.dwellings}))}
    streets = {name: place for place, name in enumerate(sorted({d.street for d in of.dwellings}))}
    numbers = ["".join(c for c in d.number if c.isdigit()) for d in of.dwellings]
    return Dwellings(
        x=np.array([d.x for d in of.dwellings]),
        y=np.array([d.y for d in of.dwellings]),
        kind=tuple(d.kind + (", upper floor" if d.floor >= 2 else "") for d in of.dwellings),
        building=np.array([buildings[d.building] for d in of.dwellings]),
        street=np.array([streets[d.street] for d in of.dwellings]),
        side=np.array([0 if not n else 1 - 2 * (int(n) % 2) for n in numbers]),
    )


def burglaries(of: Town, seed: int, years: float, model: Model | None = None) -> tuple[History, np.ndarray]:
    """A history, and for each burglary the place in it of the one it followed from, or -1."""
    found = simulate_burglaries(of, seed=seed, start=START, years=years, model=model)
    home = {d.key: place for place, d in enumerate(of.dwellings)}
    event = {b.key: place for place, b in enumerate(found)}
    days = np.array([(b.occurred - START).total_seconds() / DAY for b in found])
    parent = np.array([event.get(b.parent, -1) for b in found])
    dwelling = np.array([home[b.dwelling] for b in found])
    return History(dwellings(of), dwelling, days, 0.0, years * 365.25 + 1), parent


def until(history: History, day: float) -> History:
    """What was known by then."""
    known = history.days < day
    return History(history.dwellings, history.dwelling[known], history.days[known], history.start, day)


def cases(history: History, parent: np.ndarray, risk: DoorRisk, *, since: float) -> list[Any]:
    """For every burglary since then that others followed: risk and distance of each door; those burgled after."""
    places, days = history.dwellings, history.days
    found = []
    for one in np.unique(parent[parent >= 0]):
        if history.days[one] < since:
            continue
        home = int(history.dwelling[one])
        metres = np.hypot(places.x - places.x[home], places.y - places.y[home])
        near = np.flatnonzero((metres <= WITHIN_M) & (np.arange(metres.size) != home))
        followed = history.dwelling[(parent == one) & (days - days[one] <= 14)]
        after = np.flatnonzero(np.isin(near, followed))
        order = rank_doors(risk, own=risk.own[near], metres=metres[near], relation=places.relation(home, near))
        found.append((order.expected, metres[near], after))
    return found
