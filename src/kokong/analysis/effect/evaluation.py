"""One question from counts to verdict."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from . import checks, collapsed, cost, counts, neighbours, placebo, rules, specification, staggered
from .displacement import WeightedDisplacementQuotient
from .panel import CONTROL, RINGS, TREATED, Panel
from .power import Power, data_power
from .rules import Check, Evidence, Finding, Verdict
from .specification import Specification, Table
from .values import Estimate, Floats, Ints, Pair

SEED: Final = 20_170_101


@dataclass(frozen=True)
class Ring:
    """A ring's burglaries, with exact (Poisson) limits of the yearly rate in each span."""

    name: str
    areas: int
    before: float
    after: float
    yearly_before: float
    yearly_after: float
    limits_before: Pair
    limits_after: Pair


@dataclass(frozen=True, eq=False)
class Line:
    """The treated ring period by period: counted, expected without the measure, and the band around it."""

    periods: tuple[str, ...]
    observed: Floats
    expected: Floats
    low: Floats
    high: Floats


@dataclass(frozen=True, eq=False)
class Evaluation:
    """Everything that a report shows."""

    periods: tuple[str, ...]
    start: str
    months_before: float
    months_after: float
    comparison: bool
    staggered: bool
    rings: tuple[Ring, ...]
    specifications: tuple[Specification, ...]
    headline: Estimate
    observed: float
    expected: float
    saved: float
    saved_interval: Pair
    verdict: Verdict
    checks: tuple[Check, ...]
    power: Power
    buffer: Estimate | None
    quotient: WeightedDisplacementQuotient | None
    line: Line | None
    left_out: tuple[str, ...]
    cost: cost.Cost | None

    @property
    def principal(self) -> Estimate:
        """The design whose estimate is the headline's; its interval is that of one design alone."""
        return self.specifications[0].estimate

    def in_burglaries(self, row: Specification) -> tuple[float, float, float]:
        """A design's low, middle and high end as burglaries beyond what was expected."""
        one = row.estimate
        ends = one.interval[0], one.estimate, one.interval[1]
        scale, origin = (
            (self.expected, 1.0) if one.scale == "ratio" else (one.counts.get("unit_periods", 1.0), 0.0)
        )
        low, middle, high = ((end - origin) * scale for end in ends)
        return low, middle, high

    @property
    def percent_withheld(self) -> bool:
        """Whether percentages are kept back for too few burglaries."""
        treated = next(ring for ring in self.rings if ring.name == "treated")
        return rules.percent_withheld(treated.before, self.expected)


def evaluate(
    panel: Panel,
    *,
    by_lot: bool = False,
    delivered: float | None = None,
    spent: float | None = None,
    draws: int = placebo.DRAWS,
    generator: np.random.Generator | None = None,
) -> Evaluation:
    """Run every defensible design on a panel with one start for all, and judge.

    `by_lot`: the treated areas were drawn. `delivered`: share of what was planned that was done, None when not
    known. `spent`: for cost per prevented burglary. Without comparison areas the verdict stops at the third
    step. Raises NotWarranted when the counts can't carry any design.
    """
    comparison = bool(panel.rows(CONTROL).any())
    if comparison:
        chance = generator or np.random.default_rng(SEED)
        found = specification.table(panel, draws=draws, generator=chance)
        looked = checks.all_checks(panel, found, by_lot=by_lot, delivered=delivered, generator=chance)
    else:
        found = specification.table_alone(panel)
        looked = checks.checks_alone(panel, delivered=delivered)
    observed, expected, variance = _expected(found, panel)
    return _judged(
        panel,
        found,
        looked,
        observed,
        expected,
        variance,
        line=_line(panel, found.principal, expected, comparison),
        by_lot=by_lot,
        comparison=comparison,
        spent=spent,
    )


def evaluate_staggered(
    panel: Panel,
    first: Ints,
    *,
    covariates: Floats | None = None,
    by_lot: bool = False,
    delivered: float | None = None,
    spent: float | None = None,
    draws: int = placebo.DRAWS,
    generator: np.random.Generator | None = None,
) -> Evaluation:
    """The same for areas that start at different times; `first` is each area's first treated period or −1.

    The buffer ring is left out. ETWFE's levels and their mean by time since start are shown beside the ratio;
    `covariates` (areas × covariates, constant in time) enter it. Where places are known, all variances grow by how
    much more areas that lie so vary than areas for themselves.
    """
    chance = generator or np.random.default_rng(SEED)
    used = panel.rows(TREATED) | panel.rows(CONTROL)
    outcomes, starts = panel.counts[used], first[used]
    ratio = collapsed.staggered_ratio(outcomes, starts)
    _ratios, p = collapsed.staggered_placebos(outcomes, starts, draws=draws, generator=chance)
    rows = [Specification(ratio, "decides"), Specification(_with_p(ratio, p, draws), "decides")]
    study = staggered.etwfe(outcomes, starts, covariates=None if covariates is None else covariates[used])
    rows.append(Specification(study.overall, "decides"))
    rows += [Specification(estimate, "shown") for estimate in list(study.events.values())[: panel.per_year]]
    begin = int(starts[starts != staggered.NEVER].min())
    early = panel.between(0, panel.counts.shape[1], start=begin)
    many = len(np.unique(starts[starts != staggered.NEVER]))
    looked = checks.checks_staggered(early, by_lot=by_lot, delivered=delivered, starts=many, generator=chance)
    together = _together(early)
    rows = [replace(row, estimate=neighbours.widened(row.estimate, together)) for row in rows]
    expected, observed = ratio.more["expected"], ratio.counts["treated_after"]
    assert ratio.se is not None
    variance = max(0.0, ratio.se**2 - ratio.dispersion / observed) * expected**2
    table = Table(tuple(rows), None, None, (), together)
    return _judged(
        early,
        table,
        looked,
        observed,
        expected,
        variance,
        line=_staggered_line(panel.periods, outcomes, starts, ratio.dispersion),
        by_lot=by_lot,
        comparison=True,
        spent=spent,
        starts=many,
    )


def _together(panel: Panel) -> float:
    """How much more areas that start together or near each other vary, by how comparison areas go together.

    Each area is expected to have its share before, carried to the comparison's level since the first start.
    """
    if panel.places is None:
        return 1.0
    used = panel.only(panel.rows(TREATED) | panel.rows(CONTROL))
    assert used.places is not None
    before, after = used.ring_pair(CONTROL)
    if before <= 0 or after <= 0:
        return 1.0
    return neighbours.inflation(used.places, used.before * after / before, used.after, used.rows(TREATED))


def _with_p(ratio: Estimate, p: float, draws: int) -> Estimate:
    low, high = ratio.interval
    if p >= 1 - ratio.level:
        low, high = min(low, 1.0), max(high, 1.0)
    return replace(
        ratio, design="staggered_placebo", interval=(low, high), p=p, more={**ratio.more, "draws": draws}
    )


def _judged(
    panel: Panel,
    table: Table,
    looked: Sequence[Check],
    observed: float,
    expected: float,
    variance: float,
    *,
    line: Line | None,
    by_lot: bool,
    comparison: bool,
    spent: float | None,
    starts: int = 1,
) -> Evaluation:
    principal = table.principal
    power = data_power(expected, variance * table.inflation, principal.dispersion)
    deciding = tuple(_finding(row.estimate) for row in table.rows if row.role == "decides")
    rings = tuple(_rings(panel))
    months = 12 / panel.per_year
    verdict = rules.judge(
        Evidence(
            comparison=comparison,
            before=rings[0].before,
            expected=expected,
            months_after=panel.spans[1] * months,
            power=power.power,
            principal=_finding(principal),
            deciding=deciding,
            checks=looked,
            by_lot=by_lot,
            starts=starts,
        )
    )
    headline = table.headline
    saved, limits = cost.prevented(headline, expected)
    return Evaluation(
        periods=panel.periods,
        start=panel.periods[panel.start],
        months_before=panel.spans[0] * months,
        months_after=panel.spans[1] * months,
        comparison=comparison,
        staggered=starts > 1,
        rings=rings,
        specifications=table.rows,
        headline=headline,
        observed=observed,
        expected=expected,
        saved=saved,
        saved_interval=limits,
        verdict=verdict,
        checks=tuple(looked),
        power=power,
        buffer=checks.buffer_change(panel) if comparison and starts == 1 else None,
        quotient=checks.quotient(panel) if comparison and starts == 1 else None,
        line=line,
        left_out=table.left_out,
        cost=None if spent is None else cost.cost_per_prevented(spent, headline, expected=expected),
    )


def _finding(estimate: Estimate) -> Finding:
    return Finding(estimate.design, estimate.significant, estimate.direction)


def _expected(table: Table, panel: Panel) -> tuple[float, float, float]:
    """The treated ring's count after, the one expected, and the variance of the latter."""
    principal, observed = table.principal, panel.ring_pair(TREATED)[1]
    if "expected" in principal.more:
        return observed, principal.more["expected"], principal.more["variance"]
    c = principal.counts
    expected = c["treated_before"] * c["control_after"] / c["control_before"]
    three = ("treated_before", "control_before", "control_after")
    return observed, expected, expected**2 * principal.dispersion * sum(1 / c[name] for name in three)


def _rings(panel: Panel) -> list[Ring]:
    years = [span / panel.per_year for span in panel.spans]
    found = []
    for name, ring in RINGS.items():
        if not panel.rows(ring).any():
            continue
        before, after = panel.ring_pair(ring)
        found.append(
            Ring(
                name=name,
                areas=int(panel.rows(ring).sum()),
                before=before,
                after=after,
                yearly_before=before / years[0],
                yearly_after=after / years[1],
                limits_before=_yearly(before, years[0]),
                limits_after=_yearly(after, years[1]),
            )
        )
    return found


def _yearly(count: float, years: float) -> Pair:
    low, high = counts.garwood(count)
    return low / years, high / years


def _line(panel: Panel, principal: Estimate, expected: float, comparison: bool) -> Line:
    """The expected count of each period follows the comparison's (or, without one, the season before)."""
    observed = panel.line(TREATED)
    shape = panel.line(CONTROL) if comparison else _season(observed, panel)
    scaled = np.empty_like(shape)
    for span, total in (
        (slice(None, panel.start), observed[: panel.start].sum()),
        (slice(panel.start, None), expected),
    ):
        scaled[span] = shape[span] * total / max(float(shape[span].sum()), 1e-9)
    return _banded(panel.periods, observed, scaled, principal.dispersion)


def _staggered_line(periods: tuple[str, ...], outcomes: Floats, first: Ints, dispersion: float) -> Line:
    observed, expected = collapsed.course(outcomes, first)
    return _banded(periods[: observed.size], observed, expected, dispersion)


def _banded(periods: tuple[str, ...], observed: Floats, expected: Floats, dispersion: float) -> Line:
    reach = 1.96 * np.sqrt(dispersion * expected)
    return Line(periods, observed, expected, np.maximum(expected - reach, 0.0), expected + reach)


def _season(observed: Floats, panel: Panel) -> Floats:
    season = np.arange(observed.size) % panel.per_year
    before = np.arange(observed.size) < panel.start
    means = [observed[before & (season == s)].mean() if (before & (season == s)).any() else 0.0 for s in season]
    return np.asarray(means, dtype=np.float64)
