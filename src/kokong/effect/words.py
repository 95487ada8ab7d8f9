"""Words for what the room's codes mean."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from .rules import FEWEST_MONTHS_AFTER, MOST_YEARS

Words = str | Promise

STATES: Final[Mapping[str, Words]] = {
    "draft": pgettext_lazy("evaluation", "Draft"),
    "registered": pgettext_lazy("evaluation", "Registered"),
}
CALLED: Final[Mapping[str, Words]] = {
    "exploratory": pgettext_lazy("evaluation", "Exploratory"),
    "early": pgettext_lazy("evaluation", "Before its time"),
    "planned": pgettext_lazy("evaluation", "As planned"),
}
MEANS: Final[Mapping[str, Words]] = {
    "exploratory": _(
        "Somebody looked at the outcome before the plan was locked. It can give ideas; it proves nothing."
    ),
    "early": _("Read before the planned month. The answer may still change; the one at the end counts."),
    "planned": _("Read at the planned time, with a plan that was locked before."),
}
FAULTS: Final[Mapping[str, Words]] = {
    "empty": _("Say what you want to know."),
    "no_measure": _("Choose at least one measure."),
    "no_area": _("Choose at least one area."),
    "both": _("An area can't be compared with itself. Take it out of one of the two."),
    "nothing_before": _("At least one month must lie before the start; three years are better."),
    "too_short": _("Count at least %(months)d months from the start."),
    "too_long": _("At most %(years)d years can be counted."),
}
RINGS: Final[Mapping[str, Words]] = {
    "treated": _("Areas with the measure"),
    "compared": _("Areas to compare with"),
}


def no_answer() -> str:
    """Where the counts carry none."""
    return pgettext("evaluation", "No answer")


def fault(why: str) -> str:
    """What is wrong with a plan, by its code."""
    return str(FAULTS[why]) % {"months": FEWEST_MONTHS_AFTER, "years": MOST_YEARS}
