"""The finest forecast: short stretches of street with the homes that the coming week's risk puts first."""

from typing import Any, Final

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

from ..arrays import Floats, Ints
from ..doors import Dwellings, History, HomesFound, homes_found, week_risk
from .doors import dwellings, learnt
from .values import Result, Snapshot, found, too_few

LEAST: Final = 100
LEAST_LEARNT: Final = 50


def homes(
    snapshot: Snapshot,
    seed: int,
    *,
    of_homes: list[float],
    join_m: float,
    most: int,
    weeks: int,
    recent_days: int,
) -> Result:
    """The homes with the highest risk in the week from `until`, the first share `of_homes`, joined to stretches:
    homes of one street, each within `join_m` of the next. At most `most`, the one with most expected burglaries
    first; how many there are in all is `joined`.

    Each stretch has its two ends (metres), how many of those homes it holds, and how many `times` as much is
    expected at each as at a home of the town on average. `shares` says what each share of homes held in the last
    `weeks` weeks, put in order by risk and by distance from the last burglaries; their difference with a 95 %
    interval.
    """
    if snapshot.count < LEAST:
        return too_few("few_burglaries", burglaries=snapshot.count, needed=LEAST)
    days, town = snapshot.days, dwellings(snapshot.homes)
    until = float(snapshot.until)
    weeks = min(weeks, int(until - days.min()) // 14)
    first = until - 7 * weeks
    before = int((days < first).sum())
    if before < LEAST_LEARNT or before == snapshot.count:
        return too_few("few_to_learn", burglaries=before, needed=LEAST_LEARNT)
    history = History(town, snapshot.home, days, float(days.min()), until)
    told = homes_found(
        history,
        first=first,
        weeks=weeks,
        shares=tuple(of_homes),
        fit=lambda known: learnt(snapshot, town, known.end),
    )
    expected = week_risk(learnt(snapshot, town, until), history)
    chosen = np.argsort(-expected, kind="stable")[: told.homes[0]]
    stretches = _stretches(town, expected, chosen, snapshot.home[days >= until - recent_days], join_m)
    return found(
        {
            "burglaries": snapshot.count,
            "week": str(np.datetime64(snapshot.until, "D")),
            "homes": int(town.x.size),
            "weeks": weeks,
            "events": int(told.events.sum()),
            "shares": [_share(told, place, seed) for place in range(len(of_homes))],
            "joined": len(stretches),
            "stretches": stretches[:most],
        }
    )


def _share(told: HomesFound, place: int, seed: int) -> dict[str, float]:
    by_risk, by_distance = told.recall
    lead = told.lead(place, seed=seed)
    return {
        "share": told.shares[place],
        "homes": told.homes[place],
        "by_risk": float(by_risk[place]),
        "by_distance": float(by_distance[place]),
        "low": lead.low,
        "high": lead.high,
    }


def _stretches(
    town: Dwellings, expected: Floats, chosen: Ints, recent: Ints, join_m: float
) -> list[dict[str, Any]]:
    parts = _joined(town, chosen, join_m)
    rows = [_stretch(town, expected, chosen[parts == part], recent, join_m) for part in np.unique(parts)]
    return sorted(rows, key=lambda row: (-row["expected"], row["from"]))


def _joined(town: Dwellings, chosen: Ints, join_m: float) -> Ints:
    """Which stretch each of the chosen homes belongs to."""
    pairs = cKDTree(np.column_stack([town.x[chosen], town.y[chosen]])).query_pairs(join_m, output_type="ndarray")
    pairs = pairs[town.street[chosen[pairs[:, 0]]] == town.street[chosen[pairs[:, 1]]]]
    links = coo_array((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), shape=(chosen.size, chosen.size))
    return np.asarray(connected_components(links, directed=False)[1], np.int64)


def _stretch(town: Dwellings, expected: Floats, part: Ints, recent: Ints, near_m: float) -> dict[str, Any]:
    at = np.column_stack([town.x[part], town.y[part]])
    along = np.linalg.svd(at - at.mean(axis=0), full_matrices=False)[2][0]
    place = (at - at.mean(axis=0)) @ np.where(along[0] < 0, -along, along)
    ends = at[[int(place.argmin()), int(place.argmax())]]
    apart = np.asarray(cKDTree(at).query(np.column_stack([town.x[recent], town.y[recent]]))[0])
    return {
        "from": [float(each) for each in ends[0]],
        "to": [float(each) for each in ends[1]],
        "homes": int(part.size),
        "expected": float(expected[part].sum()),
        "times": float(expected[part].mean() / expected.mean()),
        "recent": int(np.count_nonzero(apart <= near_m)),
    }
