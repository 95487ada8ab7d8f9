"""One or two counts: exact limits and tests.

Nothing here knows of overdispersion: crime varies more than Poisson, so these intervals are lower bounds.
"""

import math
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

import numpy as np
from scipy import stats

from kokong.analysis.words import gettext as _

from . import assumptions
from .errors import NotWarranted
from .values import LEVEL, Estimate, Floats, Pair, quantile

Convention: TypeAlias = Literal["wald", "score"]
WIDEST: Final = 20_000_000  # pairs of counts that the E-test sums over
TAIL: Final = 1e-14


@dataclass(frozen=True)
class RateTest:
    """A test of two Poisson rates being equal, with the convention behind its p."""

    counts: Pair
    exposures: Pair
    statistic: float
    p: float
    convention: str
    dispersion: float = 1.0
    assumptions: tuple[str, ...] = (assumptions.POISSON,)


def garwood(count: float, *, level: float = LEVEL) -> Pair:
    """Exact central limits of a Poisson mean (Garwood, Biometrika 28, 1936), by chi-squared quantiles."""
    _check(count)
    tail = (1 - level) / 2
    low = float(stats.chi2.ppf(tail, 2 * count) / 2) if count > 0 else 0.0
    return low, float(stats.chi2.isf(tail, 2 * count + 2) / 2)


def byar(count: float, *, level: float = LEVEL) -> Pair:
    """Byar's approximation to the exact limits (Breslow and Day, 1987, p. 69); the lower limit of 0 is 0."""
    _check(count)
    z = quantile(level)

    def limit(mean: float, sign: int) -> float:
        return float(mean * (1 - 1 / (9 * mean) + sign * z / (3 * math.sqrt(mean))) ** 3)

    return (limit(count, -1) if count > 0 else 0.0), limit(count + 1, 1)


def funnel(expected: float, *, level: float = LEVEL, dispersion: float = 1.0) -> Pair:
    """Control limits of a count around what is expected (Spiegelhalter, Statistics in Medicine 24, 2005).

    Poisson quantiles interpolated between whole counts; with `dispersion` their distance from `expected` is
    widened by its square root. Never below 0.
    """
    _check(expected)
    tail = (1 - level) / 2
    low, high = (_interpolated(p, expected) for p in (tail, 1 - tail))
    widen = math.sqrt(dispersion)
    return max(0.0, expected + (low - expected) * widen), expected + (high - expected) * widen


def _interpolated(p: float, mean: float) -> float:
    if mean == 0:
        return 0.0
    count = float(stats.poisson.ppf(p, mean))
    above, below = stats.poisson.cdf(count, mean), stats.poisson.cdf(count - 1, mean)
    return max(0.0, count - float((above - p) / (above - below)))


def poisson_z(before: float, after: float) -> float:
    """Wheeler's quick comparison 2(√after − √before); only beyond 3 or 4 is it a signal."""
    _check(before, after)
    return 2 * (math.sqrt(after) - math.sqrt(before))


def e_test(
    count_1: int,
    count_2: int,
    exposure_1: float = 1.0,
    exposure_2: float = 1.0,
    *,
    convention: Convention = "wald",
) -> RateTest:
    """The E-test of two Poisson rates (Krishnamoorthy and Thomson, J. Stat. Plan. Inference 119, 2004).

    Two-sided: the probability, both means estimated under equal rates, of a statistic at least as far from 0.
    `convention` is how the statistic's variance is estimated: "wald" as in the paper (each rate by its own
    count) or "score" (both by the pooled rate; statsmodels' default). They agree for equal exposures.
    """
    _check(count_1, count_2)
    if exposure_1 <= 0 or exposure_2 <= 0:
        raise NotWarranted(_("Exposures must be above 0."))
    pooled = (count_1 + count_2) / (exposure_1 + exposure_2)
    observed = float(
        _statistic(np.array([float(count_1)]), np.array([float(count_2)]), exposure_1, exposure_2, convention)[
            0, 0
        ]
    )
    p = 1.0
    if pooled > 0 and observed != 0:
        p = _tail_mass(pooled, exposure_1, exposure_2, abs(observed), convention)
    return RateTest((count_1, count_2), (exposure_1, exposure_2), observed, min(1.0, p), convention)


def _tail_mass(
    rate: float, exposure_1: float, exposure_2: float, observed: float, convention: Convention
) -> float:
    first, second = (_support(rate * exposure) for exposure in (exposure_1, exposure_2))
    if first.size * second.size > WIDEST:
        raise NotWarranted(
            _("The counts are too large for the E-test; at that size the plain ratio says the same.")
        )
    far = np.abs(_statistic(first, second, exposure_1, exposure_2, convention)) >= observed * (1 - 1e-9)
    mass = stats.poisson.pmf(first, rate * exposure_1)[:, None] * stats.poisson.pmf(second, rate * exposure_2)
    return float(mass[far].sum())


def _support(mean: float) -> Floats:
    return np.arange(stats.poisson.ppf(TAIL, mean), stats.poisson.isf(TAIL, mean) + 2, dtype=np.float64)


def _statistic(first: Floats, second: Floats, e1: float, e2: float, convention: Convention) -> Floats:
    x1, x2 = first[:, None], second[None, :]
    if convention == "wald":
        variance = x1 / e1**2 + x2 / e2**2
    else:
        variance = (x1 + x2) / (e1 + e2) * (1 / e1 + 1 / e2)
    difference = x1 / e1 - x2 / e2
    answer: Floats = np.divide(difference, np.sqrt(variance), out=np.zeros_like(difference), where=variance > 0)
    return answer


def exact_rate_ratio(
    before: int,
    after: int,
    exposure_before: float = 1.0,
    exposure_after: float = 1.0,
    *,
    level: float = LEVEL,
) -> Estimate:
    """The ratio of two Poisson rates, after over before, with exact conditional limits.

    Given the sum, `after` is binomial (Przyborowski and Wilenski, Biometrika 31, 1940); limits by Clopper and
    Pearson; p is twice the smaller tail ("central", in agreement with the limits).
    """
    _check(before, after)
    if not before:
        raise NotWarranted(_("There was no burglary before the start, so there is no ratio to give."))
    total, scale = before + after, exposure_before / exposure_after
    tail = (1 - level) / 2
    low = float(stats.beta.ppf(tail, after, total - after + 1)) if after else 0.0
    high = float(stats.beta.isf(tail, after + 1, total - after))
    share = exposure_after / (exposure_before + exposure_after)
    tails = stats.binom.cdf(after, total, share), stats.binom.sf(after - 1, total, share)
    return Estimate(
        design="exact_rate_ratio",
        scale="ratio",
        estimate=after / before * scale,
        interval=(low / (1 - low) * scale, high / (1 - high) * scale),
        p=float(min(1.0, 2 * min(tails))),
        se=None,
        dispersion=1.0,
        counts={"before": before, "after": after},
        assumptions=(assumptions.POISSON, assumptions.NO_OTHER_CHANGE),
        level=level,
    )


def _check(*counts: float) -> None:
    if not all(math.isfinite(count) and count >= 0 for count in counts):
        raise NotWarranted(_("A count can't be negative."))
