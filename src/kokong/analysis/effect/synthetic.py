"""Synthetic control for one or a few large units (municipalities), on outcomes only.

Weights on predictors, optimised as in the first synthetic controls, give another answer with every optimiser; the
two here are convex and have one: simplex weights, and synthetic difference in differences.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import nnls

from kokong.analysis.words import gettext as _

from . import assumptions
from .errors import NotWarranted
from .values import LEVEL, Estimate, Floats, Ints, quantile, two_sided


@dataclass(frozen=True, eq=False)
class Synthetic:
    """A synthetic control: its estimate (mean difference a period after), weights by donor, and fit before.

    `rank` is that of the treated unit's ratio of mean squared errors after to before among the placebos (1 is
    the most extreme), of `placebos` units in all, treated included.
    """

    estimate: Estimate
    weights: Floats
    rmse_before: float
    expected: Floats
    rank: int | None = None
    placebos: int | None = None


def simplex_weights(donors: Floats, target: Floats, *, ridge: float = 0.0) -> Floats:
    """Weights w ≥ 0 with Σw = 1 that minimise ‖donors·w − target‖² + ridge·‖w‖².

    `donors` is periods × units. Exact, by non-negative least squares: on the simplex the misfit is ‖Bw‖² with
    B = donors − target, and min ‖Bu‖² + (1·u − 1)² over u ≥ 0 has the same direction (Wolfe's nearest point).
    """
    misfit = donors - target[:, None]
    if ridge > 0:
        misfit = np.vstack([misfit, np.sqrt(ridge) * np.eye(donors.shape[1])])
    size = float(np.linalg.norm(misfit, axis=0).mean()) or 1.0
    # The unit row weighs as much as a column, so that neither drowns in rounding.
    stacked = np.vstack([misfit / size, np.ones(donors.shape[1])])
    solution, _residual = nnls(stacked, np.r_[np.zeros(len(misfit)), 1.0], maxiter=50 * donors.shape[1])
    return np.asarray(solution / solution.sum(), dtype=np.float64)


def synthetic_control(
    outcomes: Floats, treated: int, start: int, *, placebos: bool = True, level: float = LEVEL
) -> Synthetic:
    """Simplex weights on the outcomes before (Abadie, Diamond and Hainmueller, 2010, without predictors).

    `outcomes` is units × periods; row `treated` starts at period `start`. The estimate is the mean difference
    after. p is the rank of the treated unit's error ratio among placebo fits of every other unit, which leave
    the treated one out; the interval moves the placebos' quantiles by the estimate, as wide as those allow.
    """
    _check(outcomes, start, 1)
    fit = _fit(outcomes, treated, start, np.delete(np.arange(len(outcomes)), treated))
    if not placebos:
        return fit
    others = np.delete(np.arange(len(outcomes)), treated)
    fakes = [_fit(outcomes, int(u), start, others[others != u]) for u in others]
    ratios = np.array([_error_ratio(fake, outcomes[u], start) for u, fake in zip(others, fakes, strict=True)])
    own = _error_ratio(fit, outcomes[treated], start)
    rank = 1 + int((ratios > own).sum())
    shifts = np.array([fake.estimate.estimate for fake in fakes])
    low, high = np.quantile(shifts, [(1 - level) / 2, (1 + level) / 2])
    estimate = replace(
        fit.estimate,
        interval=(fit.estimate.estimate - float(high), fit.estimate.estimate - float(low)),
        p=rank / len(outcomes),
        se=float(shifts.std(ddof=1)),
        level=level,
    )
    return replace(fit, estimate=estimate, rank=rank, placebos=len(outcomes))


def _fit(outcomes: Floats, treated: int, start: int, donors: Ints) -> Synthetic:
    weights = simplex_weights(outcomes[donors, :start].T, outcomes[treated, :start])
    expected = np.asarray(weights @ outcomes[donors], dtype=np.float64)
    gap = outcomes[treated] - expected
    full = np.zeros(len(outcomes))
    full[donors] = weights
    effect = float(gap[start:].mean())
    estimate = Estimate(
        design="synthetic_control",
        scale="difference",
        estimate=effect,
        interval=(-np.inf, np.inf),
        p=None,
        se=None,
        dispersion=float("nan"),
        counts={"before": float(outcomes[treated, :start].sum()), "after": float(outcomes[treated, start:].sum())},
        assumptions=(assumptions.MATCHED, assumptions.EXCHANGEABLE, assumptions.NO_SPILL),
    )
    return Synthetic(estimate, full, float(np.sqrt(np.mean(gap[:start] ** 2))), expected)


def _error_ratio(fit: Synthetic, actual: Floats, start: int) -> float:
    gap = np.square(actual - fit.expected)
    return float(gap[start:].mean() / max(gap[:start].mean(), 1e-12))


def synthetic_did(
    outcomes: Floats,
    treated: Sequence[int],
    start: int,
    *,
    draws: int = 200,
    generator: np.random.Generator | None = None,
    level: float = LEVEL,
) -> Synthetic:
    """Synthetic difference in differences (Arkhangelsky, Athey, Hirshberg, Imbens and Wager, AER 111, 2021).

    Unit weights with an intercept and ridge ζ² = √(N₁T₁)·σ² (σ: standard deviation of the donors' period-to-period
    changes before), time weights likewise with a trace of ridge. Standard error by placebo: `draws` samples of
    as many donors as there are treated units; without a `generator` there is none.
    """
    rows = np.asarray(treated, dtype=np.int64)
    _check(outcomes, start, len(rows))
    donors = np.setdiff1d(np.arange(len(outcomes)), rows)
    effect, weights, expected = _sdid(outcomes, rows, donors, start)
    actual = outcomes[rows].mean(axis=0)
    se = _placebo_error(outcomes, donors, len(rows), start, draws, generator) if generator else None
    reach = quantile(level) * se if se else np.inf
    estimate = Estimate(
        design="synthetic_did",
        scale="difference",
        estimate=effect,
        interval=(effect - reach, effect + reach),
        p=two_sided(effect / se) if se else None,
        se=se,
        dispersion=float("nan"),
        counts={"before": float(outcomes[rows, :start].sum()), "after": float(outcomes[rows, start:].sum())},
        assumptions=(assumptions.MATCHED, assumptions.EXCHANGEABLE, assumptions.NO_SPILL),
        level=level,
    )
    full = np.zeros(len(outcomes))
    full[donors] = weights
    return Synthetic(estimate, full, float(np.std((actual - expected)[:start])), expected)


def _sdid(outcomes: Floats, rows: Ints, donors: Ints, start: int) -> tuple[float, Floats, Floats]:
    before, after = outcomes[donors, :start], outcomes[donors, start:]
    noise = float(np.diff(before, axis=1).std(ddof=1))
    periods = outcomes.shape[1] - start
    zeta = (len(rows) * periods) ** 0.25 * noise
    target = outcomes[rows, :start].mean(axis=0)
    units = _centred(before.T, target, ridge=zeta**2 * start)
    times = _centred(before, after.mean(axis=1), ridge=(1e-6 * noise) ** 2 * len(donors))
    actual = outcomes[rows].mean(axis=0)
    synthetic = units @ outcomes[donors]
    gap = actual - synthetic
    baseline = float(times @ gap[:start])
    return float(gap[start:].mean()) - baseline, units, synthetic + baseline


def _centred(donors: Floats, target: Floats, *, ridge: float) -> Floats:
    """Simplex weights with a free intercept: both sides about their means."""
    return simplex_weights(donors - donors.mean(axis=0), target - target.mean(), ridge=ridge)


def _placebo_error(
    outcomes: Floats, donors: Ints, treated: int, start: int, draws: int, generator: np.random.Generator
) -> float:
    if len(donors) <= treated:
        raise NotWarranted(_("Placebo errors need more comparison units than treated ones."))
    found = []
    for _draw in range(draws):
        order = generator.permutation(donors)
        found.append(_sdid(outcomes, order[:treated], order[treated:], start)[0])
    return float(np.std(found))


def _check(outcomes: Floats, start: int, treated: int) -> None:
    if outcomes.ndim != 2 or not 2 <= start < outcomes.shape[1]:
        raise NotWarranted(_("A synthetic control needs at least two periods before the start and one after."))
    if len(outcomes) < treated + 2:
        raise NotWarranted(_("A synthetic control needs at least two comparison units."))
    if not np.isfinite(outcomes).all():
        raise NotWarranted(_("Some outcomes are missing."))
