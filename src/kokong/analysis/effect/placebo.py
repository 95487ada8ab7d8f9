"""Placebos for the principal design: would areas that got nothing look like this?"""

from typing import Final

import numpy as np

from . import neighbours
from .did import smallest_p
from .panel import CONTROL, TREATED, Panel
from .shrinkage import learned
from .values import Flags, Floats, Ints

DRAWS: Final = 999
ROOM: Final = 3  # comparison areas for each treated one, to draw placebos among them alone
ROOMS: Final = 20  # the same, for groups of one shape to tell one in twenty
PLACES: Final = 499


def forecast_placebo(
    before: Floats,
    after: Floats,
    size: Floats,
    treated: Flags,
    *,
    draws: int = DRAWS,
    generator: np.random.Generator,
    groups: Ints | None = None,
) -> tuple[float, float, Floats]:
    """Two-sided p of the treated areas' miss against groups of as many areas that got nothing.

    Each group's forecast is learned anew from the areas outside it; the misses are studentised, so that busier and
    calmer groups compare. Groups come from the comparison areas, or from all areas (Fisher's null) where those
    are fewer than three for each treated one; or they are given (`groups`, rows of as many areas), such as those
    that lie together as the treated do. Answers with p, the smallest p that so many areas allow, and the
    placebos' studentised misses.
    """
    inside, outside = np.flatnonzero(treated), np.flatnonzero(~treated)
    alone = outside.size >= ROOM * inside.size or groups is not None
    pool = outside if alone else np.arange(treated.size)
    fit = learned(before, after, size, treated)
    x = np.column_stack([size, before])
    x = x[:, [column for column in (0, 1) if np.ptp(x[:, column]) > 0 or column == 0]]
    weight = 1 / np.maximum(fit.by_area, 1e-9)
    own = misses(x, after, weight, inside[None, :], outside)[0][0]
    if groups is None:
        groups = np.stack([generator.choice(pool, inside.size, replace=False) for _draw in range(draws)])
    least = max(1 / (1 + len(groups)), smallest_p(inside.size, outside.size))
    missed, _forecasts = misses(x, after, weight, groups, pool)
    # As many placebos as there are different groups: more draws than that are the same ones again.
    p = (1 + int((np.abs(missed) >= abs(own)).sum())) / (1 + len(groups))
    return max(p, least), least, missed


def in_place_and_time(panel: Panel, *, draws: int = PLACES, generator: np.random.Generator) -> float | None:
    """Two-sided p of the treated areas' miss among groups of their shape elsewhere, at this start and at others.

    The earlier starts are whole years before, with a year on both sides; the treated areas themselves are one more
    group there. None where places are unknown, the comparison areas have no room for twenty such groups, or there
    is no earlier start.
    """
    used = panel.only(panel.rows(TREATED) | panel.rows(CONTROL))
    treated = used.rows(TREATED)
    if used.places is None or int((~treated).sum()) < ROOMS * int(treated.sum()):
        return None
    groups = neighbours.elsewhere(used.places, treated, draws=draws, generator=generator)
    starts = range(used.start - used.per_year, used.per_year - 1, -used.per_year)
    if not len(groups) or not starts:
        return None
    own, missed = _of_start(used, groups, treated)
    for start in starts:
        earlier = used.between(0, min(start + used.per_year, used.start), start=start)
        mine, others = _of_start(earlier, groups, treated)
        missed = np.r_[missed, mine, others]
    return (1 + int((np.abs(missed) >= abs(own)).sum())) / (1 + missed.size)


def _of_start(panel: Panel, groups: Ints, treated: Flags) -> tuple[float, Floats]:
    """The studentised miss of the treated areas and of each group, in units of their areas' dispersion."""
    fit = learned(panel.before, panel.after, panel.size, treated)
    x = np.column_stack([panel.size, panel.before])
    x = x[:, [column for column in (0, 1) if np.ptp(x[:, column]) > 0 or column == 0]]
    outside = np.flatnonzero(~treated)
    rows = np.vstack([np.flatnonzero(treated)[None, :], groups])
    found = misses(x, panel.after, 1 / np.maximum(fit.by_area, 1e-9), rows, outside)[0] / np.sqrt(fit.dispersion)
    return float(found[0]), found[1:]


def misses(x: Floats, y: Floats, weight: Floats, chosen: Ints, pool: Ints) -> tuple[Floats, Floats]:
    """Studentised misses of each row of `chosen`, forecast from the rest of `pool`, up to a common dispersion.

    `x` is areas × what is forecast from, `y` what came by area, `weight` the inverse of each area's variance.
    Answers with the misses and the forecasts, by row.
    """
    outer = weight[:, None, None] * x[:, :, None] * x[:, None, :]
    product = (weight * y)[:, None] * x
    inside = np.isin(chosen, pool)[..., None]
    information = outer[pool].sum(axis=0) - (outer[chosen] * inside[..., None]).sum(axis=1)
    right = product[pool].sum(axis=0) - (product[chosen] * inside).sum(axis=1)
    inverse = np.linalg.pinv(information, hermitian=True)
    reach = x[chosen].sum(axis=1)
    expected = np.einsum("di,dij,dj->d", reach, inverse, right)
    variance = np.maximum(expected, 1e-9) + np.einsum("di,dij,dj->d", reach, inverse, reach)
    found: Floats = (y[chosen].sum(axis=1) - expected) / np.sqrt(variance)
    return found, np.asarray(expected, dtype=np.float64)
