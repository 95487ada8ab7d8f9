"""The comparison as JSON and in words, for the page, other programs and the command line alike."""

from collections.abc import Sequence
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .rates import Period, Side

NO_EFFECT: Final = gettext_lazy(
    "This is a comparison and no effect. Homes that join are other homes than those that don't: other houses, "
    "other streets, people who lock up and stay at home more, and often a street that joined after a burglary. "
    "What differs between them would differ without a group, too."
)
WHY_NOT: Final[dict[str, Promise]] = {
    "members": gettext_lazy("Too few homes have been in a group for a year to compare them."),
    "burglaries": gettext_lazy("Too few burglaries to compare."),
    "others": gettext_lazy("No other home had a burglary, so there is nothing to compare with."),
}


def verdict(found: Period) -> str:
    """A period in a sentence; never the word effect."""
    if found.why_not:
        return str(WHY_NOT[found.why_not])
    if not found.differs:
        return _("The difference is no larger than chance makes.")
    if (found.ratio or 0) < 1:
        return _("Homes in a group had fewer burglaries than the others. That does not say why.")
    return _("Homes in a group had more burglaries than the others. That does not say why.")


def values(found: Sequence[Period]) -> dict[str, Any]:
    """As JSON: rates per 1,000 homes and year with 95 % limits."""
    *periods, whole = (_period(each) for each in found)
    return {
        "per": "1000 homes and year",
        "level": 0.95,
        "periods": periods,
        "whole": whole,
        "note": str(NO_EFFECT),
    }


def _period(found: Period) -> dict[str, Any]:
    ratio = (
        None
        if found.ratio is None
        else {"value": _cut(found.ratio), "low": _cut(found.ratio_low), "high": _cut(found.ratio_high)}
    )
    return {
        "since": found.since.isoformat(), "until": found.until.isoformat(), "members": _side(found.members),
        "others": _side(found.others), "ratio": ratio, "why_not": found.why_not or None, "verdict": verdict(found),
    }  # fmt: skip


def _side(found: Side) -> dict[str, Any]:
    said = {"rate": found.rate, "low": found.low, "high": found.high}
    return {"home_years": round(found.years, 1), "burglaries": found.burglaries,
            **{name: None if each is None else _cut(each) for name, each in said.items()}}  # fmt: skip


def _cut(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
