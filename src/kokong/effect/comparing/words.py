"""How well an area goes with the treated ones, and why it can't be used, in words."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

if TYPE_CHECKING:
    from kokong.analysis.effect.comparison import Fit

GRADES: Final[Mapping[str, str | Promise]] = {
    "good": pgettext_lazy("comparison", "Fits well"),
    "fair": pgettext_lazy("comparison", "Fits fairly"),
    "poor": pgettext_lazy("comparison", "Fits badly"),
}


def why_not(code: str, *, delivered: int) -> str:
    """Why an area is not proposed."""
    said = {
        "homes": _("No home lies in it."),
        "shared": _("It shares homes with an area that has the measure."),
        "treated": ngettext(
            "It has the measure, too: delivered %(n)d time.",
            "It has the measure, too: delivered %(n)d times.",
            delivered,
        )
        % {"n": delivered},
        "border": _("Its border was changed while it would be counted."),
        "few": _("Too few burglaries before the start to say anything."),
        "unlike": _("It is not like the areas with the measure."),
    }
    return said.get(code, "")


def fit(found: "Fit", *, years: float) -> list[str]:
    """What was compared: level, trend and size, each with whether it fits."""
    yearly = found.burglaries / years if years else found.burglaries
    level = _("%(yearly)s burglaries a year, %(ratio)s times as many") % {
        "yearly": _number(yearly), "ratio": _number(found.level)
    }  # fmt: skip
    trend = _("change before the start %(ratio)s times theirs") % {"ratio": _number(found.trend)}
    size = _("%(ratio)s times as many homes") % {"ratio": _number(found.size)}
    marks = ((level, found.level_fits), (trend, found.trend_fits), (size, found.size_fits))
    return [said if fits else _("%(said)s (does not fit)") % {"said": said} for said, fits in marks]


def _number(value: float) -> str:
    from django.utils.formats import number_format

    return str(number_format(f"{value:.1f}", 1))


LEAD: Final = gettext_lazy(
    "By what happened before the start, and by nothing that came after. Those that fit are chosen; "
    "change it where you know better."
)
