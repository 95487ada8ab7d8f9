"""What every estimator answers with, and the array type they share."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.stats import norm, t

Floats: TypeAlias = NDArray[np.float64]
Ints: TypeAlias = NDArray[np.int64]
Flags: TypeAlias = NDArray[np.bool_]
Scale: TypeAlias = Literal["ratio", "difference"]
Pair: TypeAlias = tuple[float, float]

LEVEL: Final = 0.95


@dataclass(frozen=True)
class Estimate:
    """One design's answer.

    `estimate` and `interval` are on `scale`: a ratio of observed to expected (1 is no change) or a difference in
    counts (0 is no change). `se` is that of the natural logarithm for a ratio, None where the interval doesn't
    come from one. `dispersion` is the variance over that of a Poisson count (1 where the design takes Poisson
    for granted). `counts` are the burglaries that went in. `assumptions` are English sentences, translated
    where they are shown.
    """

    design: str
    scale: Scale
    estimate: float
    interval: Pair
    p: float | None
    se: float | None
    dispersion: float
    counts: Mapping[str, float]
    assumptions: tuple[str, ...]
    level: float = LEVEL
    more: Mapping[str, float] = field(default_factory=dict)

    @property
    def null(self) -> float:
        """What the estimate is when nothing changed."""
        return 1.0 if self.scale == "ratio" else 0.0

    @property
    def z(self) -> float | None:
        """Estimate over its standard error, on the logarithm for a ratio."""
        if not self.se:
            return None
        return (math.log(self.estimate) if self.scale == "ratio" else self.estimate) / self.se

    @property
    def significant(self) -> bool:
        """Whether the interval leaves "no change" out."""
        return not self.interval[0] <= self.null <= self.interval[1]

    @property
    def direction(self) -> int:
        """-1 for fewer than expected, 1 for more, 0 for neither."""
        return (self.estimate > self.null) - (self.estimate < self.null)


def quantile(level: float, degrees: float | None = None) -> float:
    """The two-sided normal quantile, or Student's t with `degrees` of freedom."""
    upper = 0.5 + level / 2
    return float(norm.ppf(upper) if degrees is None else t.ppf(upper, max(degrees, 1)))


def two_sided(z: float, degrees: float | None = None) -> float:
    """Two-sided p of a normal deviate, or of Student's t."""
    return float(2 * (norm.sf(abs(z)) if degrees is None else t.sf(abs(z), max(degrees, 1))))


def ratio_estimate(
    design: str,
    log_ratio: float,
    se: float,
    *,
    counts: Mapping[str, float],
    assumptions: tuple[str, ...],
    dispersion: float = 1.0,
    degrees: float | None = None,
    level: float = LEVEL,
    more: Mapping[str, float] | None = None,
) -> Estimate:
    """A ratio with a Wald interval on its logarithm."""
    reach = quantile(level, degrees) * se
    return Estimate(
        design=design,
        scale="ratio",
        estimate=math.exp(log_ratio),
        interval=(_exp(log_ratio - reach), _exp(log_ratio + reach)),
        p=two_sided(log_ratio / se, degrees) if se > 0 else None,
        se=se,
        dispersion=dispersion,
        counts=counts,
        assumptions=assumptions,
        level=level,
        more=more or {},
    )


def difference_estimate(
    design: str,
    difference: float,
    se: float,
    *,
    counts: Mapping[str, float],
    assumptions: tuple[str, ...],
    dispersion: float = 1.0,
    degrees: float | None = None,
    level: float = LEVEL,
) -> Estimate:
    """A difference with a Wald interval."""
    reach = quantile(level, degrees) * se
    return Estimate(
        design=design,
        scale="difference",
        estimate=difference,
        interval=(difference - reach, difference + reach),
        p=two_sided(difference / se, degrees) if se > 0 else None,
        se=se,
        dispersion=dispersion,
        counts=counts,
        assumptions=assumptions,
        level=level,
    )


def _exp(value: float) -> float:
    return math.exp(value) if value < 700 else math.inf
