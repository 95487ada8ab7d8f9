"""Before and after, treated and comparison, as ratios."""

import math
from collections.abc import Mapping
from typing import Final

import numpy as np
from scipy.stats import fisher_exact
from scipy.stats.contingency import odds_ratio

from kokong.analysis.words import gettext as _

from . import assumptions
from .errors import NotWarranted
from .values import LEVEL, Estimate, Pair, ratio_estimate

MOST_EXACT: Final = 20_000
BOTH = (assumptions.PARALLEL, assumptions.NO_SPILL)


def rate_ratio(
    treated: Pair,
    control: Pair,
    *,
    periods: Pair = (1.0, 1.0),
    dispersion: float = 1.0,
    degrees: float | None = None,
    level: float = LEVEL,
) -> Estimate:
    """The relative incident rate ratio (Wilson, 2022): (treated after/before) / (control after/before).

    It equals the interaction of a Poisson regression with log link on the four counts; the variance of its
    logarithm is `dispersion` × Σ 1/count. `treated` and `control` are (before, after). `periods` cancel, being
    shared by both; they are taken for the record. Raises NotWarranted when a count is 0: use `exact_ratio`.
    """
    cells = (*treated, *control)
    if min(cells) <= 0 or min(periods) <= 0:
        raise NotWarranted(_("A ratio of ratios needs a burglary in each of the four counts."))
    log_ratio = math.log(treated[1] / treated[0]) - math.log(control[1] / control[0])
    return ratio_estimate(
        "rate_ratio",
        log_ratio,
        math.sqrt(dispersion * sum(1 / n for n in cells)),
        counts=four(treated, control),
        assumptions=(assumptions.POISSON if dispersion == 1 else assumptions.DISPERSED, *BOTH),
        dispersion=dispersion,
        degrees=degrees,
        level=level,
        more={"relative_effect_size": math.exp(-log_ratio)},
    )


def relative_effect_size(
    treated: Pair, control: Pair, *, dispersion: float = 1.0, level: float = LEVEL
) -> Estimate:
    """RES = ad/bc (Farrington, Gill, Waples and Argomaniz, 2007): above 1 favours the measure.

    The reciprocal of `rate_ratio`; `dispersion` inflates the variance of its logarithm.
    """
    inverse = rate_ratio(treated, control, dispersion=dispersion, level=level)
    assert inverse.se is not None
    return ratio_estimate(
        "relative_effect_size",
        -math.log(inverse.estimate),
        inverse.se,
        counts=inverse.counts,
        assumptions=inverse.assumptions,
        dispersion=dispersion,
        level=level,
    )


def exact_ratio(treated: tuple[int, int], control: tuple[int, int], *, level: float = LEVEL) -> Estimate:
    """The same ratio by conditional maximum likelihood with exact limits (Fisher's noncentral hypergeometric).

    Copes with zeros: an open end is 0 or infinity. p is Fisher's two-sided. Refuses more than 20,000 in all.
    """
    table = np.array([[treated[1], treated[0]], [control[1], control[0]]], dtype=np.int64)
    if (table.sum(axis=0) == 0).any() or (table.sum(axis=1) == 0).any():
        raise NotWarranted(_("Two of the four counts are 0 together; no ratio can be given."))
    if table.sum() > MOST_EXACT:
        raise NotWarranted(
            _("The counts are too large for exact limits; at that size the plain ratio says the same.")
        )
    found = odds_ratio(table, kind="conditional")
    limits = found.confidence_interval(confidence_level=level)
    return Estimate(
        design="exact_ratio",
        scale="ratio",
        estimate=float(found.statistic),
        interval=(float(limits.low), float(limits.high)),
        p=float(fisher_exact(table).pvalue),
        se=None,
        dispersion=1.0,
        counts=four(treated, control),
        assumptions=(assumptions.POISSON, *BOTH),
        level=level,
    )


def additive_change(treated: Pair, control: Pair) -> float:
    """Difference of differences in rates: what was prevented if both would have changed by as much."""
    return (treated[1] - treated[0]) - (control[1] - control[0])


def multiplicative_counterfactual(treated: Pair, control: Pair) -> float:
    """What the treated areas would have had, had they changed by the same factor as the others."""
    return treated[0] * control[1] / control[0]


def four(treated: Pair, control: Pair) -> Mapping[str, float]:
    """The four counts by name."""
    return {
        "treated_before": treated[0],
        "treated_after": treated[1],
        "control_before": control[0],
        "control_after": control[1],
    }
