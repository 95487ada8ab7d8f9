"""Placebos for the principal design: would areas that got nothing look like this?"""

from typing import Final

import numpy as np

from .did import smallest_p
from .shrinkage import learned
from .values import Flags, Floats, Ints

DRAWS: Final = 999
ROOM: Final = 3  # comparison areas for each treated one, to draw placebos among them alone


def forecast_placebo(
    before: Floats,
    after: Floats,
    size: Floats,
    treated: Flags,
    *,
    draws: int = DRAWS,
    generator: np.random.Generator,
) -> tuple[float, float, Floats]:
    """Two-sided p of the treated areas' miss against groups of as many areas that got nothing.

    Each group's forecast is learned anew from the areas outside it; the misses are studentised, so that busier and
    calmer groups compare. Groups come from the comparison areas, or from all areas (Fisher's null) where those
    are fewer than three for each treated one. Answers with p, the smallest p that so many areas allow, and the
    placebos' studentised misses.
    """
    inside, outside = np.flatnonzero(treated), np.flatnonzero(~treated)
    pool = outside if outside.size >= ROOM * inside.size else np.arange(treated.size)
    fit = learned(before, after, size, treated)
    x = np.column_stack([size, before])
    x = x[:, [column for column in (0, 1) if np.ptp(x[:, column]) > 0 or column == 0]]
    weight = 1 / np.maximum(fit.by_area, 1e-9)
    own = _misses(x, after, weight, inside[None, :], outside)[0]
    chosen = np.stack([generator.choice(pool, inside.size, replace=False) for _draw in range(draws)])
    misses = _misses(x, after, weight, chosen, pool)
    least = max(1 / (1 + draws), smallest_p(inside.size, outside.size))
    # As many placebos as there are different groups: more draws than that are the same ones again.
    p = (1 + int((np.abs(misses) >= abs(own)).sum())) / (1 + draws)
    return max(p, least), least, misses


def _misses(x: Floats, y: Floats, weight: Floats, chosen: Ints, pool: Ints) -> Floats:
    """Studentised misses of each row of `chosen`, forecast from the rest of `pool`, up to a common dispersion."""
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
    return found
