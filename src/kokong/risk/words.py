"""How this room says things."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.formats import localize
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from kokong.analysis import figures
from kokong.analysis import words as analysis

from . import rules, telling

KINDS: Final[dict[str, Promise]] = {
    "near_repeat": gettext_lazy("Near repeats"),
    "surface": gettext_lazy("Risk map"),
    "forecast": gettext_lazy("The week's zones"),
    "backtest": gettext_lazy("Forecasts against what came"),
    "doors": gettext_lazy("Order of doors"),
    "homes": gettext_lazy("The week’s stretches of street"),
}
STATES: Final[dict[str, Promise]] = {
    "waiting": gettext_lazy("Waiting"),
    "running": gettext_lazy("Under way"),
    "done": gettext_lazy("Done"),
    "too_few": gettext_lazy("Too few burglaries"),
    "failed": gettext_lazy("Did not succeed"),
}
LEFT_OUT: Final[dict[str, Promise]] = {
    "holiday": gettext_lazy("in holiday homes"),
    "cellar_attic": gettext_lazy("in cellars and attics"),
    "wide": gettext_lazy("whose day isn't known to two weeks"),
    "today": gettext_lazy("of today"),
}
RANKINGS: Final[dict[str, Promise]] = {
    "distance": gettext_lazy("nearest first"),
    "risk": gettext_lazy("highest risk first"),
}

PARAMETERS: Final[dict[str, Promise]] = {
    "space": gettext_lazy("Edges of the distance bands (metres)"),
    "days": gettext_lazy("Edges of the time bands (days)"),
    "rings": gettext_lazy("Edges of the rings in the curve over distance (metres)"),
    "weeks": gettext_lazy("Edges of the weeks in the curve over time (days)"),
    "within_m": gettext_lazy("Near in place: within (metres)"),
    "within_days": gettext_lazy("Near in time: within (days)"),
    "permutations": gettext_lazy("Number of random orders to compare with"),
    "cell": gettext_lazy("Side of a square (metres)"),
    "bandwidth": gettext_lazy("How far a burglary counts on the map, standard deviation (metres)"),
    "half_life": gettext_lazy("Half the weight after (days)"),
    "least_homes": gettext_lazy("Fewest homes for a figure per thousand homes"),
    "area": gettext_lazy("Share of the area that zones may cover"),
    "most": gettext_lazy("Most zones or stretches"),
    "recent_days": gettext_lazy("Latest burglaries: within (days)"),
    "recent_m": gettext_lazy("Latest burglaries: within (metres)"),
    "shares": gettext_lazy("Shares of the area that are compared"),
    "ceiling": gettext_lazy("Ceiling of visits: within (metres, days)"),
    "first": gettext_lazy("Number of doors that are compared"),
    "of_homes": gettext_lazy("Shares of the homes, the highest risk first"),
    "join_m": gettext_lazy("Homes of one stretch: the next within (metres)"),
    "scored_days": gettext_lazy("Time that is compared (days)"),
}


def parameters(kind: str, given: Mapping[str, Any]) -> tuple[tuple[str | Promise, str], ...]:
    """An analysis's settings by their names for people; what this edition doesn't know, by its own."""
    names = {
        **PARAMETERS,
        **({"weeks": gettext_lazy("Weeks that are compared")} if kind in {"backtest", "homes"} else {}),
    }
    return tuple((names.get(name, name), _listed(value)) for name, value in given.items())


def _listed(value: Any) -> str:
    return "; ".join(map(_listed, value)) if isinstance(value, list | tuple) else str(localize(value))


def left_out(counts: Mapping[str, int]) -> tuple[tuple[int, Promise], ...]:
    """How many burglaries didn't count, and why not."""
    return tuple((count, LEFT_OUT[name]) for name, count in counts.items())


def problem(told: Mapping[str, Any] | None) -> str:
    """Why a run has no result."""
    if not told:
        return ""
    code = told["code"]
    if code == "few_burglaries":
        return _("There are %(burglaries)s burglaries to learn from; at least %(needed)s are needed.") % told
    if code == "few_to_score":
        return (
            _(
                "A forecast can be compared with what came once there are %(needed)s burglaries over four months "
                "or more; there are %(burglaries)s."
            )
            % told
        )
    if code == "few_to_learn":
        return _("Before the past year there are %(burglaries)s burglaries; %(needed)s are needed.") % told
    if code == "few_followed":
        return (
            _(
                "In the past year %(followed)s burglaries followed another near by; %(needed)s are needed to "
                "compare orders of doors."
            )
            % told
        )
    if code == "refused":
        return _("The burglaries can't be analysed: %(text)s") % {"text": _refusal(told)}
    if code == "stopped":
        return (
            _(
                "The analysis was stopped half-way %(attempts)s times. Earlier results are kept. Start it again "
                "when the computer has less to do."
            )
            % told
        )
    return _(
        "The analysis failed because of an error in the program, which is in the log. Earlier results are kept."
    )


def _refusal(told: Mapping[str, Any]) -> str:
    """The sentence of `kokong.analysis` in the reader's language."""
    sentence = told.get("message")
    if sentence is None:  # kept before sentences could be translated
        return str(told["text"])
    with analysis.language(get_language() or "en"):
        return figures.filled(analysis.gettext(sentence), told["values"])


def reasons(
    *, burglaries: int, years: float, expected: float | None, judged: rules.Judgement, problem: str = ""
) -> tuple[str, ...]:
    """Why burglaries are enough to propose settings, or what is missing; `problem`: why there is no table."""
    counted = ngettext(
        "%(count)s burglary over %(years)s years counts; at least %(least)s over %(span)s years are needed.",
        "%(count)s burglaries over %(years)s years count; at least %(least)s over %(span)s years are needed.",
        burglaries,
    ) % {
        "count": burglaries,
        "years": telling.number(years),
        "least": rules.LEAST_BURGLARIES,
        "span": telling.number(rules.LEAST_YEARS, 0),
    }
    if expected is None:
        return (counted, problem or _("How many of them lie near each other hasn't been counted yet."))
    pairs = _(
        "Chance alone would give %(expected)s pairs within 100 m and 14 days; at least %(least)s are needed to "
        "tell a doubled risk from chance."
    ) % {"expected": telling.number(expected), "least": telling.number(rules.LEAST_EXPECTED, 0)}
    if judged.enough:
        return (counted, pairs)
    needed = _("At the same pace there will be enough at about %(needed)s burglaries.") % {"needed": judged.needed}
    return (counted, pairs, needed)
