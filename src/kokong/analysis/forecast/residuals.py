"""Whether a point process tells what happened: near repeats left over, and places that it gets wrong."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from ..arrays import Floats, Ints, Refused, days, floats, same_length
from ..hotspots import density, grid_over, smooth
from ..near_repeat import Knox, knox
from .point_process import Fit, fit_point_process

SPACE: Final = (0.1, 100.0, 200.0, 400.0)
TIME: Final = (7.0, 14.0, 28.0)
SETTLED_M: Final = 300.0  # from an earlier burglary: as far as homes are taken to reach
LEAST: Final = 5.0  # burglaries to expect in a cell before it is judged by itself


def thinned(
    fit: Fit, x: ArrayLike, y: ArrayLike, time: ArrayLike, *, permutations: int = 199, seed: int = 1
) -> Knox:
    """The near-repeat table of thinned residuals (Schoenberg, 2003).

    Each burglary is kept with its chance of having arisen on its own. Were the fit true, those kept would show
    no near repeats: ratios near 1, and a small `significance.p_global` in one of twenty cases. Burglaries of the
    same day are never told to follow one another, so their excess stays. Raises Refused when too few are kept.
    """
    xs, ys, at = floats(x, "x"), floats(y, "y"), days(time)
    if same_length(xs, ys, at) != fit.own.size:
        raise Refused("The fit is of other burglaries than those given.")
    keep = np.random.default_rng(seed).random(at.size) < fit.own
    return knox(xs[keep], ys[keep], at[keep], space=SPACE, days_apart=TIME, permutations=permutations, seed=seed)


@dataclass(frozen=True)
class CellResiduals:
    """Later burglaries by cell against those to expect there, scaled to the same sum.

    `x`, `y`: middles of the cells that expect at least 5, metres; `rest`: observed and expected in all others.
    `residual` is Pearson's, (observed - expected) / √expected. `total`: all observed over all expected. `chi2`,
    `p`: Pearson's test of the places, whatever the total. The rate itself is estimated, so p errs on the small
    side: a p far below 0.05 says that the risk has moved or was never told well, and the residuals say where.
    """

    x: Floats
    y: Floats
    observed: Floats
    expected: Floats
    rest: tuple[float, float]
    total: float
    chi2: float
    p: float

    @property
    def residual(self) -> Floats:
        return np.asarray((self.observed - self.expected) / np.sqrt(self.expected))


def by_cell(
    x: ArrayLike, y: ArrayLike, time: ArrayLike, *, until: float, cell: float = 1000.0, background_m: float = 800.0
) -> CellResiduals:
    """Fit on burglaries before day `until`, then compare those after with the rate that the fit gives them.

    Judged on what it was fitted to, a smooth background would always look right. Raises Refused.
    """
    from scipy.ndimage import distance_transform_edt

    xs, ys, at = floats(x, "x"), floats(y, "y"), days(time)
    same_length(xs, ys, at)
    known, end = at < until, float(np.floor(at.max())) + 1
    if known.all():
        raise Refused("No burglary lies after the day given, so nothing can be compared.")
    fit = fit_point_process(xs[known], ys[known], at[known], until=until, background_m=background_m)
    fine = grid_over(xs, ys, cell=min(100.0, cell / 5), margin=3 * background_m)
    coarse = grid_over(xs, ys, cell=cell, margin=3 * background_m + cell)
    cells, place = fine.cells_of(xs, ys), coarse.cells_of(*fine.centres(np.arange(fine.size)))
    # Farther off lie woods and water, where no background belongs.
    town = distance_transform_edt(fine.counts(cells[known]) == 0) * fine.cell <= SETTLED_M
    own = density(fine, cells[known], bandwidth=background_m, weights=fit.own, inside=town)
    rate = own / own.sum() * fit.background_per_day * (end - until)
    near = fine.counts(cells, _set_off(at, until, end, fit.theta, fit.decay_days))
    again = fine.counts(cells, _set_off(at, until, end, fit.repeats, fit.repeat_decay_days))
    rate = rate + smooth(near, fit.sigma_m / fine.cell) + again
    happened = coarse.counts(coarse.cells_of(xs[~known], ys[~known])).ravel()
    expected = coarse.counts(place, rate.ravel()).ravel()
    held = np.flatnonzero(expected * happened.sum() / expected.sum() >= LEAST)
    return _judged(*coarse.centres(held), happened, expected, held)


def _set_off(at: Floats, start: float, end: float, size: float, decay: float) -> Floats:
    """How many each burglary is expected to set off between `start` and `end`."""
    waits = (np.maximum(edge - at, 0.0) / decay for edge in (start, end))
    before, after = (1 - np.exp(-wait) for wait in waits)
    return np.asarray(size * (after - before))


def _judged(x: Floats, y: Floats, happened: Floats, expected: Floats, held: Ints) -> CellResiduals:
    from scipy.stats import chi2

    total = float(happened.sum() / expected.sum())
    if held.size < 2:
        raise Refused("Too few burglaries lie after the day given to judge one place against another.")
    seen, awaited = happened[held], expected[held]
    rest = float(happened.sum() - seen.sum()), float((expected.sum() - awaited.sum()) * total)
    awaited = awaited * (seen.sum() / awaited.sum())
    found = float(((seen - awaited) ** 2 / awaited).sum())
    return CellResiduals(x, y, seen, awaited, rest, total, found, float(chi2.sf(found, held.size - 1)))
