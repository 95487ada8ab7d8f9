"""How large an effect is believed to be, and what that comes to, with what is not known about either.

Effects are ratios of burglaries with the measure over those without, and normal on the log scale. A sceptic's
prior (most measures change little) is put together with published findings and the municipality's own, each by
how sure it is; so one town's halving of ten burglaries moves the answer as little as it should.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, isfinite, log, sqrt
from typing import Final

import numpy as np
from scipy.stats import gamma, norm

from ..arrays import Floats, Refused
from ..effect.shrinkage import GammaPrior

SCEPTIC: Final = 0.15  # most measures change less than a sixth, up or down: normal around no change
SHOWN: Final = 0.8  # the interval that holds the truth four times in five, if all of this is right
NODES: Final = 61  # quantiles of each distribution by which their product is summed up


@dataclass(frozen=True)
class Finding:
    """A ratio that somebody found, and how sure it is: the standard deviation of its logarithm."""

    ratio: float
    spread: float


@dataclass(frozen=True)
class Effect:
    """The logarithm of a ratio: normal with `mean` and `spread`."""

    mean: float
    spread: float

    @property
    def ratio(self) -> float:
        """The middle one."""
        return exp(self.mean)

    def interval(self, share: float = SHOWN) -> tuple[float, float]:
        """Ratios between which the truth lies with this probability."""
        reach = float(norm.ppf(0.5 + share / 2)) * self.spread
        return exp(self.mean - reach), exp(self.mean + reach)


def spread_of(low: float, high: float, *, level: float = 0.95) -> float:
    """How sure a published interval of a ratio says it is. Raises Refused unless 0 < low < high."""
    if not (0 < low < high and isfinite(high)):
        raise Refused("An interval of a ratio needs two different numbers above 0.")
    return (log(high) - log(low)) / (2 * float(norm.ppf(0.5 + level / 2)))


def pooled(findings: Sequence[Finding], *, sceptic: float = SCEPTIC) -> Effect:
    """Findings and the sceptic's prior, weighted by precision. Without findings, the prior."""
    for each in findings:
        if not (each.ratio > 0 and each.spread > 0):
            raise Refused("A finding needs a ratio and a spread above 0.")
    weights = [1 / sceptic**2, *(1 / each.spread**2 for each in findings)]
    means = [0.0, *(log(each.ratio) for each in findings)]
    total = sum(weights)
    return Effect(sum(w * m for w, m in zip(weights, means, strict=True)) / total, 1 / sqrt(total))


def level(prior: GammaPrior, *, count: float, exposure: float, ahead: float) -> tuple[float, float]:
    """Mean and variance of the underlying number over `ahead`, where `count` were seen over `exposure`.

    Gamma-Poisson: a high count is partly luck, and is drawn towards the mean of all areas.
    """
    if not np.isfinite(prior.rate):
        return prior.mean * ahead, 0.0
    shape, rate = prior.shape + count, prior.rate + exposure
    return shape / rate * ahead, shape / rate**2 * ahead**2


def prevented(
    effect: Effect, *, mean: Floats, variance: Floats, share: Floats, shown: float = SHOWN
) -> tuple[Floats, Floats, Floats]:
    """Burglaries prevented where so many are expected: the mean and the interval (each n,).

    `mean`, `variance` (n,): of what would come without the measure; `share` (n,): the part of it that the measure
    acts on. Below 0 means more burglaries.
    """
    at = (np.arange(NODES) + 0.5) / NODES
    fewer = 1 - np.exp(norm.ppf(at, effect.mean, effect.spread))
    much = _quantiles(np.asarray(mean, np.float64), np.asarray(variance, np.float64), at)
    product = (much[:, :, None] * fewer[None, None, :]).reshape(len(much), -1) * np.asarray(share)[:, None]
    low, high = np.quantile(product, [0.5 - shown / 2, 0.5 + shown / 2], axis=1)
    return product.mean(axis=1), low, high


def _quantiles(mean: Floats, variance: Floats, at: Floats) -> Floats:
    """Quantiles (n, nodes) of gamma distributions; the mean itself where nothing varies."""
    varies = (variance > 0) & (mean > 0)
    safe, spread = np.where(varies, mean, 1.0), np.where(varies, variance, 1.0)
    drawn = gamma.ppf(at[None, :], (safe**2 / spread)[:, None], scale=(spread / safe)[:, None])
    return np.where(varies[:, None], drawn, mean[:, None])
