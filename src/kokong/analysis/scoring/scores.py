"""Scores of a surface as probabilities, and intervals for differences between methods."""

from dataclasses import dataclass

import numpy as np

from ..arrays import Floats, Ints, Refused


def log_score(surface: Floats, happened: Ints, *, floor: float = 1e-9) -> float:
    """Mean natural logarithm of the probability that the surface gave the cells where burglaries happened.

    The surface is scaled to sum to 1; a share `floor` is spread evenly, so that a zero isn't minus infinity.
    """
    if not happened.size:
        return float("nan")
    share = (1 - floor) * surface[happened] / surface.sum() + floor / surface.size
    return float(np.log(share).mean())


@dataclass(frozen=True)
class Calibration:
    """Cells in groups of rising expected count: what each group was expected to hold, and what it held."""

    expected: Floats
    observed: Floats


def calibration(expected: Floats, observed: Floats, *, groups: int = 10) -> Calibration:
    """Compare expected with observed counts, in groups that expect about equally many."""
    order = np.argsort(expected, kind="stable")
    running = np.cumsum(expected[order])
    group = np.minimum((running / running[-1] * groups).astype(int), groups - 1)
    held = [np.bincount(group, values[order], minlength=groups) for values in (expected, observed)]
    return Calibration(*(np.asarray(values, np.float64) for values in held))


@dataclass(frozen=True)
class Difference:
    """How much better than the baseline; the interval is over weeks drawn anew."""

    estimate: float
    low: float
    high: float


def paired_bootstrap(
    hits: Floats, baseline: Floats, events: Floats, *, draws: int = 2000, seed: int = 1, level: float = 0.95
) -> Difference:
    """Difference in hit rate over weeks, with a percentile interval from drawing whole weeks with both methods."""
    if not hits.shape == baseline.shape == events.shape or hits.ndim != 1:
        raise Refused("Give one number per week for the method, the baseline and the burglaries.")
    if not hits.size or events.sum() == 0:
        return Difference(float("nan"), float("nan"), float("nan"))
    week = np.random.default_rng(seed).integers(0, hits.size, (draws, hits.size))
    total = events[week].sum(axis=1)
    drawn = (hits - baseline)[week].sum(axis=1)[total > 0] / total[total > 0]
    low, high = np.quantile(drawn, ((1 - level) / 2, (1 + level) / 2))
    return Difference(float((hits - baseline).sum() / events.sum()), float(low), float(high))
