"""Words for what a lot's codes mean."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ..rules import FEWEST_MONTHS_AFTER, MOST_YEARS
from .rules import FEWEST_AREAS, MOST_APART

FAULTS: Final[Mapping[str, str | Promise]] = {
    "empty": _("Say what you want to know."),
    "no_measure": _("Choose at least one measure."),
    "few_areas": _("Choose at least %(areas)d areas."),
    "at_once": _("At least one area starts at a time, and not all at once."),
    "apart": _("Between one and %(apart)d months lie between starts."),
    "nothing_before": _("At least one month must lie before the start; three years are better."),
    "no_seed": _("Say now what the seed will be, so that nobody can choose it later."),
    "too_short": _("At least %(months)d months must lie between the first start and the last."),
    "too_long": _("At most %(years)d years can be counted."),
}
WENT: Final[Mapping[str, str | Promise]] = {
    "as_drawn": _("As drawn"),
    "early": _("Before its turn"),
    "late": _("After its turn"),
    "missing": _("Never came"),
    "waits": _("Not yet its turn"),
}


def fault(why: str) -> str:
    """What is wrong with a lot, by its code."""
    return str(FAULTS[why]) % {
        "areas": FEWEST_AREAS, "apart": MOST_APART, "months": FEWEST_MONTHS_AFTER, "years": MOST_YEARS,
    }  # fmt: skip
