"""Kernel density of burglaries on a grid, with recency weights, correction at the edge, and offsets."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from ..arrays import AnyArray, Flags, Floats, Ints, Refused, days, floats
from .grid import Grid, smooth


def recency(age_days: Floats, half_life: float) -> Floats:
    """Weight 1 for yesterday's burglary, half for one `half_life` days older; 0 for those still to come."""
    return np.where(age_days > 0, np.exp2(-np.maximum(age_days - 1, 0) / half_life), 0.0)


def density(
    grid: Grid,
    cells: Ints,
    *,
    bandwidth: float,
    weights: Floats | None = None,
    inside: Flags | None = None,
) -> Floats:
    """Expected weight in each cell, (rows, columns), by a Gaussian kernel of `bandwidth` metres.

    With `inside` (rows, columns) the mass a kernel would put outside the area is put back inside it, burglary by
    burglary, so that risk at the edge isn't understated (Jones, 1993).
    """
    sigma = bandwidth / grid.cell
    counts = grid.counts(cells, weights)
    if inside is None:
        return smooth(counts, sigma)
    kept = smooth(inside.astype(np.float64), sigma)
    counts = np.divide(counts, kept, out=np.zeros(grid.shape), where=inside & (kept > 0))
    return np.where(inside, smooth(counts, sigma), 0.0)


def per_dwelling(risk: Floats, dwellings: Floats, *, bandwidth_cells: float, least: float = 1.0) -> Floats:
    """Risk per dwelling: the surface over the smoothed number of dwellings, NaN where that is below `least`."""
    offset = smooth(dwellings, bandwidth_cells)
    out = np.full(risk.shape, np.nan)
    np.divide(risk, offset, out=out, where=offset >= least)
    return out


@dataclass(frozen=True)
class Bandwidth:
    """`metres` has the highest mean log-score of `candidates`; `scores` are all of them."""

    metres: float
    candidates: tuple[float, ...]
    scores: tuple[float, ...]


def choose_bandwidth(
    grid: Grid, x: ArrayLike, y: ArrayLike, time: ArrayLike, candidates: tuple[float, ...], *, folds: int = 5
) -> Bandwidth:
    """The bandwidth that best foretells left-out stretches of time (cross-validated log-score).

    Whole stretches are left out, since burglaries of the same days lie together and would flatter narrow kernels.
    """
    cells, at = grid.cells_of(floats(x, "x"), floats(y, "y")), days(time)
    if cells.size < 2 * folds:
        raise Refused(f"{cells.size} burglaries are too few to choose a bandwidth by; {2 * folds} are needed.")
    fold = np.empty(cells.size, np.int64)
    fold[np.argsort(at, kind="stable")] = np.arange(cells.size) * folds // cells.size
    scores = [
        float(np.mean([_score(grid, cells, fold == f, metres) for f in range(folds)])) for metres in candidates
    ]
    return Bandwidth(candidates[int(np.argmax(scores))], tuple(candidates), tuple(scores))


def _score(grid: Grid, cells: Ints, out: AnyArray, bandwidth: float) -> float:
    from ..scoring import log_score

    surface = density(grid, cells[~out], bandwidth=bandwidth).ravel()
    return log_score(surface, cells[out & (cells >= 0)])
