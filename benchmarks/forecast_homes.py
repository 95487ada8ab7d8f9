"""The finest forecast: all homes of the demonstration's town in order of the coming week's risk, or of distance.

Burglaries simulated over nine years; the last four are foretold week by week from what lay before, and pooled over
several runs, since a year of one small town holds too few to tell. Havsvik is drawn once; only burglaries differ.
"""

import sys
import time
from datetime import UTC, datetime
from typing import Final

import numpy as np

from benchmarks.common import Figure, report
from kokong.analysis.doors import Dwellings, History, HomesFound, homes_found
from kokong.simulation.town import HAVSVIK, Town, build_town, simulate_burglaries

START: Final = datetime(2016, 1, 1, tzinfo=UTC)
YEARS: Final = 9.0
SCORED: Final = 4 * 52
SEEDS: Final = range(1, 7)


def dwellings(town: Town) -> Dwellings:
    """The town as the order of doors sees it."""
    places = {key: place for place, key in enumerate(sorted({d.building for d in town.dwellings}))}
    streets = {name: place for place, name in enumerate(sorted({d.street for d in town.dwellings}))}
    numbers = ["".join(c for c in d.number if c.isdigit()) for d in town.dwellings]
    return Dwellings(
        x=np.array([d.x for d in town.dwellings]),
        y=np.array([d.y for d in town.dwellings]),
        kind=tuple(d.kind for d in town.dwellings),
        building=np.array([places[d.building] for d in town.dwellings]),
        street=np.array([streets[d.street] for d in town.dwellings]),
        side=np.array([0 if not n else 1 - 2 * (int(n) % 2) for n in numbers]),
    )


def scored(town: Town, seed: int) -> HomesFound:
    """The last four years of one run."""
    found = simulate_burglaries(town, seed=seed, start=START, years=YEARS)
    home = {d.key: place for place, d in enumerate(town.dwellings)}
    days = np.array([(b.occurred - START).total_seconds() / 86_400 for b in found])
    end = YEARS * 365.25 + 1
    history = History(dwellings(town), np.array([home[b.dwelling] for b in found]), days, 0.0, end)
    return homes_found(history, first=float(int(YEARS * 365.25)) - 7 * SCORED, weeks=SCORED)


def pooled(parts: list[HomesFound]) -> HomesFound:
    """All runs' weeks together."""
    one = parts[0]
    events, by_risk, by_distance = (
        np.concatenate([getattr(part, name) for part in parts]) for name in ("events", "by_risk", "by_distance")
    )
    return HomesFound(one.shares, one.homes, events, by_risk, by_distance)


def figures() -> list[Figure]:
    """Recall at 1 and 5 % of homes, and its lead over distance alone."""
    town = build_town(seed=1, plan=HAVSVIK)
    told = pooled([scored(town, seed) for seed in SEEDS])
    by_risk, by_distance = told.recall
    rows = []
    for place, share in enumerate(told.shares):
        lead = told.lead(place)
        said = f"{by_risk[place]:.1%}, {by_distance[place]:.1%}; {lead.low:+.1%} to {lead.high:+.1%}"
        name = (
            f"burglaries at the first {share:.0%} of homes ({told.homes[place]}): by risk, by distance; difference"
        )
        rows.append(Figure(name, "difference above 0", said, lead.low > 0))
    print(f"{int(told.events.sum())} burglaries of {len(town.dwellings)} homes in {told.events.size} weeks.")
    return rows


if __name__ == "__main__":
    began = time.process_time()
    code = report(figures())
    print(f"{time.process_time() - began:.0f} s of the processor.")
    sys.exit(code)
