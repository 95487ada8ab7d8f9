"""Getis and Ord's Gi*: cells whose surroundings hold more burglaries than the area as a whole."""

import math

import numpy as np

from ..arrays import Flags, Floats, Refused
from .grid import Grid


def getis_ord(grid: Grid, counts: Floats, *, within_m: float, inside: Flags | None = None) -> Floats:
    """Gi* as a standard score per cell, (rows, columns); neighbours are cells whose middles are within `within_m`.

    Getis and Ord, Geographical Analysis 24, 1992; standardised as Ord and Getis, 27, 1995, equation 14b.
    Cells outside `inside` are NaN and count for nothing. Raises Refused when all cells are alike.
    """
    mask = np.ones(grid.shape, bool) if inside is None else inside
    n = int(mask.sum())
    values = np.where(mask, counts, 0.0)
    mean = values.sum() / n
    spread = math.sqrt(max((values**2).sum() / n - mean**2, 0.0))
    if n < 2 or spread == 0:
        raise Refused("Every cell holds equally many burglaries, so none stands out.")
    near, total = (within(field, within_m / grid.cell) for field in (mask.astype(float), values))
    below = spread * np.sqrt(np.maximum((n * near - near**2) / (n - 1), 0))
    score = np.divide(total - mean * near, below, out=np.zeros(grid.shape), where=below > 0)
    return np.where(mask, score, np.nan)


def within(values: Floats, radius: float) -> Floats:
    """Each cell's sum over the cells whose middles are within `radius` cells, its own included."""
    from scipy.signal import fftconvolve

    reach = math.floor(radius)
    steps = np.arange(-reach, reach + 1)
    disc = (steps[:, None] ** 2 + steps**2 <= radius**2).astype(float)
    # Sums of counts: what the Fourier transform adds to them is rounding.
    return np.asarray(np.rint(fftconvolve(values, disc, mode="same") * 1e6) / 1e6)
