"""Staggered starts by cohort totals: the Poisson estimate as a ratio, fast enough for a thousand placebos.

Without covariates the Poisson model of `staggered` depends on the data only through each cohort's total in each
period. Cohort and period factors are fitted to the untreated cells alone and carried to the treated ones.
"""

import math
from typing import Final

import numpy as np

from kokong.analysis.words import gettext as _

from . import assumptions
from .errors import NotWarranted
from .staggered import NEVER, _comparable
from .values import LEVEL, Estimate, Flags, Floats, Ints, ratio_estimate

SWEEPS: Final = 4000


def staggered_ratio(outcomes: Floats, first: Ints, *, level: float = LEVEL) -> Estimate:
    """Observed over expected in all treated cells together, quasi-Poisson by unit.

    `outcomes` and `first` as for `staggered.etwfe`. Expected counts come from cohort × period factors fitted to
    untreated cells. The variance of the ratio's logarithm is Poisson's times a dispersion pooled over all units
    (each unit's part in the error against its Poisson variance, never below 1), Student's t on units − cohorts:
    with few treated units, cluster-robust errors would be too short.
    """
    outcomes, first = _comparable(outcomes, first)
    cohorts, labels = np.unique(first, return_inverse=True)
    totals = _totals(outcomes, labels[None, :], len(cohorts))
    free = _untreated(cohorts, outcomes.shape[1])
    fitted = _fill(totals, free)
    observed, expected = float(totals[0][~free].sum()), float(fitted[0][~free].sum())
    if observed <= 0 or expected <= 0 or not math.isfinite(expected):
        raise NotWarranted(_("Too few burglaries to compare staggered starts."))
    part, poisson = _influence(outcomes, labels, totals[0], fitted[0], free)
    some = poisson > 0
    degrees = int(some.sum()) - len(cohorts)
    if degrees < 1:
        raise NotWarranted(_("Too few areas to know how much areas vary"))
    dispersion = max(1.0, float((part[some] ** 2 / poisson[some]).sum()) / degrees)
    variance = dispersion * float(poisson.sum())
    return ratio_estimate(
        "staggered_ratio",
        math.log(observed / expected),
        math.sqrt(variance),
        counts={"treated_after": observed, "expected": expected, "untreated": float(totals[0][free].sum())},
        assumptions=(assumptions.NOT_ANTICIPATED, assumptions.PARALLEL, assumptions.DISPERSED),
        dispersion=dispersion,
        degrees=degrees,
        level=level,
        more={"expected": expected},
    )


def course(outcomes: Floats, first: Ints) -> tuple[Floats, Floats]:
    """Counted and expected in each period over all units that ever start, while some are left to compare with."""
    outcomes, first = _comparable(outcomes, first)
    cohorts, labels = np.unique(first, return_inverse=True)
    totals = _totals(outcomes, labels[None, :], len(cohorts))
    fitted = _fill(totals, _untreated(cohorts, outcomes.shape[1]))
    ever = cohorts != NEVER
    return np.asarray(totals[0][ever].sum(axis=0)), np.asarray(fitted[0][ever].sum(axis=0))


def staggered_placebos(
    outcomes: Floats, first: Ints, *, draws: int = 999, generator: np.random.Generator
) -> tuple[Floats, float]:
    """The log ratio with starts dealt out anew `draws` times, and the two-sided p of the real one."""
    outcomes, first = _comparable(outcomes, first)
    cohorts, labels = np.unique(first, return_inverse=True)
    dealt = np.stack([labels, *(generator.permutation(labels) for _draw in range(draws))])
    totals = _totals(outcomes, dealt, len(cohorts))
    free = _untreated(cohorts, outcomes.shape[1])
    fitted = _fill(totals, free)
    observed, expected = totals[:, ~free].sum(axis=1), fitted[:, ~free].sum(axis=1)
    ratios = np.log((observed + 0.5) / (expected + 0.5))
    p = float((1 + (np.abs(ratios[1:]) >= abs(ratios[0]) - 1e-12).sum()) / (1 + draws))
    return np.asarray(ratios[1:], dtype=np.float64), p


def _totals(outcomes: Floats, labels: Ints, cohorts: int) -> Floats:
    """Cohort × period totals for each row of labels."""
    return np.stack(
        [np.stack([outcomes[row == g].sum(axis=0) for g in range(cohorts)]) for row in labels], dtype=np.float64
    )


def _untreated(cohorts: Ints, periods: int) -> Flags:
    free: Flags = (cohorts[:, None] == NEVER) | (np.arange(periods)[None, :] < cohorts[:, None])
    return free


def _fill(totals: Floats, free: Flags) -> Floats:
    """Cohort × period products fitted to the free cells by iterative proportional fitting, for every table."""
    known = np.where(free, totals, 0.0)
    rows, columns = known.sum(axis=2), known.sum(axis=1)
    a = np.ones_like(rows)
    b = np.ones_like(columns)
    mask = free.astype(np.float64)
    for _sweep in range(SWEEPS):
        old = a
        b = columns / np.maximum(a @ mask, 1e-300)
        a = rows / np.maximum(b @ mask.T, 1e-300)
        if np.allclose(a, old, rtol=1e-9, atol=1e-12):
            break
    return np.asarray(a[:, :, None] * b[:, None, :], dtype=np.float64)


def _influence(
    outcomes: Floats, labels: Ints, totals: Floats, fitted: Floats, free: Flags
) -> tuple[Floats, Floats]:
    """Each unit's part in the error of ln(observed/expected), and the Poisson variance of that part.

    A unit is compared with its share of its cohort, so that units of different size don't count as noise.
    """
    weights = _weights(totals, fitted, free)[labels]
    mean = np.where(free, fitted, totals)[labels]
    share = outcomes.sum(axis=1) / np.maximum(mean.sum(axis=1), 1e-300)
    due = share[:, None] * mean
    part: Floats = (weights * (outcomes - due)).sum(axis=1)
    return part, np.asarray((weights**2 * due).sum(axis=1), dtype=np.float64)


def _weights(totals: Floats, fitted: Floats, free: Flags) -> Floats:
    """By how much one burglary more in a cohort's period moves ln(observed/expected)."""
    cohorts, periods = totals.shape
    untreated = np.where(free, fitted, 0.0)
    information = np.zeros((cohorts + periods, cohorts + periods))
    information[:cohorts, :cohorts] = np.diag(untreated.sum(axis=1))
    information[cohorts:, cohorts:] = np.diag(untreated.sum(axis=0))
    information[:cohorts, cohorts:] = untreated
    information[cohorts:, :cohorts] = untreated.T
    treated = np.where(free, 0.0, fitted)
    gradient = np.r_[treated.sum(axis=1), treated.sum(axis=0)] / treated.sum()
    # One factor is free (cohorts up, periods down): the pseudo-inverse leaves it alone.
    reach = np.linalg.pinv(information, hermitian=True) @ gradient
    moved = -(reach[:cohorts, None] + reach[None, cohorts:])
    return np.asarray(np.where(free, moved, 1 / totals[~free].sum()), dtype=np.float64)
