"""Whether doors near a burglary are better ordered by learnt risk than by distance alone."""

from typing import Any, Final

import numpy as np
from scipy.spatial import cKDTree

from ..arrays import Flags, Floats, Ints
from ..doors import DoorRisk, Dwellings, History, fit_door_risk, rank_doors, recall_at
from ..doors.kernel import FARTHEST_M
from .values import KINDS_OF_HOME, Homes, Result, Snapshot, found, too_few

LEAST: Final = 100
LEAST_FOLLOWED: Final = 10
MOST_DOORS: Final = 3_000_000  # near burglaries in all, so that a city fits into memory

Case = tuple[Floats, Floats, Ints]


def doors(
    snapshot: Snapshot, seed: int, *, first: int, within_m: float, within_days: float, scored_days: int
) -> Result:
    """The order learnt before the last `scored_days` days, scored on them: of the homes within `within_m` that
    were burgled within `within_days` after a burglary, how many lay behind the first `first` doors.

    `kernel` is learnt from everything and is what orders doors: burglaries a day of a home by kind, times one plus
    `strength` × relation × exp(-metres / `reach_m`) × exp(-days / `decay_days`). `lead` has a 95 % interval.
    """
    if snapshot.count < LEAST:
        return too_few("few_burglaries", burglaries=snapshot.count, needed=LEAST)
    days, town = snapshot.days, dwellings(snapshot.homes)
    start = float(snapshot.until - scored_days)
    before = _latest(snapshot, days < start)
    scored = np.flatnonzero(days >= start)
    many = int(before.size)
    if many < LEAST // 2:
        return too_few("few_to_learn", burglaries=many, needed=LEAST // 2)
    cases = _cases(snapshot, town, _fit(snapshot, town, before, start), scored, within_m, within_days)
    followed = sum(case[2].size for case in cases)
    if followed < LEAST_FOLLOWED:
        return too_few("few_followed", followed=followed, needed=LEAST_FOLLOWED)
    told = recall_at(first, cases, seed=seed)
    kernel = learnt(snapshot, town, float(snapshot.until))
    return found(
        {
            "burglaries": snapshot.count,
            "learnt_from": many,
            "doors": first,
            "within_m": within_m,
            "within_days": within_days,
            "followed": told.followed,
            "by_risk": told.by_risk,
            "by_distance": told.by_distance,
            "lead": vars(told.lead),
            "kernel": _plain(kernel),
        }
    )


def dwellings(homes: Homes) -> Dwellings:
    """Homes as the order of doors sees them."""
    kind = tuple(KINDS_OF_HOME[code] for code in homes.kind.tolist())
    return Dwellings(homes.x, homes.y, kind, homes.building, homes.street, homes.side.astype(np.int64))


def _latest(snapshot: Snapshot, which: Flags) -> Ints:
    """The latest of these burglaries, as many as have MOST_DOORS doors around them in all."""
    homes, order = snapshot.homes, np.flatnonzero(which)[::-1]
    order = order[np.argsort(-snapshot.days[order], kind="stable")]
    tree = cKDTree(np.column_stack([homes.x, homes.y]))
    at = np.column_stack([snapshot.x[order], snapshot.y[order]])
    doors = np.asarray(tree.query_ball_point(at, FARTHEST_M, return_length=True), np.int64)
    return np.sort(order[np.cumsum(doors) <= MOST_DOORS])


def learnt(snapshot: Snapshot, town: Dwellings, end: float) -> DoorRisk:
    """The risk of doors as it could be known on day `end`, from as many burglaries as fit into memory."""
    return _fit(snapshot, town, _latest(snapshot, snapshot.days < end), end)


def _fit(snapshot: Snapshot, town: Dwellings, which: Ints, end: float) -> DoorRisk:
    days = snapshot.days[which]
    return fit_door_risk(History(town, snapshot.home[which], days, float(days.min()), end))


def _cases(
    snapshot: Snapshot, town: Dwellings, risk: DoorRisk, scored: Ints, within_m: float, within_days: float
) -> list[Case]:
    """Each scored burglary that others followed: risk and distance of the doors around it, and who followed."""
    days, homes = snapshot.days, snapshot.homes
    tree = cKDTree(np.column_stack([homes.x, homes.y]))
    own = np.array([risk.kinds.get(name, 0.0) for name in town.kind])
    at = np.column_stack([snapshot.x[scored], snapshot.y[scored]])
    cases = []
    for one, near in zip(scored.tolist(), tree.query_ball_point(at, within_m, return_sorted=True), strict=True):
        home = int(snapshot.home[one])
        around = np.array([door for door in near if door != home], np.int64)
        soon = (days > days[one]) & (days <= days[one] + within_days)
        after = np.flatnonzero(np.isin(around, snapshot.home[soon]))
        if after.size:
            metres = np.hypot(homes.x[around] - homes.x[home], homes.y[around] - homes.y[home])
            relation = town.relation(home, around)
            order = rank_doors(risk, own=own[around], metres=metres, relation=relation, days=within_days)
            cases.append((order.expected, metres, after))
    return cases


def _plain(risk: DoorRisk) -> dict[str, Any]:
    names = ("strength", "reach_m", "decay_days", "set_off", "burglaries")
    return {
        "kinds": dict(risk.kinds),
        "relation": dict(risk.relation),
        **{name: getattr(risk, name) for name in names},
    }
