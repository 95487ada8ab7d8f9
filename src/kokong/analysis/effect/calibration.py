"""Calibration weights: comparison areas weighted so that together they match the treated, exactly and quickly.

The idea of microsynth (Robbins, Saunders and Kilmer, JASA 112, 2017): with many small areas a synthetic control is
a survey-calibration problem, convex with one answer.
"""

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np

from kokong.analysis.words import gettext as _

from . import assumptions
from .errors import NotWarranted
from .intervals import score_interval, score_p
from .panel import CONTROL, TREATED, Panel
from .rates import four
from .values import LEVEL, Estimate, Floats

STEPS: Final = 60
SOFT: Final = 1e-9
MATCHED_WITHIN: Final = 0.02
MOST_BLOCKS: Final = 12


@dataclass(frozen=True, eq=False)
class Weights:
    """Weights at or above 0; `imbalance` is the largest miss as a share of its target; `steps` Newton took."""

    weights: Floats
    imbalance: float
    steps: int

    @property
    def effective(self) -> float:
        """How many equally weighted areas the weights are worth (Kish)."""
        squares = float(np.square(self.weights).sum())
        return float(self.weights.sum()) ** 2 / squares if squares > 0 else 0.0


def calibrate(features: Floats, targets: Floats, base: Floats | None = None) -> Weights:
    """Non-negative weights w closest to `base` with features' w = targets (truncated linear calibration).

    Deville and Särndal's (1992) distance Σ (w − d)²/2d with w ≥ 0, by damped Newton on the convex dual:
    w = d·max(0, 1 + xλ). `features` is areas × constraints; put a column of ones first for the number of areas.
    `base` defaults to equal weights that sum to the first target. Where no such weights exist, the answer is
    the nearest miss and `imbalance` says by how much.
    """
    if features.ndim != 2 or features.shape[1] != targets.size or not np.isfinite(features).all():
        raise NotWarranted(_("The table of areas and the list of targets don't fit together."))
    scale = np.maximum(np.abs(targets), 1e-12)
    start = np.full(len(features), targets[0] / max(features[:, 0].sum(), 1e-12)) if base is None else base
    x = features / scale
    goal = targets / scale
    multipliers, steps = _newton(x, goal, start)
    weights = start * np.maximum(0.0, 1 + x @ multipliers)
    misses = np.where(targets == 0, features.T @ weights / max(weights.sum(), 1e-12), x.T @ weights - goal)
    return Weights(weights, float(np.abs(misses).max()), steps)


def _newton(x: Floats, goal: Floats, base: Floats) -> tuple[Floats, int]:
    """Minimise Σ d·max(0, 1 + xλ)²/2 − goal·λ + a trace of ‖λ‖², which keeps λ finite where no weights fit."""
    multipliers = np.zeros(goal.size)
    soft = SOFT * float((base[:, None] * x * x).sum(axis=0).mean())

    def value(at: Floats) -> float:
        return float((base * np.maximum(0.0, 1 + x @ at) ** 2).sum() / 2 - goal @ at + soft * (at @ at) / 2)

    for step in range(STEPS):
        inner = 1 + x @ multipliers
        active = inner > 0
        gradient = x[active].T @ (base[active] * inner[active]) - goal + soft * multipliers
        if np.abs(gradient).max() < 1e-10:
            return multipliers, step
        used = x[active] * np.sqrt(base[active])[:, None]
        hessian = used.T @ used
        hessian[np.diag_indices_from(hessian)] += soft + 1e-13 * max(float(np.trace(hessian)) / goal.size, 1e-300)
        move = -np.linalg.solve(hessian, gradient)
        now, slope, length = value(multipliers), float(gradient @ move), 1.0
        while value(multipliers + length * move) > now + 1e-4 * length * slope and length > 1e-8:
            length /= 2
        multipliers = multipliers + length * move
    return multipliers, STEPS


def blocks(counts: Floats, number: int) -> Floats:
    """Counts by area summed into so many spans of about equal length: areas × spans."""
    edges = np.linspace(0, counts.shape[1], number + 1).round().astype(int)
    return np.column_stack([counts[:, a:b].sum(axis=1) for a, b in pairwise(edges)])


def features_of(panel: Panel) -> Floats:
    """What to match on: the number of areas, their size where known, and the counts before, by span."""
    controls = int(panel.rows(CONTROL).sum())
    number = int(max(1, min(MOST_BLOCKS, panel.start, controls // 8)))
    columns = [np.ones(len(panel.units))]
    if panel.exposure is not None:
        columns.append(panel.size)
    return np.column_stack([*columns, blocks(panel.counts[:, : panel.start], number)])


def synthetic(panel: Panel, *, level: float = LEVEL) -> tuple[Estimate, Weights]:
    """The treated ring's count after over that of its calibration-weighted comparison.

    Variance by linearisation: each area's count varies around its regression on what was matched, with one
    common dispersion (Pearson, never below 1); the comparison's part is Σ w²·dispersion·mean.
    """
    inside, outside = panel.rows(TREATED), panel.rows(CONTROL)
    features = features_of(panel)
    found = calibrate(features[outside], features[inside].sum(axis=0))
    after = panel.after
    expected, observed = float(found.weights @ after[outside]), float(after[inside].sum())
    degrees = int(outside.sum()) - features.shape[1]
    if expected <= 0 or degrees < 2:
        raise NotWarranted(_("Too few comparison areas with burglaries to build a weighted comparison from."))
    mean, phi = _regression(features[outside], after[outside], panel.before[outside], degrees)
    variance = phi * float(np.square(found.weights) @ mean)
    said = {"dispersion": phi, "degrees": degrees}
    t0, c0 = float(panel.before[inside].sum()), float(panel.before[outside].sum())
    estimate = Estimate(
        design="calibrated_synthetic",
        scale="ratio",
        estimate=observed / expected,
        interval=score_interval(observed, expected, variance, level=level, **said),
        p=score_p(observed, expected, variance, **said),
        se=None,
        dispersion=phi,
        counts=four((t0, observed), (c0, float(after[outside].sum()))),
        assumptions=(assumptions.MATCHED, assumptions.DISPERSED, assumptions.NO_SPILL),
        level=level,
        more={"expected": expected, "imbalance": found.imbalance, "effective_areas": found.effective},
    )
    return estimate, found


def _regression(x: Floats, y: Floats, before: Floats, degrees: int) -> tuple[Floats, float]:
    """Fitted means (kept above a trace) and Pearson dispersion of the counts after, given what was matched."""
    growth = y.sum() / max(before.sum(), 1e-9)
    mean = np.maximum(before * growth, 0.25 * max(float(y.mean()), 1e-6))
    for _step in range(5):
        root = 1 / np.sqrt(mean)
        beta, *_rest = np.linalg.lstsq(x * root[:, None], y * root, rcond=None)
        mean = np.maximum(x @ beta, 0.05 * max(float(y.mean()), 1e-6))
    return mean, max(1.0, float(((y - mean) ** 2 / mean).sum()) / degrees)
