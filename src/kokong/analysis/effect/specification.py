"""Every defensible design for one question, side by side.

Designs that *decide* must all agree before the word effect is used. Those that are *shown* are either known to be
too sure of themselves (Poisson) or blunt for this data; they stand in the table so that a reader sees how much the
answer depends on the design.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final, Literal, TypeAlias

import numpy as np

from kokong.analysis.words import gettext as _

from . import assumptions, calibration, did, displacement, neighbours, placebo, series, shrinkage, synthetic
from .errors import NotWarranted
from .panel import CONTROL, TREATED, Panel
from .rates import four
from .shrinkage import Forecast
from .values import Estimate, Flags, Floats, Ints

Role: TypeAlias = Literal["decides", "shown"]
FEWEST_FOR_LEARNING: Final = 8  # comparison areas
FEW_UNITS: Final = 3  # treated, for synthetic difference in differences
FEWEST_DONORS: Final = 6
MOST_DONORS: Final = 300
FEWEST_CLUSTERS: Final = 10  # on each side, for cluster-robust errors to decide
HEADLINE: Final = frozenset(
    {"baseline_adjusted", "did_area_quasi", "shrinkage_forecast", "calibrated_synthetic"}
)  # each is wrong in another way where areas are busy, hot or drift; what all reach holds (decision 148)
TOGETHER: Final = HEADLINE | {"without_last_year", "negative_binomial", "did_clustered"}  # take areas for apart


@dataclass(frozen=True)
class Specification:
    """A design's estimate and whether it decides."""

    estimate: Estimate
    role: Role


@dataclass(frozen=True, eq=False)
class Table:
    """The specification table; the principal design stands first. `left_out` says why a design is absent."""

    rows: tuple[Specification, ...]
    forecast: Forecast | None
    imbalance: float | None
    left_out: tuple[str, ...]
    inflation: float = 1.0  # of the variance, since treated areas lie side by side

    @property
    def headline(self) -> Estimate:
        """The principal design's estimate, with the interval that holds those of the four different designs."""
        found = [row.estimate for row in self.rows if row.estimate.design in HEADLINE]
        if self.principal not in found:
            return self.principal
        low, high = min(one.interval[0] for one in found), max(one.interval[1] for one in found)
        known = [one.p for one in found if one.p is not None]
        return replace(self.principal, interval=(low, high), p=max(known, default=None))

    @property
    def principal(self) -> Estimate:
        """The design that carries the headline."""
        return self.rows[0].estimate


@dataclass(frozen=True, eq=False)
class _Data:
    before: Floats
    after: Floats
    size: Floats
    treated: Flags


class _Collector:
    """Takes in designs one by one and notes why any of them can't be had."""

    def __init__(self) -> None:
        self.rows: list[Specification] = []
        self.left_out: list[str] = []

    def add(self, make: Callable[[], Estimate], role: Role) -> None:
        try:
            self.rows.append(Specification(make(), role))
        except NotWarranted as why:
            self.note(why.said)

    def note(self, why: str) -> None:
        if why not in self.left_out:
            self.left_out.append(why)


def table(panel: Panel, *, draws: int = placebo.DRAWS, generator: np.random.Generator) -> Table:
    """All designs for a panel with comparison areas. Raises NotWarranted when there isn't even a principal one.

    The buffer ring is left out: it is no comparison.
    """
    if panel.ring_pair(TREATED)[0] <= 0:
        raise NotWarranted(
            _("The treated areas had no burglary before the start; there is nothing to compare with.")
        )
    found = _Collector()
    used = panel.only(panel.rows(TREATED) | panel.rows(CONTROL))
    forecast = _principal(used, found)
    groups, inflation = _together(used, forecast, draws, generator)
    _deciding(used, found, groups, draws, generator)
    imbalance = _synthetic(used, found)
    if not found.rows:
        raise NotWarranted(found.left_out[-1] if found.left_out else _("There is too little to compare."))
    _shown(used, found, draws, generator)
    if not found.rows or found.rows[0].role != "decides":
        raise NotWarranted(found.left_out[0] if found.left_out else _("There is too little to compare."))
    return Table(_widened(found.rows, inflation), forecast, imbalance, tuple(found.left_out), inflation)


def _together(
    panel: Panel, forecast: Forecast | None, draws: int, generator: np.random.Generator
) -> tuple[Ints | None, float]:
    """Groups that lie as the treated areas do, and how much more such a group varies, where places are known."""
    treated = panel.rows(TREATED)
    if panel.places is None or forecast is None or treated.sum() < 2:
        return None, 1.0
    groups = neighbours.elsewhere(panel.places, treated, draws=draws, generator=generator)
    inflation = neighbours.inflation(panel.places, forecast.by_area, panel.after, treated)
    return (groups if len(groups) else None), inflation


def _widened(rows: list[Specification], factor: float) -> tuple[Specification, ...]:
    return tuple(
        replace(row, estimate=neighbours.widened(row.estimate, factor)) if row.estimate.design in TOGETHER else row
        for row in rows
    )


def _principal(panel: Panel, found: _Collector) -> Forecast | None:
    """The forecast learned from comparison areas; with few of these, plain difference in differences."""
    if panel.rows(CONTROL).sum() >= FEWEST_FOR_LEARNING:
        data = _data(panel)
        estimate, forecast = shrinkage.baseline_adjusted(data.before, data.after, data.size, data.treated)
        found.rows.append(Specification(estimate, "decides"))
        return forecast
    found.note(_("Too few comparison areas to learn what lasts of a high count; plain before and after instead."))
    if len(panel.units) >= 4:
        found.add(lambda: did.area_quasi(did.two_by_two(panel)), "decides")
    if not found.rows:
        found.add(lambda: did.period_quasi(panel), "decides")
    return None


def _deciding(
    panel: Panel, found: _Collector, groups: Ints | None, draws: int, generator: np.random.Generator
) -> None:
    pairs = did.two_by_two(panel)
    data = _data(panel)
    if panel.rows(CONTROL).sum() >= FEWEST_FOR_LEARNING:
        found.add(lambda: did.area_quasi(pairs), "decides")
        found.add(lambda: _placebo(found.rows[0].estimate, data, groups, draws, generator), "decides")
        found.add(lambda: without_last_year(panel), "decides")
        found.add(
            lambda: shrinkage.shrinkage_forecast(data.before, data.after, data.size, data.treated)[0], "decides"
        )
        found.add(lambda: did.negative_binomial(pairs), "decides")
    many = min(int(pairs.treated.sum()), int((~pairs.treated).sum())) >= FEWEST_CLUSTERS
    found.add(lambda: did.clustered(pairs), "decides" if many else "shown")


def _synthetic(panel: Panel, found: _Collector) -> float | None:
    if panel.rows(CONTROL).sum() < 2 * FEWEST_FOR_LEARNING:
        return None
    try:
        estimate, weights = calibration.synthetic(panel)
    except NotWarranted as why:
        found.note(why.said)
        return None
    matched = weights.imbalance <= calibration.MATCHED_WITHIN
    found.rows.append(Specification(estimate, "decides" if matched else "shown"))
    return weights.imbalance


def _shown(panel: Panel, found: _Collector, draws: int, generator: np.random.Generator) -> None:
    pairs, treated, control = did.two_by_two(panel), panel.line(TREATED), panel.line(CONTROL)
    found.add(lambda: did.poisson(pairs), "shown")
    if found.rows[0].estimate.design != "did_period_quasi":
        found.add(lambda: did.period_quasi(panel), "shown")
    if panel.rows(CONTROL).sum() >= FEWEST_FOR_LEARNING:
        found.add(lambda: did.permuted(pairs, draws=draws, generator=generator), "shown")

    def step(trend: bool) -> Estimate:
        made = series.interrupted(
            treated, panel.start, per_year=panel.per_year, comparison=control, trend=trend, errors="hac"
        ).step
        return made if trend else replace(made, design="series_step_level")

    found.add(lambda: step(False), "shown")
    found.add(lambda: step(True), "shown")
    if pairs.treated.sum() <= FEW_UNITS:
        found.add(lambda: _few_units(panel, generator), "shown")
    found.add(lambda: _wdd(panel, found.rows[0].estimate.dispersion), "shown")
    alone(panel, found.add)


def alone(panel: Panel, add: Callable[[Callable[[], Estimate], Role], None], *, role: Role = "shown") -> None:
    """The designs that look at the treated areas alone."""
    line, per_year = panel.line(TREATED), panel.per_year
    add(lambda: series.before_after(line, panel.start, per_year=per_year)[0], role)
    harmonics = 2 if per_year >= 12 else 1 if per_year == 4 else 0

    def step() -> Estimate:
        made = series.interrupted(line, panel.start, per_year=per_year, harmonics=harmonics, errors="hac").step
        return replace(made, design="series_alone")

    add(step, "shown")


def table_alone(panel: Panel) -> Table:
    """The designs for a panel without any comparison; before and after in like months carries the headline."""
    found = _Collector()
    alone(panel, found.add, role="decides")
    if not found.rows or found.rows[0].role != "decides":
        raise NotWarranted(found.left_out[0])
    return Table(tuple(found.rows), None, None, tuple(found.left_out))


def without_last_year(panel: Panel) -> Estimate:
    """The principal design with the last year before the start left out: no single bad year makes the baseline."""
    if panel.start < 2 * panel.per_year:
        raise NotWarranted(_("Less than two years before the start: the last year can't be left out."))
    data = _data(panel.skipping(panel.start - panel.per_year, panel.start))
    estimate, _forecast = shrinkage.baseline_adjusted(data.before, data.after, data.size, data.treated)
    return replace(estimate, design="without_last_year")


def _placebo(
    principal: Estimate, data: _Data, groups: Ints | None, draws: int, generator: np.random.Generator
) -> Estimate:
    """The principal estimate with the placebos' spread in place of its own."""
    p, least, misses = placebo.forecast_placebo(
        data.before, data.after, data.size, data.treated, draws=draws, generator=generator, groups=groups
    )
    expected = principal.more["expected"]
    reach = float(np.quantile(np.abs(misses), principal.level))
    # The placebos' studentised misses stand in for the normal quantile.
    scale = np.sqrt(expected + principal.more["variance"] / principal.dispersion)
    half = reach * scale / expected
    low, high = max(0.0, principal.estimate - half), principal.estimate + half
    if (p < 1 - principal.level) == (low <= 1 <= high):
        # p decides where rounding of quantiles, or too few groups, would have it otherwise.
        low, high = (low, high) if p < 1 - principal.level else (min(low, 1.0), max(high, 1.0))
    return replace(
        principal,
        design="placebo",
        interval=(low, high),
        p=p,
        assumptions=(assumptions.EXCHANGEABLE, assumptions.LEARNED_SHRINKAGE, assumptions.NO_SPILL),
        more={**principal.more, "draws": len(misses), "smallest_p": least},
    )


def _few_units(panel: Panel, generator: np.random.Generator) -> Estimate:
    """Synthetic difference in differences over the treated units together, in burglaries after the start."""
    treated, others = np.flatnonzero(panel.rows(TREATED)), int(panel.rows(CONTROL).sum())
    if not FEWEST_DONORS <= others <= MOST_DONORS:
        raise NotWarranted(
            _("Synthetic difference in differences is for few treated units among a handful of others.")
        )
    made = synthetic.synthetic_did(
        panel.counts, list(treated), panel.start, draws=100, generator=generator
    ).estimate
    scale = len(treated) * panel.spans[1]
    low, high = (scale * end for end in made.interval)
    return replace(made, estimate=scale * made.estimate, interval=(low, high), se=scale * (made.se or 0.0))


def _wdd(panel: Panel, dispersion: float) -> Estimate:
    """WDD over the treated areas: counts a period, the comparison scaled to the treated ring's size."""
    inside, outside = panel.ring_pair(TREATED), panel.ring_pair(CONTROL)
    sizes = [float(panel.size[panel.rows(ring)].sum()) for ring in (TREATED, CONTROL)]
    areas = displacement.Areas(treated=1.0, control=sizes[1] / sizes[0])
    length = panel.spans
    made = displacement.wdd(
        inside, outside, periods=(length[0] / length[1], 1.0), areas=areas, dispersion=dispersion
    ).local
    return replace(made, counts=four(inside, outside))


def _data(panel: Panel) -> _Data:
    return _Data(panel.before, panel.after, panel.size, panel.rows(TREATED))
