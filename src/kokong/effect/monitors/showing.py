"""The monitor as the page of an evaluation shows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kokong.kernel.charts import Chart

from .. import reading
from ..values import Evaluation
from . import drawing, rules, work
from .rules import Taken

WHY_NOT: Final[Mapping[str, str | Promise]] = {
    "draft": gettext_lazy("Register the plan first: a boundary is drawn for a plan that is locked."),
    "exploratory": gettext_lazy("Somebody looked before the plan was locked, so no boundary would hold."),
    "no_comparison": gettext_lazy("Without areas to compare with there is no boundary."),
    "few_areas": gettext_lazy(
        "With so few areas no result is rarer than one in twenty: nothing can be told month by month."
    ),
    "few_burglaries": gettext_lazy("Fewer than five burglaries are expected: nothing can be told month by month."),
    "changed": gettext_lazy(
        "The areas or months were changed after the plan was locked. The boundary was drawn for the first plan, "
        "so the monthly looks ended there."
    ),
}


@dataclass(frozen=True)
class Shown:
    """The looks, the newest first, with one sentence. `why_not` says why there are no more."""

    sentence: str
    why_not: str
    warnings: tuple[str, ...]
    chart: Chart | None
    looks: tuple[Taken, ...]
    next: date | None
    crossed: bool


def no_boundary(*, evaluation_id: int) -> str:
    """Why an evaluation has no boundary, in a sentence; empty where it has one. Raises EvaluationMissing."""
    why = work.why_not(reading.evaluation(evaluation_id=evaluation_id))
    return str(WHY_NOT[why]) if why else ""


def shown(found: Evaluation) -> Shown | None:
    """The monitor of an evaluation; None for a draft."""
    why = work.why_not(found)
    if why == "draft":
        return None
    looks = work.taken(evaluation_id=found.id)
    months = rules.months(found.first)
    return Shown(
        sentence=_sentence(looks, months) if looks else "",
        why_not=str(WHY_NOT[why]) if why else "",
        warnings=_warnings(looks),
        chart=drawing.chart(looks, months=months) if looks else None,
        looks=looks[::-1],
        next=None if why else rules.next_look(found.first, len(looks)),
        crossed=rules.crossing(looks) is not None,
    )


def _sentence(looks: tuple[Taken, ...], months: int) -> str:
    last, crossed = looks[-1], rules.crossing(looks)
    if crossed is not None:
        number = looks.index(crossed) + 1
        return _crossed(crossed) % {"month": number, "n": round(abs(crossed.miss))}
    so_far = _("After %(k)d of %(months)d months: %(amount)s.") % {
        "k": len(looks), "months": months, "amount": _amount(last.miss),
    }  # fmt: skip
    return f"{so_far} {_needed(last, over=len(looks) == months)}"


def _crossed(look: Taken) -> str:
    if look.miss < 0:
        return _(
            "The boundary was crossed in month %(month)d: %(n)d burglaries fewer than expected, more than chance "
            "brings in looks like these. What else could explain it is for the whole evaluation to say."
        )
    return _(
        "The boundary was crossed in month %(month)d: %(n)d burglaries more than expected, more than chance "
        "brings in looks like these. What else could explain it is for the whole evaluation to say."
    )


def _amount(miss: float) -> str:
    many = round(abs(miss))
    if not many:
        return _("as many burglaries as expected")
    if miss < 0:
        return ngettext("%(n)d burglary fewer than expected", "%(n)d burglaries fewer than expected", many) % {
            "n": many
        }
    return ngettext("%(n)d burglary more than expected", "%(n)d burglaries more than expected", many) % {"n": many}


def _needed(look: Taken, *, over: bool) -> str:
    if look.limit is None:
        return _("So early no difference would be told from chance.")
    said = {"n": round(look.limit) + 1}
    if over:
        return _("The boundary was not crossed: %(n)d fewer or more would have been needed.") % said
    return _("That is within what chance brings; %(n)d fewer or more would cross the boundary.") % said


def _warnings(looks: tuple[Taken, ...]) -> tuple[str, ...]:
    if not looks:
        return ()
    said = []
    if not looks[-1].delivered:
        said.append(_("Nothing was delivered in the areas with the measure up to the last look."))
    if looks[-1].spilled:
        said.append(_("The measure was delivered in areas to compare with, too: a difference then looks smaller."))
    return tuple(said)
