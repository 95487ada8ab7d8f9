"""The coming week's zones, and how such forecasts would have done in the weeks gone by."""

import math
from typing import Any, Final

import numpy as np
from scipy.ndimage import label

from ..arrays import Floats, Ints
from ..forecast import (
    Combination,
    LongDensity,
    LongDensityAndTrigger,
    Method,
    RecentCounts,
    StudyArea,
    as_json,
    backtest,
    events_on,
)
from ..hotspots import Grid
from ..near_repeat import prevention_ceiling
from ..scoring import paired_bootstrap
from .grids import described, grid_for, lived_in
from .values import Result, Snapshot, found, too_few

LEAST: Final = 10
LEAST_LEARNT, LEAST_SCORED, LEAST_WEEKS = 20, 20, 8
YEAR: Final = 365
LEARNT_CELLS: Final = 1_000_000  # the mixture keeps 25 surfaces: a tenth of a gigabyte


def _method(grid: Grid) -> Method:
    """The mixture that learns from past weeks; over very wide areas, long-run density and near repeats."""
    return Combination() if grid.size <= LEARNT_CELLS else LongDensityAndTrigger()


def forecast(
    snapshot: Snapshot, seed: int, *, cell: float, area: float, most: int, recent_days: int, recent_m: float
) -> Result:
    """The week from `until`: the `area` (a share) of squares with dwellings where most burglaries are expected,
    joined to zones where they touch; at most `most` zones, the one with most burglaries first.

    `zones` are figures; the arrays `cells` and `zone` say which squares of `grid` belong to which, from 0.
    """
    del seed
    if snapshot.count < LEAST:
        return too_few("few_burglaries", burglaries=snapshot.count, needed=LEAST)
    grid = grid_for(snapshot, cell)
    lived, homes = lived_in(grid, snapshot)
    expected = _expected(snapshot, grid, lived)
    chosen = lived[np.argsort(-expected, kind="stable")[: max(1, math.ceil(area * lived.size))]]
    by_cell = dict(zip(lived.tolist(), expected.tolist(), strict=True))
    zones = [zone for zone in _joined(grid, chosen) if sum(by_cell[c] for c in zone.tolist()) > 0]
    zones = sorted(zones, key=lambda z: (-sum(by_cell[c] for c in z.tolist()), int(z[0])))[:most]
    rows = [_zone(snapshot, grid, zone, by_cell, homes, recent_days, recent_m) for zone in zones]
    return found(
        {
            "burglaries": snapshot.count,
            "week": str(np.datetime64(snapshot.until, "D")),
            "expected": float(expected.sum()),
            "method": _method(grid).name,
            "area": area,
            "grid": described(grid),
            "zones": rows,
        },
        cells=np.concatenate([*zones, np.empty(0, np.int64)]).astype(np.int32),
        zone=np.repeat(np.arange(len(zones)), [zone.size for zone in zones]).astype(np.int32),
    )


def _expected(snapshot: Snapshot, grid: Grid, lived: Ints) -> Floats:
    """Burglaries to expect in each square in the week, as many in all as in a mean week of the past year."""
    events = events_on(snapshot.x, snapshot.y, snapshot.days, grid=grid)
    until = float(snapshot.until)
    surface = np.asarray(_method(grid).fit(events.before(until), until), np.float64)[lived]
    weeks = min(YEAR, max(7.0, until - float(events.days[0]))) / 7
    a_week = events.between(until - 7 * weeks, until).count / weeks
    total = float(surface.sum())
    return surface * (a_week / total) if total > 0 else np.zeros(lived.size)


def _joined(grid: Grid, cells: Ints) -> list[Ints]:
    """Squares that touch, by side or corner, together."""
    flags = np.zeros(grid.size, bool)
    flags[cells] = True
    names, many = label(flags.reshape(grid.shape), structure=np.ones((3, 3)))
    named = names.ravel()[np.sort(cells)]
    return [np.sort(cells)[named == name] for name in range(1, many + 1)]


def _zone(
    snapshot: Snapshot,
    grid: Grid,
    zone: Ints,
    by_cell: dict[int, float],
    homes: Floats,
    recent_days: int,
    recent_m: float,
) -> dict[str, Any]:
    expected = sum(by_cell[c] for c in zone.tolist())
    near = _near(snapshot, grid, zone, recent_days, recent_m)
    x, y = grid.centres(zone)
    return {
        "expected": expected,
        "share": expected / sum(by_cell.values()),
        "squares": int(zone.size),
        "homes": int(homes.ravel()[zone].sum()),
        "x": float(x.mean()),
        "y": float(y.mean()),
        "recent": int(near.size),
        "latest": str(np.datetime64(int(near.max()), "D")) if near.size else None,
    }


def _near(snapshot: Snapshot, grid: Grid, zone: Ints, recent_days: int, recent_m: float) -> Floats:
    """Days of the burglaries of the last weeks in a zone or within `recent_m` of its squares' middles."""
    days = snapshot.days
    recent = (days >= snapshot.until - recent_days) & (days < snapshot.until)
    x, y = grid.centres(zone)
    reach = recent_m + grid.cell / 2
    apart = np.maximum(
        np.abs(snapshot.x[recent][:, None] - x[None]), np.abs(snapshot.y[recent][:, None] - y[None])
    )
    return np.asarray(days[recent][(apart <= reach).any(axis=1)])


def rolling(
    snapshot: Snapshot, seed: int, *, cell: float, weeks: int, shares: list[float], ceiling: tuple[float, float]
) -> Result:
    """A forecast for each of the last `weeks` weeks from what was known then, against what came.

    With less than twice that of history, the later half of it is scored. `chance` is what lot-casting would
    hold: the shares of area, as whole squares make them, of the burglaries that lay in the area.
    `ceiling` is the share of the same weeks' burglaries that followed another near by, above chance.
    """
    days = snapshot.days
    span = int(snapshot.until - days.min()) // 7 if snapshot.count else 0
    weeks = min(weeks, span // 2)
    first = snapshot.until - 7 * weeks
    learnt, scored = int((days < first).sum()), int((days >= first).sum())
    if weeks < LEAST_WEEKS or learnt < LEAST_LEARNT or scored < LEAST_SCORED:
        return too_few(
            "few_to_score",
            burglaries=snapshot.count,
            scored=scored,
            needed=LEAST_LEARNT + LEAST_SCORED,
            weeks=weeks,
        )
    grid = grid_for(snapshot, cell)
    lived, _ = lived_in(grid, snapshot)
    events = events_on(snapshot.x, snapshot.y, days, grid=grid)
    methods = (_method(grid), LongDensity(), RecentCounts())
    told = backtest(
        events, methods, first=float(first), weeks=weeks, shares=tuple(shares), study=StudyArea(lived, "homes")
    )
    ours = told.scores[0]
    zero = np.zeros(told.events.size)
    rates = [paired_bootstrap(ours.hits[:, k], zero, told.events, seed=seed) for k in range(len(shares))]
    late = days >= first - ceiling[1]
    most = prevention_ceiling(
        snapshot.x[late], snapshot.y[late], days[late], within_m=ceiling[0], within_days=ceiling[1]
    )
    return found(
        {
            **as_json(told, baseline=1, seed=seed),
            "used": ours.method,
            "chance": told.chance,
            "intervals": [{"low": rate.low, "high": rate.high} for rate in rates],
            "burglaries_by_week": told.events,
            "starts": [str(np.datetime64(int(day), "D")) for day in told.starts],
            "burglaries": snapshot.count,
            "ceiling": {
                "within_m": ceiling[0],
                "within_days": ceiling[1],
                "following": most.following,
                "by_chance": most.by_chance,
                "excess": most.excess,
            },
        }
    )
