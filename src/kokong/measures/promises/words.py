"""Codes in words."""

from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Final

from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kokong.kernel.shown import Said

from . import counters
from .rules import Rule

Words = dict[str, str | Promise]

STATES: Final[Words] = {
    "situation": pgettext_lazy("promise", "Situation"),
    "priorities": pgettext_lazy("promise", "Common priorities"),
    "text": pgettext_lazy("promise", "Text"),
    "actions": pgettext_lazy("promise", "Actions"),
    "signing": pgettext_lazy("promise", "Waits for signatures"),
    "running": pgettext_lazy("promise", "Running"),
    "midterm": pgettext_lazy("promise", "Past its mid-term"),
    "reported": pgettext_lazy("promise", "Reported"),
    "dropped": pgettext_lazy("promise", "Dropped"),
}
TONES: Final = {"signing": "warning", "running": "info", "midterm": "info", "reported": "success"}
DONE: Final[Words] = {
    "described": _("Situation described"),
    "agreed": _("Priorities agreed on"),
    "worded": _("Text written"),
    "offer": _("Offered for signatures"),
    "rewrite": _("Taken back to be rewritten"),
    "begin": _("Signed by both"),
    "look": _("Mid-term said"),
    "report": pgettext_lazy("promise", "Reported"),
    "drop": _("Dropped"),
}
NEXT: Final[Words] = {
    "described": _("The situation is described"),
    "agreed": _("The priorities are agreed on"),
    "worded": _("The text is settled"),
    "offer": _("Offer it for signatures"),
    "look": _("Say how it stands half-way"),
    "report": _("Report what came of it"),
}
AUTHORITIES: Final[Words] = {
    "municipality": pgettext_lazy("promise", "The municipality"),
    "police": pgettext_lazy("promise", "The police"),
    "both": pgettext_lazy("promise", "Both together"),
}
DELIVERED: Final = {code: Said(said) for code, said in AUTHORITIES.items()}
HOWS: Final[Words] = {
    "least": pgettext_lazy("promise", "At least so many in each period"),
    "average": pgettext_lazy("promise", "So many on average"),
    "share": pgettext_lazy("promise", "A share in per cent"),
}
UNITS: Final[Words] = {
    "times": pgettext_lazy("promise", "How often"),
    "quantity": pgettext_lazy("promise", "How many pieces"),
    "reach": pgettext_lazy("promise", "How many people were reached"),
    "hours": pgettext_lazy("promise", "Hours of work"),
}
PERS: Final[Words] = {
    "week": pgettext_lazy("promise", "A week"),
    "month": pgettext_lazy("promise", "A month"),
    "quarter": pgettext_lazy("promise", "A quarter"),
    "half": pgettext_lazy("promise", "Half a year"),
    "year": pgettext_lazy("promise", "A year"),
    "whole": pgettext_lazy("promise", "The whole time"),
}
_LEAST: Final[Words] = {
    "month": _("at least %(n)s a month"),
    "quarter": _("at least %(n)s a quarter"),
    "half": _("at least %(n)s in half a year"),
    "year": _("at least %(n)s a year"),
    "whole": _("at least %(n)s in all"),
}
_AVERAGE: Final[Words] = {
    "week": _("%(n)s a week on average"),
    "month": _("%(n)s a month on average"),
}
_SHARE: Final[Words] = {
    "quarter": _("at least %(n)s %% each quarter"),
    "half": _("at least %(n)s %% each half year"),
    "year": _("at least %(n)s %% each year"),
    "whole": _("at least %(n)s %% over the whole time"),
}
_BY_HOW: Final = {"least": _LEAST, "average": _AVERAGE, "share": _SHARE}
_COUNTED: Final[Words] = {
    "quantity": pgettext_lazy("promise", "pieces"),
    "reach": pgettext_lazy("promise", "people reached"),
    "hours": pgettext_lazy("promise", "hours of work"),
}
STEPS: Final[Words] = {
    "kept": pgettext_lazy("promise", "Kept"),
    "missed": pgettext_lazy("promise", "Missed"),
    "going": pgettext_lazy("promise", "On its way"),
    "behind": pgettext_lazy("promise", "Behind"),
    "coming": pgettext_lazy("promise", "To come"),
    "idle": pgettext_lazy("promise", "Nothing to count"),
}
STEP_TONES: Final = {
    "kept": "success", "missed": "danger", "going": "info", "behind": "warning", "coming": "neutral",
    "idle": "neutral",
}  # fmt: skip
RESULTS: Final[Words] = {
    "kept": pgettext_lazy("promise", "Kept"),
    "partly": pgettext_lazy("promise", "Partly kept"),
    "not": pgettext_lazy("promise", "Not kept"),
}
RESULT_TONES: Final = {"kept": "success", "partly": "warning", "not": "danger"}
LEVELS: Final[Words] = {
    "very_easy": pgettext_lazy("lix", "very easy"),
    "easy": pgettext_lazy("lix", "easy"),
    "medium": pgettext_lazy("lix", "medium"),
    "hard": pgettext_lazy("lix", "hard"),
    "very_hard": pgettext_lazy("lix", "very hard"),
}
UNRULY: Final[Words] = {
    "missing": _("Choose what is counted."),
    "unknown": _("This can’t be counted so."),
    "unfit": _("This doesn’t go with the way of counting."),
    "range": _("Write a number above 0; a share is at most 100."),
}


def figure(number: Decimal) -> str:
    """A number as the reader's language writes it, with at most one decimal."""
    shown = round(number, 1)
    return number_format(shown, decimal_pos=0 if shown == int(shown) else 1, use_l10n=True)


@lru_cache(maxsize=1024)
def months(first: date, last: date, language: str) -> str:  # noqa: ARG001
    """From one month to another, in the reader's language: a page of many actions says the same ones often."""
    return f"{date_format(first, 'M Y')} – {date_format(last, 'M Y')}"


def said(rule: Rule, area: str = "") -> str:
    """A rule in words: "Safety walk: at least 1 a quarter, in Berga"."""
    counter = counters.everyone().get(rule.what)
    parts = [str(counter.words) if counter else rule.what]
    if rule.outcome:
        parts.append(str(counter.outcomes.get(rule.outcome, rule.outcome)) if counter else rule.outcome)
    if rule.unit in _COUNTED:
        parts.append(str(_COUNTED[rule.unit]))
    wanted = str(_BY_HOW[rule.how][rule.per]) % {"n": figure(rule.n)}
    what = f"{', '.join(parts)}: {wanted}"
    return gettext("%(rule)s, in %(area)s") % {"rule": what, "area": area} if area else what
