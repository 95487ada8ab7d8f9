"""Which areas to compare with: by how many burglaries they had before, which way they went, and their homes.

Only what happened before the start is looked at, so that nobody chooses by the outcome. The three questions are
those of matched-area designs: a comparison area should have had about as many burglaries, have moved the same way,
and be of the same size (after Wheeler and Ratcliffe, 2018). Trends are judged with their own noise: with
few burglaries any trend fits, which is said by `grade` only through the level.
"""

import math
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from .values import Floats

FEWEST: Final = 5
"""Burglaries before: with fewer, an area says nothing of what would have happened."""
LEVEL_WITHIN: Final = 1.5
TREND_WITHIN: Final = 1.645  # two-sided 10 per cent: a different trend should not be waved through
SIZE_WITHIN: Final = 2.0

Grade = Literal["good", "fair", "poor"]


@dataclass(frozen=True)
class Fit:
    """How an area goes with the treated ones. `level` and `size` are ratios to their mean (1 is the same).

    `trend` is by how much it changed from the first to the second half of the time before, over how much the
    treated did (1 is the same); `trend_z` that in standard errors. `grade` counts how many of the three fit.
    """

    burglaries: float
    level: float
    trend: float
    trend_z: float
    size: float

    @property
    def level_fits(self) -> bool:
        """Whether it had about as many burglaries."""
        return _within(self.level, LEVEL_WITHIN)

    @property
    def trend_fits(self) -> bool:
        """Whether it went the same way, as far as can be told from chance."""
        return abs(self.trend_z) < TREND_WITHIN

    @property
    def size_fits(self) -> bool:
        """Whether it has about as many homes."""
        return _within(self.size, SIZE_WITHIN)

    @property
    def too_few(self) -> bool:
        """Whether it had too few burglaries to say anything."""
        return self.burglaries < FEWEST

    @property
    def grade(self) -> Grade:
        """All three fit, two, or fewer."""
        fits = self.level_fits + self.trend_fits + self.size_fits
        return "good" if fits == 3 else "fair" if fits == 2 else "poor"

    @property
    def distance(self) -> float:
        """How far it is from the treated areas in all three together; by this they are ordered."""
        return abs(_log(self.level)) + abs(self.trend_z) / 2 + abs(_log(self.size)) / 2


def fits(treated: Floats, treated_homes: Floats, counts: Floats, homes: Floats) -> list[Fit]:
    """How each area of `counts` (areas × periods before the start) goes with the `treated` (the same periods).

    `homes` are how many each area has. Raises ValueError where there is no period, or no treated area.
    """
    if treated.ndim != 2 or 0 in treated.shape:
        raise ValueError("at least one treated area and one period are needed")
    own = _halves(treated.sum(axis=0))
    level, size = treated.sum() / len(treated), treated_homes.mean()
    every = zip(counts, homes, strict=True)
    return [_fit(row, float(many), own, float(level), float(size)) for row, many in every]


def _fit(row: Floats, homes: float, own: tuple[float, float], level: float, size: float) -> Fit:
    first, second = _halves(row)
    change = math.log(second / first) - math.log(own[1] / own[0])
    se = math.sqrt(sum(1 / each for each in (first, second, *own)))
    total = float(row.sum())
    return Fit(total, (total + 0.5) / (level + 0.5), math.exp(change), change / se, homes / max(size, 1.0))


def _halves(line: Floats) -> tuple[float, float]:
    """Burglaries in the two halves of the time before, half a burglary added so that none is no infinity.

    Halves of whole years where there are two or more: seasons would else look like a trend.
    """
    half = len(line) // 2
    whole = 12 * round(half / 12)
    cut = whole if len(line) >= 24 and 0 < whole < len(line) else half
    first, second = line[:cut], line[cut:]
    scale = len(second) / max(len(first), 1)
    return float(np.sum(first)) * scale + 0.5, float(np.sum(second)) + 0.5


def _within(ratio: float, reach: float) -> bool:
    return 1 / reach <= ratio <= reach


def _log(ratio: float) -> float:
    return math.log(max(ratio, 1e-9))
