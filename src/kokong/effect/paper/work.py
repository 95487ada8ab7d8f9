"""The report of an evaluation: what was asked, what came of it, and how sure that is, for a board to read."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kokong.kernel import audit, documents, tenancy
from kokong.kernel.models import Municipality

from .. import reading, showing, words
from ..costs import showing as costs_shown
from ..costs import work as costs
from ..showing import Seen
from ..values import Evaluation
from .drawing import svg

SHEET: Final = Path(__file__).with_name("report.typ")


def report(*, evaluation_id: int) -> bytes:
    """The PDF. Raises EvaluationMissing."""
    shown = data(evaluation_id=evaluation_id)
    audit.record(action="effect.printed", subject="effect_evaluation", subject_id=evaluation_id)
    return documents.typeset(SHEET, shown)


def data(*, evaluation_id: int) -> dict[str, Any]:
    """What the report shows: the newest look, or that nobody has looked. Raises EvaluationMissing."""
    found = reading.evaluation(evaluation_id=evaluation_id)
    place = Municipality.objects.get(pk=tenancy.municipality_id())
    seen = showing.seen(found, found.looks[0]) if found.looks else None
    spent = costs.spent(evaluation_id=evaluation_id)
    cost = costs_shown.told(spent, found.looks[0] if found.looks else None) if spent else None
    return {
        "language": get_language(), "title": found.plan.question, "above": _("Evaluation"),
        "state": _state(found, seen), "sections": _sections(seen), "chart": _chart(seen),
        "key": _("Solid: counted. Dashed: expected without the measure, with the band of chance around it."),
        "none": "" if seen else _("Nobody has looked at the outcome"),
        "plan": {"title": _("The plan"), "rows": list(map(list, showing.lines(found.plan, found.names).items()))},
        "changes": _changes(found),
        "cost": {"title": _("What it cost"), "lines": [cost.each, cost.spent, cost.said] if cost else []},
        "foot": _foot(place.signed),
    }  # fmt: skip


def _foot(place: str) -> str:
    said = _("%(place)s. The answer is that of the weakest way of comparing, and stops at a check that fails.")
    return said % {"place": place}


def _state(found: Evaluation, seen: Seen | None) -> str:
    """Whether it is locked, since when, and what this look may be called."""
    parts = [str(words.STATES[found.state])]
    if found.registered_at:
        parts = [f"{parts[0]} {_day(found.registered_at)}"]
    if seen:
        parts.append(f"{seen.called}. {seen.means}")
    return " · ".join(parts)


def _sections(seen: Seen | None) -> list[dict[str, Any]]:
    """Headings with their lines, the verdict first."""
    if seen is None:
        return []
    dose = _section(_("What was delivered"), [_dose(each) for each in seen.dose])
    if seen.refused:
        return [_section(words.no_answer(), [seen.refused]), dose]
    said = seen.said
    verdict = [said["said"]["amount"], said["said"]["percentage"]]
    verdict += [reason["text"] for reason in said["verdict"]["reasons"]]
    counted = [
        _("%(ring)s: %(before)d before, %(after)d after") % {"ring": name, **_ends(ring)}
        for name, ring in seen.rings
    ]
    return [
        _section(said["verdict"]["name"], verdict), dose, _section(_("What was counted"), counted),
        _section(_("Checks"), [_check(each) for each in said["checks"]] + [said["power"]["text"]]),
        _section(_("What would change our mind"), list(said["change_our_mind"])),
    ]  # fmt: skip


def _section(title: str, lines: list[str]) -> dict[str, Any]:
    return {"title": title, "lines": [line for line in lines if line]}


def _dose(each: showing.Dose) -> str:
    said = f"{each.ring}: {each.total}"
    return f"{said} ({each.by_area})" if each.total else said


def _ends(ring: Mapping[str, Any]) -> dict[str, float]:
    return {"before": ring["before"], "after": ring["after"]}


def _check(check: Mapping[str, Any]) -> str:
    mark = {True: _("Passed"), False: _("Failed"), None: _("Not known")}[check["passed"]]
    return f"{mark}: {check['text']}"


def _changes(found: Evaluation) -> list[str]:
    """What was changed after the plan was locked, each with its reason."""
    return [
        f"{_day(change.at)}: {change.why} ({'; '.join(f'{p.name}: {p.before} → {p.after}' for p in parts)})"
        for change, parts in showing.differences(found)
    ]


def _chart(seen: Seen | None) -> str:
    return svg(seen.chart) if seen and seen.chart else ""


def _day(moment: Any) -> str:
    return str(date_format(timezone.localtime(moment), "j F Y"))
