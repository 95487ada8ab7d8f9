"""Near repeats in one municipality: the table, how they fade with distance and time, and the ceiling."""

import math
from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from ..near_repeat import as_json, knox, prevention_ceiling
from .values import Result, Snapshot, found, too_few

LEAST: Final = 20  # burglaries; below, hardly any cell of the table holds a pair
NORMAL: Final = 1.959964
LARGEST: Final = 700.0  # whose exponential is still a number


def near_repeat(
    snapshot: Snapshot,
    seed: int,
    *,
    space: Sequence[float],
    days: Sequence[float],
    rings: Sequence[float],
    weeks: Sequence[float],
    within_m: float,
    within_days: float,
    permutations: int,
) -> Result:
    """Figures:

    `table` is the Knox table as `kokong knox --json` writes it. `deciding` is its one cell up to `within_m` and
    before `within_days`, exact repeats included. `rings` follow distance outward, within `within_days`; `weeks`
    follow time onward, for each distance of `rings`: each a row of `observed`, `expected`, `sd`, `ratio` with its
    95 % interval (`low`, `high`). `ceilings` are the shares that visits after each burglary could at most reach.
    """
    if snapshot.count < LEAST:
        return too_few("few_burglaries", burglaries=snapshot.count, needed=LEAST)
    x, y, at = snapshot.x, snapshot.y, snapshot.days
    table = knox(x, y, at, space=tuple(space), days_apart=tuple(days), permutations=permutations, seed=seed)
    told = {name: value for name, value in as_json(table).items() if name != "seconds"}
    return found(
        {
            "burglaries": snapshot.count,
            "years": snapshot.years,
            "first": _date(at.min()),
            "last": _date(at.max()),
            "table": told,
            "deciding": {
                "within_m": within_m,
                "within_days": within_days,
                **_rows(snapshot, (within_m,), (within_days,))[0],
            },
            "rings": _rows(snapshot, rings, (within_days,)),
            "weeks": [{"within_m": ring, "rows": _rows(snapshot, (ring,), weeks)} for ring in rings],
            "ceilings": [
                _ceiling(snapshot, metres, length) for metres, length in ((100, 7), (100, 14), (200, 14))
            ],
        }
    )


def _rows(snapshot: Snapshot, space: Sequence[float], days: Sequence[float]) -> list[dict[str, Any]]:
    """Cells of a table with one row or one column, in the order of its bands."""
    bands = tuple(space if len(days) == 1 else days)
    table = knox(
        snapshot.x, snapshot.y, snapshot.days, space=tuple(space), days_apart=tuple(days), permutations=0, seed=0
    )
    cells = zip(table.observed.ravel(), table.expected.ravel(), table.sd.ravel(), strict=True)
    return [
        {"from": low, "to": high, **ratio(int(observed), float(expected), float(sd))}
        for low, high, (observed, expected, sd) in zip((0.0, *bands), bands, cells, strict=False)
    ]


def ratio(observed: int, expected: float, sd: float) -> dict[str, float]:
    """Observed over expected with a 95 % interval.

    The logarithm's standard error is sqrt(spread / observed): as for a Poisson count, widened by how much more
    than one the pairs vary when times are dealt out at random, since burglaries in dense places come as many pairs
    at once. With no pair at all the upper end is where 2.5 % of such counts would still be zero.
    """
    told = {"observed": observed, "expected": expected, "sd": sd}
    if not expected > 0:
        return {**told, "ratio": math.nan, "low": math.nan, "high": math.nan}
    spread = max(1.0, sd * sd / expected)
    if not observed:
        return {**told, "ratio": 0.0, "low": 0.0, "high": -math.log(0.025) * spread / expected}
    reach = math.exp(min(NORMAL * math.sqrt(spread / observed), LARGEST))
    middle = observed / expected
    return {**told, "ratio": middle, "low": middle / reach, "high": middle * reach}


def _ceiling(snapshot: Snapshot, metres: float, length: float) -> dict[str, float]:
    told = prevention_ceiling(snapshot.x, snapshot.y, snapshot.days, within_m=metres, within_days=length)
    return {
        "within_m": metres,
        "within_days": length,
        "following": told.following,
        "by_chance": told.by_chance,
        "excess": told.excess,
    }


def _date(day: float) -> str:
    return str(np.datetime64(int(day), "D"))
