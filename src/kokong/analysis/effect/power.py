"""What could have been seen at all: power, and the smallest change that would show."""

import math
from dataclasses import dataclass
from typing import Final

from scipy.optimize import brentq
from scipy.stats import norm

from kokong.analysis.words import gettext as _

from .errors import NotWarranted
from .values import LEVEL, quantile

PUBLISHED_CHANGE: Final = -0.20
"""The change that the literature makes plausible: neighbourhood watch −16 to −26 % (Bennett, Holloway and
Farrington, 2008), repeat-victimisation packages about −17 % (Grove et al., 2012), forensic marking −21 % in a
randomised trial (Aarhus)."""
ENOUGH: Final = 0.8


@dataclass(frozen=True)
class Power:
    """The data's power: to see `change`, and the change seen four times in five."""

    change: float
    power: float
    smallest_fall: float | None
    expected: float
    dispersion: float


def power(
    before: float,
    change: float,
    *,
    expected: float | None = None,
    control_before: float | None = None,
    control_after: float | None = None,
    dispersion: float = 1.0,
    level: float = LEVEL,
) -> float:
    """Probability that a two-sided test on the logarithm of the ratio of ratios sees `change` (−0.2 is −20 %).

    `before` are the treated areas' burglaries before, `expected` those after without a measure (default as
    many), `control_before` and `control_after` the comparison's (default ten times as many). Normal
    approximation with variance dispersion × Σ 1/count at the changed count.
    """
    without = before if expected is None else expected
    c0 = 10 * before if control_before is None else control_before
    c1 = c0 * without / before if control_after is None and before > 0 else (control_after or 0.0)
    if min(before, without, c0, c1) <= 0:
        return 0.0
    if change <= -1:
        raise NotWarranted(_("A change can't be below −100 %."))
    se = math.sqrt(dispersion * (1 / before + 1 / (without * (1 + change)) + 1 / c0 + 1 / c1))
    return _seen(math.log1p(change) / se, level)


def power_of_forecast(
    expected: float, variance: float, change: float, *, dispersion: float = 1.0, level: float = LEVEL
) -> float:
    """The same for an observed count against a forecast with a variance of its own."""
    if expected <= 0:
        return 0.0
    se = math.sqrt(dispersion / (expected * (1 + change)) + variance / expected**2)
    return _seen(math.log1p(change) / se, level)


def smallest_fall(
    expected: float, variance: float, *, dispersion: float = 1.0, wanted: float = ENOUGH, level: float = LEVEL
) -> float | None:
    """The smallest fall (as −0.3) seen with probability `wanted`; None when not even −99 % would be."""

    def short(change: float) -> float:
        return power_of_forecast(expected, variance, change, dispersion=dispersion, level=level) - wanted

    # Far down the count after is so small that power falls again: look only to where it peaks.
    grid = [-step / 100 for step in range(1, 100)]
    seen = next((change for change in grid if short(change) >= 0), None)
    if seen is None:
        return None
    return float(brentq(short, seen, seen + 0.01)) if short(seen + 0.01 if seen < -0.01 else -1e-6) < 0 else seen


def data_power(expected: float, variance: float, dispersion: float) -> Power:
    """Power of an evaluation for the published change."""
    return Power(
        change=PUBLISHED_CHANGE,
        power=power_of_forecast(expected, variance, PUBLISHED_CHANGE, dispersion=dispersion),
        smallest_fall=smallest_fall(expected, variance, dispersion=dispersion),
        expected=expected,
        dispersion=dispersion,
    )


def _seen(shift: float, level: float) -> float:
    z = quantile(level)
    return float(norm.cdf(-abs(shift) - z) + norm.sf(z - abs(shift)))
