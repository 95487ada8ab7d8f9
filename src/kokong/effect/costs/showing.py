"""What a prevented burglary cost, in a sentence: an interval, or why none can be given."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kokong.analysis.figures import whole

from ..values import Look
from .values import Spent


@dataclass(frozen=True)
class Told:
    """`spent` in words, and what that means for each prevented burglary. `given`: a cost could be."""

    spent: str
    each: str
    given: bool
    said: str


def told(spent: Spent, look: Look | None) -> Told:
    """What was spent over what was prevented in a look, by the interval of the look itself."""
    return Told(_sum(spent), *_each(spent, look), spent.said)


def _sum(spent: Spent) -> str:
    """Hours and kronor, and what they come to."""
    said = {"sum": _number(spent.whole), "hours": _number(spent.hours), "each": _number(spent.an_hour)}
    if not spent.hours:
        return _("%(sum)s kronor.") % said
    if not spent.other:
        return _("%(sum)s kronor: %(hours)s hours at %(each)s kronor.") % said
    more = said | {"other": _number(spent.other)}
    return _("%(sum)s kronor: %(hours)s hours at %(each)s kronor, and %(other)s kronor besides.") % more


def _each(spent: Spent, look: Look | None) -> tuple[str, bool]:
    if look is None:
        return _("What each prevented burglary cost can be said once the outcome has been read."), False
    if look.refused:
        return _("The counts carry no answer, so no cost for a prevented burglary can be given."), False
    from kokong.analysis.effect.cost import over

    headline = look.result["en"]["headline"]
    low, high = headline["prevented_interval"]
    if low is None or high is None:
        return _("How far chance reaches can't be said, so no cost for a prevented burglary can be given."), False
    each, (cheapest, dearest) = over(float(spent.whole), headline["prevented"], (low, high))
    if each is None or cheapest is None or dearest is None:
        return _(
            "No cost for a prevented burglary can be given: it is within reason that none was prevented."
        ), False
    said = {"each": _kronor(each), "low": _kronor(cheapest), "high": _kronor(dearest)}
    found = _("About %(each)s for each burglary fewer than expected; %(low)s to %(high)s is within reason.")
    return found % said, True


def _number(value: Decimal) -> str:
    """A number with its ones grouped, and decimals where it has any."""
    return str(number_format(value, 0 if value == value.to_integral() else 2, force_grouping=True))


def _kronor(amount: float) -> str:
    rounded = round(amount, -2) if amount >= 1000 else round(amount)
    return ngettext("%(sum)s krona", "%(sum)s kronor", int(rounded)) % {"sum": whole(rounded)}
