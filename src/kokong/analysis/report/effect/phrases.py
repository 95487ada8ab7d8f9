"""What a verdict, a design, a check says to a coordinator. Short, calm, and no more than the figures carry."""

import math
from collections.abc import Callable, Mapping
from typing import Final

from kokong.analysis.words import gettext as _
from kokong.analysis.words import gettext_noop

from ... import figures
from ...effect.evaluation import Evaluation
from ...effect.rules import Check, Step, Verdict
from ...effect.specification import HEADLINE
from ...effect.values import Estimate

FEWER: Final[Mapping[Step, str]] = {
    Step.TOO_FEW: gettext_noop("Too early or too few burglaries"),
    Step.CHANCE: gettext_noop("Cannot be told from chance"),
    Step.OTHER_EXPLANATIONS: gettext_noop("Fewer than expected, other explanations remain"),
    Step.PROBABLY: gettext_noop("Probably an effect"),
    Step.STRONG: gettext_noop("Strong evidence of an effect"),
}
MORE: Final[Mapping[Step, str]] = {
    **FEWER,
    Step.OTHER_EXPLANATIONS: gettext_noop("More than expected, other explanations remain"),
    Step.PROBABLY: gettext_noop("Probably a harmful effect"),
    Step.STRONG: gettext_noop("Strong evidence of a harmful effect"),
}
CODES: Final[Mapping[Step, str]] = {
    Step.TOO_FEW: "too_early_or_too_few",
    Step.CHANCE: "cannot_be_told_from_chance",
    Step.OTHER_EXPLANATIONS: "other_explanations_remain",
    Step.PROBABLY: "probably_an_effect",
    Step.STRONG: "strong_evidence",
}
DESIGNS: Final[Mapping[str, str]] = {
    "baseline_adjusted": gettext_noop("Forecast from the comparison areas, luck in the count before taken out"),
    "did_area_quasi": gettext_noop("Difference in differences, variation between areas"),
    "placebo": gettext_noop("Forecast, judged against areas that got nothing"),
    "without_last_year": gettext_noop("Forecast without the last year before"),
    "shrinkage_forecast": gettext_noop("Gamma-Poisson shrinkage forecast"),
    "negative_binomial": gettext_noop("Negative binomial, adjusted for the count before"),
    "did_clustered": gettext_noop("Difference in differences, cluster-robust by area"),
    "calibrated_synthetic": gettext_noop("Weighted comparison areas (synthetic control)"),
    "did_poisson": gettext_noop("Difference in differences, Poisson (too sure)"),
    "did_period_quasi": gettext_noop("Difference in differences, variation between periods"),
    "did_placebo": gettext_noop("Difference in differences, areas dealt out at random"),
    "series_step_level": gettext_noop("Time series against the comparison, same trend"),
    "series_step_compared": gettext_noop("Time series against the comparison, own trend"),
    "wdd_local": gettext_noop("Weighted displacement difference, in burglaries"),
    "synthetic_did": gettext_noop("Synthetic difference in differences"),
    "before_after": gettext_noop("Same months before and after, no comparison"),
    "series_alone": gettext_noop("Time series alone with trend and season, no comparison"),
    "staggered_ratio": gettext_noop("Each area from its own start (ETWFE, Poisson)"),
    "staggered_placebo": gettext_noop("Own starts, judged against starts dealt out at random"),
    "etwfe_poisson": gettext_noop("ETWFE, burglaries per area and period"),
    "exact_rate_ratio": gettext_noop("Before and after, exact (Poisson)"),
    "kalmar_latest": gettext_noop("First half of 2015 to the latest year, exact"),
    "kalmar_between": gettext_noop("First half of 2015 to the year between, exact"),
    "kalmar_nation": gettext_noop("The same against all of Sweden 2015–2017"),
    "region_south": gettext_noop("Region South against the rest of Sweden 2015–2019"),
    "rate_ratio": gettext_noop("Ratio of ratios, Poisson (too sure)"),
}
REASONS: Final[Mapping[str, str]] = {
    "too_early": gettext_noop("Less than six months have passed since the start."),
    "too_few": gettext_noop("Fewer than five burglaries were expected after the start."),
    "low_power": gettext_noop("There are too few burglaries for a change of a fifth to show."),
    "not_significant": gettext_noop("The difference is within what chance brings."),
    "no_comparison": gettext_noop("There are no comparison areas: whatever else changed is in the figure."),
    "first_year": gettext_noop("Less than a year has passed: seasons and first enthusiasm are not behind us."),
    "few_burglaries": gettext_noop("Fewer than 20 burglaries before, or expected after."),
    "survives_all": gettext_noop("Every deciding design says the same, and no check failed."),
    "no_lot": gettext_noop("Areas were chosen, not drawn: something about the choice could still explain it."),
    "one_start": gettext_noop(
        "All started at once: what else hit just these areas then can't be told from the measure in one place."
    ),
    "by_lot": gettext_noop("Areas were drawn by lot, so nothing about the choice explains it."),
    "staggered": gettext_noop("The fall followed each area's own start."),
}
CHECKS: Final[Mapping[str, tuple[str, str, str]]] = {
    "years_before": (
        gettext_noop("At least three years before the start are counted"),
        gettext_noop("Less than three years are counted before the start: one bad year makes any start look good"),
        "",
    ),
    "year_before": (
        gettext_noop("A false start one year earlier shows nothing"),
        gettext_noop("A false start one year earlier shows a change too: the year before was unusual"),
        gettext_noop("No year to spare before the start for a false start"),
    ),
    "pre_trend": (
        gettext_noop("Before the start the areas' share of burglaries stood still"),
        gettext_noop("Before the start the areas' share of burglaries was already on its way"),
        gettext_noop("Too few periods before the start to see a trend"),
    ),
    "regression": (
        gettext_noop("The difference stays when luck in the count before is taken out"),
        gettext_noop("The difference goes when luck in the count before is taken out"),
        gettext_noop("Whether high counts would have fallen anyway can't be judged"),
    ),
    "comparable": (
        gettext_noop("Comparison areas can be weighted to go as these did before"),
        gettext_noop("No weighting of comparison areas goes as these did before: nothing like them is left"),
        gettext_noop("Too few comparison areas to build a weighted comparison"),
    ),
    "areas": (
        gettext_noop("There are areas enough to know how much areas vary"),
        gettext_noop("Too few areas to know how much areas vary"),
        "",
    ),
    "places": (
        gettext_noop("The areas lie in several places, or were drawn, or no place changed as much by itself"),
        gettext_noop(
            "The areas lie side by side and started together: what else happened there then would look the same"
        ),
        gettext_noop("Where the areas lie isn't given, so whether neighbours change together can't be seen"),
    ),
    "displaced": (
        gettext_noop("No rise next door"),
        gettext_noop("Burglaries rose next door: some may have moved"),
        gettext_noop("No buffer ring is counted, so moving next door is not looked at"),
    ),
    "delivered": (
        gettext_noop("At least half of what was planned was delivered"),
        gettext_noop("Less than half of what was planned was delivered"),
        gettext_noop("How much was delivered is not known"),
    ),
    "peak_year": (
        gettext_noop("The year compared with was an ordinary one"),
        gettext_noop(
            "2015 looks like a peak: 101 reports in half a year, where houses had 63 in a usual whole year"
        ),
        "",
    ),
    "coverage": (
        gettext_noop("The register was as complete before as after"),
        gettext_noop("Municipal figures became more complete in 2015, just the year compared with"),
        "",
    ),
    "rival_cause": (
        gettext_noop("No other cause is known"),
        gettext_noop("Border controls probably kept gangs from the south, a national expert said in 2017"),
        "",
    ),
    "others_fell_later": (
        gettext_noop("Other parts of the country did not fall"),
        gettext_noop("By 2019 the whole of region South had halved, with or without the method"),
        "",
    ),
    "nation_stood_still": (
        gettext_noop("Sweden as a whole did not fall 2015–2017; Kalmar did"),
        gettext_noop("Sweden as a whole fell as well"),
        "",
    ),
    "counts_known": (
        gettext_noop("Counts are published"),
        gettext_noop("The counts behind the percentage are not published"),
        "",
    ),
    "matched_comparison": (
        gettext_noop("A comparison was matched"),
        gettext_noop("No comparison was matched"),
        "",
    ),
}


def step_name(verdict: Verdict) -> str:
    """The step, mirrored where there were more burglaries than expected."""
    return _((MORE if verdict.direction > 0 else FEWER)[verdict.step])


def reason(code: str) -> str:
    """A reason as a sentence; designs and checks explain themselves."""
    kind, _colon, name = code.partition(":")
    if kind == "design":
        return _("One design does not agree: %(design)s.") % {"design": lowered(design(name))}
    if kind == "check":
        return _(CHECKS[name][1]) + "."
    return _(REASONS[code])


def design(code: str) -> str:
    """A design's name."""
    return _(DESIGNS.get(code, code))


def title(found: Estimate) -> str:
    """A design's name, with the time since the start where it looks at one."""
    if "event" in found.more:
        return _("ETWFE, %(n)d periods after the start") % {"n": found.more["event"]}
    return design(found.design)


def check(found: Check) -> str:
    """What a check found."""
    passed, failed, unknown = CHECKS[found.code]
    return _(unknown if found.passed is None else passed if found.passed else failed)


def lowered(text: str) -> str:
    """With a small first letter, unless it is an abbreviation."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


def sentence(evaluation: Evaluation) -> str:
    """The verdict in one sentence, and the counts in another."""
    return f"{step_name(evaluation.verdict)}. {amount(evaluation)}"


def amount(evaluation: Evaluation) -> str:
    """How many burglaries fewer or more than expected, and what it could be."""
    saved, (low, high) = evaluation.saved, evaluation.saved_interval
    said = {"n": figures.whole(abs(saved)), "observed": figures.whole(evaluation.observed),
            "expected": figures.whole(evaluation.expected)}  # fmt: skip
    if round(abs(saved)) == 0:
        first = _("As many burglaries as expected, %(observed)s") % said
    elif saved > 0:
        first = _("About %(n)s fewer burglaries than expected (%(observed)s, not %(expected)s)") % said
    else:
        first = _("About %(n)s more burglaries than expected (%(observed)s, not %(expected)s)") % said
    return first + _reach(low, high)


def _reach(low: float, high: float) -> str:
    """; it could be 30 fewer or 2 more."""
    if not (math.isfinite(low) and math.isfinite(high)):
        return _("; how far chance reaches can't be said.")
    said = {"low": figures.whole(abs(low)), "high": figures.whole(abs(high))}
    if low >= 0:
        return _("; anything from %(low)s to %(high)s fewer is within reason.") % said
    if high <= 0:
        return _("; anything from %(high)s to %(low)s more is within reason.") % said
    return _("; it could be %(high)s fewer or %(low)s more.") % said


def percentage(evaluation: Evaluation) -> str:
    """The change in per cent with its interval, or why it is kept back."""
    if evaluation.percent_withheld:
        return _("Percentages are kept back: there are fewer than 20 burglaries.")
    low, high = evaluation.headline.interval
    return _("In per cent: %(change)s (95%% interval %(low)s to %(high)s).") % {
        "change": figures.percent(evaluation.observed / evaluation.expected),
        "low": figures.percent(low),
        "high": figures.percent(high),
    }


def span(evaluation: Evaluation) -> str:
    """How the interval of the headline comes about; nothing where it is that of one design."""
    found = [row.estimate.design for row in evaluation.specifications]
    designs = [name for name in found if name in HEADLINE]
    if len(designs) < 2 or evaluation.principal.design not in designs:
        return ""
    return _(
        "The interval is the widest that %(n)s designs reach together, since each of them may be wrong in a way "
        "of its own: %(designs)s."
    ) % {"n": figures.whole(len(designs)), "designs": "; ".join(lowered(design(name)) for name in designs)}


def power(evaluation: Evaluation) -> str:
    """What these counts could have shown."""
    found = evaluation.power
    first = _("A fall of a fifth would have shown with a probability of %(power)s.") % {
        "power": _share(found.power)
    }
    if found.smallest_fall is None:
        return first + " " + _("No fall at all would have been reasonably sure to show.")
    if evaluation.percent_withheld:
        fewer = figures.whole(-found.smallest_fall * found.expected)
        more = _("To be reasonably sure to show, it would have to be %(n)s burglaries fewer.") % {"n": fewer}
    else:
        more = _("To be reasonably sure to show, the fall would have to be %(fall)s.") % {
            "fall": figures.percent(1 + found.smallest_fall)
        }
    return first + " " + more


def _share(value: float) -> str:
    return figures.percent(1 + value).lstrip("+")


def change_our_mind(evaluation: Evaluation) -> tuple[str, ...]:
    """What would move the verdict, up or down."""
    return tuple(_(text) for text, applies in _MOVES if applies(evaluation))


def _failed(*codes: str) -> Callable[[Evaluation], bool]:
    return lambda evaluation: bool(set(codes) & set(evaluation.verdict.failed_checks))


def _unknown(code: str) -> Callable[[Evaluation], bool]:
    return lambda evaluation: any(one.code == code and one.passed is None for one in evaluation.checks)


_MOVES: Final[tuple[tuple[str, Callable[[Evaluation], bool]], ...]] = (
    (
        gettext_noop("Up: comparison areas counted over the same time, as like these as can be found."),
        lambda found: not found.comparison,
    ),
    (
        gettext_noop("Up: more burglaries to count, from more areas or more time."),
        lambda found: found.verdict.step <= Step.CHANCE,
    ),
    (gettext_noop("Either way: a whole year, and then two."), lambda found: found.months_after < 12),
    (gettext_noop("Up: counts from three years or more before the start."), _failed("years_before")),
    (
        gettext_noop("Up: more comparison areas that had as many burglaries before."),
        _failed("comparable", "areas"),
    ),
    (
        gettext_noop("Up: several places with starts of their own, drawn by lot, or several municipalities."),
        _failed("places"),
    ),
    (gettext_noop("Either way: where the areas lie, as coordinates."), _unknown("places")),
    (
        gettext_noop("Down: less than half of the planned visits, kits or signs delivered. Log them."),
        _unknown("delivered"),
    ),
    (gettext_noop("Down: a rise in the streets next door. Count a buffer ring."), _unknown("displaced")),
    (
        gettext_noop("Up: the same result where areas, or the order of their starts, were drawn by lot."),
        lambda found: found.verdict.step == Step.PROBABLY,
    ),
    (
        gettext_noop("Down: the difference gone in next year's counts."),
        lambda found: found.verdict.step >= Step.OTHER_EXPLANATIONS,
    ),
)


def ring(name: str) -> str:
    """A ring's name."""
    return {"treated": _("Treated"), "buffer": _("Buffer next door"), "control": _("Comparison")}[name]
