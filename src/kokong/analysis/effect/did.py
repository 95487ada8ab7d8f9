"""Difference in differences on counts: treated against comparison areas, after against before.

With an effect for every area and every period, and one start for all, the Poisson maximum is the ratio of
ratios of the four totals, in closed form. The designs here share that estimate and differ in what they take the
variance to be.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from kokong.analysis.words import gettext as _

from . import assumptions, quiet
from .errors import NotWarranted
from .panel import CONTROL, TREATED, Panel
from .rates import BOTH, four, rate_ratio
from .values import LEVEL, Estimate, Flags, Floats, ratio_estimate


@dataclass(frozen=True, eq=False)
class TwoByTwo:
    """Each area's counts before and after (the former carried to the latter's exposure) and who is treated."""

    before: Floats
    after: Floats
    treated: Flags

    def totals(self) -> tuple[float, float, float, float]:
        """Treated before, after; control before, after."""
        sums = (side[who].sum() for who in (self.treated, ~self.treated) for side in (self.before, self.after))
        t0, t1, c0, c1 = (float(n) for n in sums)
        return t0, t1, c0, c1

    def log_ratio(self) -> float:
        """Logarithm of the ratio of ratios. Raises NotWarranted when one of the four totals is 0."""
        t0, t1, c0, c1 = self.totals()
        if min(t0, t1, c0, c1) <= 0:
            raise NotWarranted(_("A ratio of ratios needs a burglary in each of the four counts."))
        return math.log(t1 / t0) - math.log(c1 / c0)

    def counts(self) -> Mapping[str, float]:
        """The four totals by name."""
        t0, t1, c0, c1 = self.totals()
        return four((t0, t1), (c0, c1))


def two_by_two(panel: Panel, *, inside: int = TREATED) -> TwoByTwo:
    """The treated ring (or another, `inside`) against the control ring; other areas are left out."""
    used = panel.rows(inside) | panel.rows(CONTROL)
    return TwoByTwo(panel.before[used], panel.after[used], panel.rows(inside)[used])


def poisson(data: TwoByTwo, *, level: float = LEVEL) -> Estimate:
    """Poisson: the lower bound of what is uncertain, never the headline."""
    return _made("did_poisson", data, 1.0, assumptions.POISSON, None, level)


def period_quasi(panel: Panel, *, inside: int = TREATED, level: float = LEVEL) -> Estimate:
    """Quasi-Poisson with an effect per period: dispersion from the two rings' counts period by period.

    Pearson's χ² of the 2 × periods table around the fit, over periods − 2 degrees of freedom. It sees what
    varies from period to period, not that areas change differently.
    """
    data = two_by_two(panel, inside=inside)
    lines = np.stack([panel.line(inside), panel.line(CONTROL)])
    chi2 = sum(_pearson(lines[:, span]) for span in (slice(None, panel.start), slice(panel.start, None)))
    degrees = len(panel.periods) - 2
    if degrees < 1:
        raise NotWarranted(_("Dispersion between periods needs at least three periods."))
    phi = max(1.0, chi2 / degrees)
    return _made("did_period_quasi", data, phi, assumptions.DISPERSED, degrees, level)


def area_quasi(data: TwoByTwo, *, level: float = LEVEL) -> Estimate:
    """Quasi-Poisson with an effect per area: dispersion from how differently areas of one kind changed.

    Pearson's χ² of each area's (before, after) around its ring's common ratio, over areas − 2 degrees of
    freedom, never below 1; Student's t. Pooling both rings keeps it honest with few treated areas, where
    cluster-robust errors are not.
    """
    chi2 = sum(_pearson(np.stack([data.before[who], data.after[who]])) for who in (data.treated, ~data.treated))
    degrees = int((data.before + data.after > 0).sum()) - 2
    if degrees < 1:
        raise NotWarranted(_("Dispersion between areas needs at least three areas with burglaries."))
    return _made("did_area_quasi", data, max(1.0, chi2 / degrees), assumptions.DISPERSED, degrees, level)


def clustered(data: TwoByTwo, *, level: float = LEVEL) -> Estimate:
    """Cluster-robust by area (Liang and Zeger, 1986), in closed form for the four totals.

    Area i contributes after_i/total − before_i/total of its ring; each ring's sum of squares is multiplied by
    n/(n − 1) (CR1), t with the smaller ring's n − 1 degrees of freedom. Needs two areas in each ring.
    """
    sizes = [int(who.sum()) for who in (data.treated, ~data.treated)]
    if min(sizes) < 2:
        raise NotWarranted(_("Cluster-robust errors need at least two areas on each side."))
    log_ratio = data.log_ratio()
    variance = sum(
        n / (n - 1) * float(np.square(_influence(data, who)).sum())
        for n, who in zip(sizes, (data.treated, ~data.treated), strict=True)
    )
    counts = data.counts()
    poisson_variance = sum(1 / n for n in counts.values())
    return ratio_estimate(
        "did_clustered",
        log_ratio,
        math.sqrt(variance),
        counts=counts,
        assumptions=(assumptions.CLUSTERS, *BOTH),
        dispersion=variance / poisson_variance,
        degrees=min(sizes) - 1,
        level=level,
    )


def _influence(data: TwoByTwo, who: Flags) -> Floats:
    before, after = data.before[who], data.after[who]
    change: Floats = after / after.sum() - before / before.sum()
    return change


def negative_binomial(data: TwoByTwo, *, level: float = LEVEL) -> Estimate:
    """Negative binomial regression (NB2) of the count after on treatment and the logarithm of the count before.

    Adjusting for the count before takes care of areas chosen because they were hot. Dispersion is the variance
    over the mean at the treated areas' average. Maximum likelihood by statsmodels, t on areas − 3.
    """
    from statsmodels.discrete.discrete_model import NegativeBinomial, Poisson

    x = np.column_stack([np.ones(data.after.size), data.treated, np.log(data.before + 0.5)]).astype(float)
    if data.after.size < 6 or data.totals()[1] <= 0 or data.totals()[3] <= 0:
        raise NotWarranted(_("Too few areas or burglaries for the negative binomial."))
    with np.errstate(all="ignore"), quiet.warnings():
        first = Poisson(data.after, x).fit(disp=0, maxiter=200)
        fitted = NegativeBinomial(data.after, x).fit(
            disp=0, maxiter=300, start_params=np.r_[first.params, 0.1], method="bfgs"
        )
        errors, alpha = np.asarray(fitted.bse), float(fitted.params[-1])
        # An alpha at the edge (no more varied than Poisson) leaves no curvature there: Poisson it is.
        if not np.isfinite(errors[1]) or alpha <= 1e-4:
            fitted, errors, alpha = first, np.asarray(first.bse), 0.0
    if not np.isfinite(errors[1]) or not np.isfinite(fitted.params[1]):
        raise NotWarranted(_("Too few areas or burglaries for the negative binomial."))
    return ratio_estimate(
        "negative_binomial",
        float(fitted.params[1]),
        float(errors[1]),
        counts=data.counts(),
        assumptions=(assumptions.NEGATIVE_BINOMIAL, *BOTH),
        dispersion=1 + alpha * float(data.after[data.treated].mean()),
        degrees=data.after.size - 3,
        level=level,
    )


def placebo_ratios(data: TwoByTwo, *, draws: int, generator: np.random.Generator) -> tuple[float, Floats, float]:
    """Treatment dealt out at random among all areas (Fisher's exact null, by `draws` permutations).

    Answers with the log ratio found, those under placebo, and the two-sided p (1 + extremer) / (1 + draws).
    It holds only when the treated were no special choice, such as the hottest.
    """
    found, size = data.log_ratio(), int(data.treated.sum())
    both = np.stack([data.before, data.after])
    total = both.sum(axis=1)
    inside = np.stack(
        [both[:, generator.choice(data.before.size, size, replace=False)].sum(1) for _draw in range(draws)]
    )
    # Half a burglary to each total: a placebo group without any must not be lost.
    ratios = np.log((inside[:, 1] + 0.5) / (inside[:, 0] + 0.5))
    ratios -= np.log((total[1] - inside[:, 1] + 0.5) / (total[0] - inside[:, 0] + 0.5))
    p = (1 + int((np.abs(ratios) >= abs(found) - 1e-12).sum())) / (1 + draws)
    return found, np.asarray(ratios, dtype=np.float64), p


def permuted(
    data: TwoByTwo, *, draws: int = 999, generator: np.random.Generator, level: float = LEVEL
) -> Estimate:
    """Difference in differences with placebo inference; the interval shifts the placebos' quantiles."""
    found, ratios, p = placebo_ratios(data, draws=draws, generator=generator)
    low, high = np.quantile(ratios, [(1 - level) / 2, (1 + level) / 2])
    variance = sum(1 / n for n in data.counts().values())
    return Estimate(
        design="did_placebo",
        scale="ratio",
        estimate=math.exp(found),
        interval=(math.exp(found - high), math.exp(found - low)),
        p=p,
        se=float(ratios.std()),
        dispersion=float(ratios.var() / variance),
        counts=data.counts(),
        assumptions=(assumptions.EXCHANGEABLE, *BOTH),
        level=level,
        more={"draws": draws},
    )


def smallest_p(treated: int, others: int) -> float:
    """The smallest p that placebos can give with so many areas."""
    return 1 / math.comb(treated + others, treated)


def _pearson(table: Floats) -> float:
    """χ² of a two-way table around independence; empty margins count for nothing."""
    expected = table.sum(axis=1, keepdims=True) * table.sum(axis=0, keepdims=True) / max(table.sum(), 1e-300)
    terms = np.divide((table - expected) ** 2, expected, out=np.zeros_like(expected), where=expected > 0)
    return float(terms.sum())


def _made(design: str, data: TwoByTwo, phi: float, taken: str, degrees: float | None, level: float) -> Estimate:
    data.log_ratio()
    t0, t1, c0, c1 = data.totals()
    found = rate_ratio((t0, t1), (c0, c1), dispersion=phi, degrees=degrees, level=level)
    assert found.se is not None
    return ratio_estimate(
        design,
        math.log(found.estimate),
        found.se,
        counts=found.counts,
        assumptions=(taken, *BOTH),
        dispersion=phi,
        degrees=degrees,
        level=level,
    )
