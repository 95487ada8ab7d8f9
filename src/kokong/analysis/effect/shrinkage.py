"""Would it have fallen anyway? Forecasts that take luck out of a high count.

Areas picked because they had many burglaries fall the next year without any measure (regression to the mean). Two
forecasts undo it: one from how much the areas' counts spread, one learned from what the comparison areas did.
"""

from dataclasses import dataclass

import numpy as np

from kokong.analysis.words import gettext as _

from . import assumptions
from .errors import NotWarranted
from .intervals import score_interval, score_p
from .rates import four
from .values import LEVEL, Estimate, Flags, Floats


@dataclass(frozen=True)
class GammaPrior:
    """The spread of underlying rates among areas: gamma with `shape` and `rate` (per unit of exposure).

    `rate` is infinite (and `mean` alone counts) when the counts vary no more than chance.
    """

    mean: float
    shape: float
    rate: float

    def forecast(self, count: Floats, exposure: Floats) -> Floats:
        """Expected counts over the same exposure again: gamma-Poisson posterior means (Hauer, 1997)."""
        weight = exposure / (exposure + self.rate)
        return np.asarray(weight * count + (1 - weight) * self.mean * exposure, dtype=np.float64)


def shrunken(observed: float, *, mean: float, variance: float) -> float:
    """What to expect next from an area that had `observed`, when areas' counts have this mean and variance.

    Gamma-Poisson: weight (variance − mean)/variance on the area's own count. Mean 8, variance 12, observed 18
    gives 11.3. With a variance at or below the mean all differences are luck, and the answer is the mean.
    """
    if variance <= 0 or mean < 0:
        raise NotWarranted(_("A variance must be above 0."))
    own = max(0.0, (variance - mean) / variance)
    return mean + own * (observed - mean)


def gamma_prior(counts: Floats, exposure: Floats | None = None) -> GammaPrior:
    """The gamma prior by moments: between-area variance is what exceeds chance (Marshall, 1991).

    `counts` by area, `exposure` likewise or None for equal areas.
    """
    size = np.ones_like(counts) if exposure is None else exposure
    mean = float(counts.sum() / size.sum())
    if mean <= 0:
        raise NotWarranted(_("No burglary before the start; there is nothing to forecast from."))
    spread = float((size * (counts / size - mean) ** 2).sum() / size.sum())
    between = spread - mean / float(size.mean())
    if between <= 0:
        return GammaPrior(mean, np.inf, np.inf)
    return GammaPrior(mean, mean**2 / between, mean / between)


@dataclass(frozen=True, eq=False)
class Forecast:
    """What the treated areas would have had: `expected` with its `variance`, and what it rests on."""

    expected: float
    variance: float
    dispersion: float
    degrees: int
    by_area: Floats
    kept: float  # the share of a difference before that lasts; 1 is plain difference in differences


def compare(
    design: str,
    forecast: Forecast,
    before: Floats,
    after: Floats,
    treated: Flags,
    taken: str,
    *,
    level: float = LEVEL,
) -> Estimate:
    """The treated areas' count over their forecast, with the score interval."""
    observed = float(after[treated].sum())
    said = {"dispersion": forecast.dispersion, "degrees": forecast.degrees}
    counts = four(
        (float(before[treated].sum()), observed), (float(before[~treated].sum()), float(after[~treated].sum()))
    )
    return Estimate(
        design=design,
        scale="ratio",
        estimate=observed / forecast.expected,
        interval=score_interval(observed, forecast.expected, forecast.variance, level=level, **said),
        p=score_p(observed, forecast.expected, forecast.variance, **said),
        se=None,
        dispersion=forecast.dispersion,
        counts=counts,
        assumptions=(taken, assumptions.DISPERSED, assumptions.NO_SPILL),
        level=level,
        more={"expected": forecast.expected, "variance": forecast.variance, "kept": forecast.kept},
    )


def learned(before: Floats, after: Floats, size: Floats, treated: Flags) -> Forecast:
    """Forecast by what the comparison areas did: after = a·size + b·before, both coefficients at least 0.

    Quasi-Poisson regression with identity link. Under gamma rates the mean after, given the count before, is such
    a line and its variance proportional to the mean, whatever made areas be chosen by their count before; so
    the forecast is free of regression to the mean. Dispersion pools both rings (each around its own level),
    never below 1.
    """
    others = ~treated
    x = np.column_stack([size, before])
    beta = _line(x[others], after[others])
    fitted: Floats = x @ beta
    expected = float(fitted[treated].sum())
    used = beta > 0
    degrees = int(others.sum()) - int(used.sum()) + int(treated.sum()) - 1
    if expected <= 0 or degrees < 1 or not used.any():
        raise NotWarranted(_("Too few comparison areas with burglaries to forecast from."))
    ratio = float(after[treated].sum()) / expected
    phi = _dispersion(np.where(treated, max(ratio, 1e-9) * fitted, fitted), after, degrees)
    weights = 1 / np.maximum(fitted[others], 1e-9)
    information = (x[others][:, used] * weights[:, None]).T @ x[others][:, used]
    reach = x[treated][:, used].sum(axis=0)
    variance = phi * float(reach @ np.linalg.solve(information, reach))
    growth = float(after[others].sum() / max(before[others].sum(), 1e-9))
    return Forecast(expected, variance, phi, degrees, fitted, float(beta[1] / growth) if growth > 0 else 1.0)


def _line(x: Floats, y: Floats) -> Floats:
    """Iteratively reweighted least squares with identity link, coefficients kept at or above 0."""
    ratio = y.sum() / np.maximum(x.sum(axis=0), 1e-300)
    beta: Floats = np.asarray(ratio / 2, dtype=np.float64)
    for _step in range(25):
        root = 1 / np.sqrt(np.maximum(x @ beta, 1e-6))
        new = _nonnegative(x * root[:, None], y * root, ratio, x.sum(axis=0))
        if np.allclose(new, beta, rtol=1e-8, atol=1e-12):
            break
        beta = new
    return beta


def _nonnegative(x: Floats, y: Floats, ratio: Floats, total: Floats) -> Floats:
    """Two non-negative coefficients: when one would fall below 0 the other carries the whole."""
    new, *_rest = np.linalg.lstsq(x, y, rcond=None)
    for one in (0, 1):
        if new[one] < 0 or total[one] <= 0:
            alone = np.zeros(2)
            alone[1 - one] = ratio[1 - one]
            return alone
    return np.asarray(new, dtype=np.float64)


def _dispersion(fitted: Floats, after: Floats, degrees: int) -> float:
    known = fitted > 0
    return max(1.0, float(((after[known] - fitted[known]) ** 2 / fitted[known]).sum()) / degrees)


def gamma_poisson(before: Floats, after: Floats, size: Floats, treated: Flags) -> Forecast:
    """Forecast by the spread of counts before: gamma-Poisson posterior means, brought to the others' change.

    The empirical Bayes before-and-after study of Hauer (1997). The prior is that of all areas before the start:
    without those chosen for their high count it would know too little spread. With counts that vary more than
    Poisson within an area it takes too little luck out; `learned` doesn't.
    """
    others = ~treated
    prior = gamma_prior(before, size)
    own = prior.forecast(before, size)
    base = float(own[others].sum())
    trend = float(after[others].sum()) / base
    fitted: Floats = own * trend
    expected = float(fitted[treated].sum())
    degrees = before.size - 2
    if expected <= 0 or degrees < 1:
        raise NotWarranted(_("Too few comparison areas with burglaries to forecast from."))
    ratio = float(after[treated].sum()) / expected
    phi = _dispersion(np.where(treated, max(ratio, 1e-9) * fitted, fitted), after, degrees)
    variance = phi * expected**2 / max(float(fitted[others].sum()), 1e-9)
    kept = float(np.mean(size[treated] / (size[treated] + prior.rate))) if np.isfinite(prior.rate) else 0.0
    return Forecast(expected, variance, phi, degrees, fitted, kept)


def baseline_adjusted(
    before: Floats, after: Floats, size: Floats, treated: Flags, *, level: float = LEVEL
) -> tuple[Estimate, Forecast]:
    """The principal design: observed over the forecast learned from comparison areas."""
    forecast = learned(before, after, size, treated)
    taken = assumptions.LEARNED_SHRINKAGE
    return compare("baseline_adjusted", forecast, before, after, treated, taken, level=level), forecast


def shrinkage_forecast(
    before: Floats, after: Floats, size: Floats, treated: Flags, *, level: float = LEVEL
) -> tuple[Estimate, Forecast]:
    """Observed over the gamma-Poisson forecast."""
    forecast = gamma_poisson(before, after, size, treated)
    taken = assumptions.GAMMA_RATES
    return compare("shrinkage_forecast", forecast, before, after, treated, taken, level=level), forecast
