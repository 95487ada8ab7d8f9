"""Published evaluations in plain words: the question, the step, and counts in steps of five, of many homes.

Counts are told by the rule of the figures (decision 119), expected ones and differences to the nearest five: from
no two of them follows a third. Areas are named, no home is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kokong.effect import api as effect

from .figures import rules

NEAREST: Final = rules.STEP
LEAST: Final = 3
"""From this step on a difference is told; below it is chance, and no number."""


@dataclass(frozen=True)
class Told:
    """An evaluation as everybody reads it. `lines` are its sentences, the answer first."""

    id: int
    question: str
    step: str
    lines: tuple[str, ...]
    warnings: tuple[str, ...]
    areas: str
    compared: int
    read: datetime
    since: str


def told() -> tuple[Told, ...]:
    """All that are published, the newest first."""
    return tuple(_told(each) for each in effect.published() if each.looks)


def _told(found: effect.Evaluation) -> Told:
    look = found.looks[0]
    said = look.result.get((get_language() or "en")[:2]) or look.result["en"]
    names = [found.names.get(each, "") for each in found.plan.treated]
    return Told(
        id=found.id,
        question=found.plan.question,
        step=_("No answer yet") if look.refused else said["verdict"]["name"],
        lines=tuple(_lines(look, said)),
        warnings=tuple(_warnings(found, look)),
        areas=", ".join(name for name in names if name),
        compared=len(found.plan.compared),
        read=look.at,
        since=f"{found.plan.start:%Y-%m}",
    )


def _lines(look: effect.Look, said: Mapping[str, Any]) -> list[str]:
    if look.refused:
        return [_("There are too few burglaries in these areas for an answer.")]
    verdict, headline = said["verdict"], said["headline"]
    fewer = _("fewer") if verdict["direction"] == "fewer" else _("more")
    lines = [_means(verdict["step"], fewer)]
    counted = rules.told(burglaries=int(headline["observed"]), homes=look.homes.get("treated", 0))
    if counted is None:
        return [*lines, _("The numbers are not told: there are too few homes in the areas.")]
    lines.append(_counted(counted, headline))
    if verdict["step"] >= LEAST:
        lines.append(_reach(headline))
    return lines


def _means(step: int, fewer: str) -> str:
    """The step of the ladder in plain words."""
    said = {
        1: _("It is too early to say whether it helped, or there are too few burglaries to say it."),
        2: _("We can't say that it helped, and not that it didn't: the number moved no more than by itself."),
        3: _("There were %(fewer)s burglaries than expected, but something else may be the reason."),
        4: _("It probably had an effect: %(fewer)s burglaries than expected, whichever way we compare."),
        5: _("There is strong evidence of an effect: %(fewer)s burglaries than expected."),
    }
    return said[step] % {"fewer": fewer}


def _counted(counted: rules.Step, headline: Mapping[str, Any]) -> str:
    expected = _five(headline["expected"])
    if counted.few:
        return _("Fewer than five burglaries were counted, where about %(expected)d were expected.") % {
            "expected": expected
        }
    return _("%(first)d to %(last)d burglaries were counted, where about %(expected)d were expected.") % {
        "first": counted.first, "last": counted.last, "expected": expected
    }  # fmt: skip


def _reach(headline: Mapping[str, Any]) -> str:
    """How far the difference may be from what it looks like."""
    low, high = headline["prevented_interval"]
    if low is None or high is None:
        return _("How sure that is can't be said.")
    ends = sorted((_five(low), _five(high)))
    said = {"few": abs(ends[0]), "many": abs(ends[1])}
    if ends[0] >= 0:
        return _("Anything from %(few)d to %(many)d fewer is within reason.") % said
    if ends[1] <= 0:
        return _("Anything from %(many)d to %(few)d more is within reason.") % said
    return _("It may be %(many)d fewer, or %(few)d more.") % said


def _warnings(found: effect.Evaluation, look: effect.Look) -> list[str]:
    """What a reader must know before the answer."""
    said = []
    if look.called == "exploratory":
        said.append(
            _("Exploratory: somebody looked at the outcome before the plan was locked. It proves nothing.")
        )
    if look.called == "early":
        said.append(_("Read before its time: the answer may still change."))
    if found.changes:
        said.append(_("The plan was changed after it was locked."))
    if not found.plan.compared:
        said.append(_("There are no areas to compare with, so nothing can be said of an effect."))
    if not any(look.dose.get("treated", {}).values()):
        said.append(_("Nothing was delivered in the areas: whatever happened there, the measure did not do it."))
    return said


def _five(value: float) -> int:
    return NEAREST * round(value / NEAREST)
