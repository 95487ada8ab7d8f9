"""The checks behind a verdict: what else could explain the figures?"""

from typing import Final

import numpy as np

from . import calibration, did, neighbours, placebo, quiet, rules
from .displacement import WeightedDisplacementQuotient, wdq
from .errors import NotWarranted
from .panel import BUFFER, CONTROL, TREATED, Panel
from .rules import Check
from .specification import FEWEST_FOR_LEARNING, Table
from .values import Estimate, two_sided

LEVEL: Final = 0.05
PLACES_APART: Final = 3  # so far apart that no single event hits all


def all_checks(
    panel: Panel, table: Table, *, by_lot: bool, delivered: float | None, generator: np.random.Generator
) -> tuple[Check, ...]:
    """Every check for a panel with comparison areas, in the order they are shown."""
    return (
        _years_before(panel, by_lot),
        _year_before(panel),
        _pre_trend(panel),
        _regression(table),
        _comparable(table),
        _areas(panel),
        _places(panel, by_lot, generator),
        _displaced(panel),
        _delivered(delivered),
    )


def checks_staggered(
    panel: Panel, *, by_lot: bool, delivered: float | None, starts: int, generator: np.random.Generator
) -> tuple[Check, ...]:
    """What can be checked when areas start at different times; `panel` starts where the first of them does."""
    if not panel.rows(CONTROL).any():
        return (_years_before(panel, by_lot), _delivered(delivered))
    return (
        _years_before(panel, by_lot),
        _year_before(panel),
        _pre_trend(panel),
        _places(panel, by_lot or starts >= rules.STARTS_TO_REPLICATE, generator),
        _delivered(delivered),
    )


def checks_alone(panel: Panel, *, delivered: float | None) -> tuple[Check, ...]:
    """What can be checked without a comparison."""
    return (_years_before(panel, by_lot=False), _delivered(delivered))


def _years_before(panel: Panel, by_lot: bool) -> Check:
    """At least three years before, or treatment by lot: one bad year is no baseline."""
    years = panel.start / panel.per_year
    return Check("years_before", by_lot or years >= rules.YEARS_BEFORE - 1e-9, years)


def _year_before(panel: Panel) -> Check:
    """A false start one year early must show nothing: was the last year before unusual?"""
    earlier = panel.start - panel.per_year
    if earlier < 1:
        return Check("year_before", None)
    try:
        pairs = did.two_by_two(panel.between(0, panel.start, start=earlier))
        p = did.area_quasi(pairs).p
    except NotWarranted:
        return Check("year_before", None)
    return Check("year_before", None if p is None else p >= LEVEL, p)


def _pre_trend(panel: Panel) -> Check:
    """Before the start the treated areas' share of burglaries must not have been on its way up or down."""
    from statsmodels.genmod.families import Binomial
    from statsmodels.genmod.generalized_linear_model import GLM

    lines = np.column_stack([panel.line(TREATED), panel.line(CONTROL)])[: panel.start]
    some = lines.sum(axis=1) > 0
    if some.sum() < 4 or lines.sum(axis=0).min() <= 0:
        return Check("pre_trend", None)
    x = np.column_stack([np.ones(panel.start), np.arange(panel.start) / panel.per_year])
    with quiet.warnings():
        fitted = GLM(lines[some], x[some], family=Binomial()).fit()
        dispersion = max(1.0, float(fitted.pearson_chi2 / fitted.df_resid))
        p = two_sided(float(fitted.tvalues[1]) / dispersion**0.5, fitted.df_resid)
    return Check("pre_trend", p >= LEVEL if np.isfinite(p) else None, p)


def _regression(table: Table) -> Check:
    """Would it have fallen anyway? The fall that the treated areas' high count alone foretells."""
    expected = table.principal.more.get("expected")
    counts = table.principal.counts
    if expected is None or counts["control_before"] <= 0:
        return Check("regression", None)
    unadjusted = counts["treated_before"] * counts["control_after"] / counts["control_before"]
    foretold = expected / unadjusted - 1 if unadjusted > 0 else 0.0
    plain = next((row.estimate for row in table.rows if row.estimate.design == "did_area_quasi"), None)
    hidden = plain is not None and plain.significant and not table.principal.significant
    return Check("regression", not hidden, foretold)


def _comparable(table: Table) -> Check:
    """Some weighting of comparison areas must go as the treated ones went before the start."""
    miss = table.imbalance
    return Check("comparable", None if miss is None else miss <= calibration.MATCHED_WITHIN, miss)


def _areas(panel: Panel) -> Check:
    """Enough areas to know how much areas vary, and for placebos to be able to say anything."""
    treated, others = int(panel.rows(TREATED).sum()), int(panel.rows(CONTROL).sum())
    enough = treated >= 2 and others >= FEWEST_FOR_LEARNING and did.smallest_p(treated, others) < LEVEL
    return Check("areas", enough, float(treated))


def _places(panel: Panel, by_lot: bool, generator: np.random.Generator) -> Check:
    """One neighbourhood with one start has one story: what else happened there then would look the same.

    It passes where lots were drawn, or the areas lie in three places or more; else only where there is room for
    many such neighbourhoods and hardly any of them, in any year before or since, changed as much.
    """
    treated = panel.rows(TREATED)
    if by_lot or (panel.places is not None and neighbours.groups(panel.places, treated) >= PLACES_APART):
        return Check("places", True)
    if panel.places is None:
        return Check("places", None)
    p = placebo.in_place_and_time(panel, generator=generator)
    return Check("places", p is not None and p < LEVEL / 2, p)


def _displaced(panel: Panel) -> Check:
    """The buffer must not have risen against the comparison areas."""
    moved = buffer_change(panel)
    if moved is None:
        return Check("displaced", None)
    return Check("displaced", not (moved.significant and moved.direction > 0), moved.p)


def _delivered(share: float | None) -> Check:
    """What was planned must have been delivered, or what fell did not fall because of it."""
    return Check("delivered", None if share is None else share >= rules.DELIVERED_WANTED, share)


def buffer_change(panel: Panel) -> Estimate | None:
    """The buffer ring against the comparison ring; None without a buffer or burglaries in it."""
    if not panel.rows(BUFFER).any() or not panel.rows(CONTROL).any():
        return None
    try:
        return did.area_quasi(did.two_by_two(panel, inside=BUFFER))
    except NotWarranted:
        try:
            return did.period_quasi(panel, inside=BUFFER)
        except NotWarranted:
            return None


def quotient(panel: Panel) -> WeightedDisplacementQuotient | None:
    """WDQ for the three rings, where there is a buffer and the comparison had burglaries in both spans."""
    if not panel.rows(BUFFER).any():
        return None
    try:
        return wdq(panel.ring_pair(TREATED), panel.ring_pair(CONTROL), panel.ring_pair(BUFFER))
    except NotWarranted:
        return None
