"""Where burglaries gather: expected burglaries a year per square, and per thousand dwellings."""

import math
from typing import Final

import numpy as np

from ..arrays import Floats
from ..hotspots import density, per_dwelling, recency
from .grids import described, grid_for, lived_in
from .values import Result, Snapshot, found, too_few

LEAST: Final = 10
YEAR: Final = 365.25


def surface(
    snapshot: Snapshot, seed: int, *, cell: float, bandwidth: float, half_life: float, least_homes: float
) -> Result:
    """Arrays, one value per square that holds a dwelling: `cells` (numbers on `grid`), `per_year`, `per_1000`
    (NaN where fewer than `least_homes` dwellings lie around), `homes`.

    A burglary's weight halves in `half_life` days. Its kernel has a standard deviation of `bandwidth` metres, and
    what would fall where nobody lives goes to the squares around that do hold dwellings.
    """
    del seed
    if snapshot.count < LEAST:
        return too_few("few_burglaries", burglaries=snapshot.count, needed=LEAST)
    grid = grid_for(snapshot, cell)
    lived, homes = lived_in(grid, snapshot)
    age = snapshot.until - snapshot.days
    weights = recency(age, half_life) * YEAR / _length(float(age.max()), half_life)
    sigma = bandwidth / grid.cell
    cells = grid.cells_of(snapshot.x, snapshot.y)
    risk = density(grid, cells, bandwidth=bandwidth, weights=weights, inside=homes > 0)
    # Dwellings lose as much over the edge as burglaries do, so here both are left as they fall.
    spread_out = density(grid, cells, bandwidth=bandwidth, weights=weights)
    each = per_dwelling(spread_out, homes, bandwidth_cells=sigma, least=least_homes)
    return found(
        {
            "burglaries": snapshot.count,
            "grid": described(grid),
            "bandwidth_m": bandwidth,
            "half_life_days": half_life,
            "per_year": float(weights.sum()),
            "squares": int(lived.size),
            "half_in": _share_that_holds_half(risk.ravel()[lived]),
        },
        cells=lived.astype(np.int32),
        per_year=risk.ravel()[lived],
        per_1000=1000 * each.ravel()[lived],
        homes=homes.ravel()[lived].astype(np.int32),
    )


def _length(days: float, half_life: float) -> float:
    """Days that weights over `days` amount to."""
    return half_life / math.log(2) * (1 - 2 ** (-days / half_life)) if days > 0 else 1.0


def _share_that_holds_half(risk: Floats) -> float:
    """The smallest share of the squares that holds half of the expected burglaries."""
    held = np.cumsum(np.sort(risk)[::-1])
    return float(np.searchsorted(held, held[-1] / 2) + 1) / risk.size if held.size and held[-1] > 0 else 1.0
