"""Evaluations looked up. Everything within the municipality in scope."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from kokong.kernel.measure import everyone
from kokong.places import api as places

from . import models as rows
from .rules import Plan
from .values import Change, Evaluation, EvaluationMissing, Look

_DAYS = ("since", "start", "until")
_LISTS = ("measures", "treated", "compared")


def evaluations() -> tuple[Evaluation, ...]:
    """All of them with their looks, the newest first."""
    found = rows.Evaluation.objects.prefetch_related("changes", "looks").order_by("-id")
    areas = known_areas()
    return tuple(of(row, areas) for row in found)


def evaluation(*, evaluation_id: int) -> Evaluation:
    """One, with what was changed and every look, the newest first. Raises EvaluationMissing."""
    row = rows.Evaluation.objects.prefetch_related("changes", "looks").filter(pk=evaluation_id).first()
    if row is None:
        raise EvaluationMissing(_("There is no such evaluation."))
    return of(row, known_areas())


def registered() -> tuple[Evaluation, ...]:
    """Those whose plan is locked, with their changes, the oldest first."""
    found = rows.Evaluation.objects.filter(state="registered").prefetch_related("changes", "looks").order_by("pk")
    areas = known_areas()
    return tuple(of(row, areas) for row in found)


def of(row: rows.Evaluation, areas: Sequence[places.Area]) -> Evaluation:
    """A row as a value; `areas` are those that are known now."""
    first = Plan(
        question=row.question,
        measures=tuple(row.measures),
        treated=tuple(row.treated),
        compared=tuple(row.compared),
        since=row.since,
        start=row.start,
        until=row.until,
        by_lot=row.by_lot,
    )
    changes = tuple(
        Change(each.at, each.by, each.why, plan_of(each.plan), each.looked)
        for each in sorted(row.changes.all(), key=lambda each: each.pk)
    )
    looks = tuple(_look(each) for each in sorted(row.looks.all(), key=lambda each: -each.pk))
    plan, ground = changes[-1].plan if changes else first, row.ground or {}
    return Evaluation(
        id=row.pk,
        state=row.state,  # type: ignore[arg-type]
        peeked=row.peeked,
        first=first,
        plan=plan,
        made_at=row.made_at,
        made_by=row.made_by,
        registered_at=row.registered_at,
        registered_by=row.registered_by,
        names={each.id: each.name for each in areas} | _names(ground),
        smallest=ground.get("smallest"),
        expected=ground.get("expected"),
        changes=changes,
        looks=looks,
    )


def _look(row: rows.Look) -> Look:
    return Look(
        row.pk,
        row.at,
        row.by,
        row.called,  # type: ignore[arg-type]
        row.until,
        row.dose,
        row.result,
        _homes(row.counted),
    )


def _homes(counted: Mapping[str, Any]) -> dict[str, int]:
    """How many homes each ring had; nothing where that wasn't counted."""
    many = counted.get("homes") or []
    rings = {"treated": 1, "compared": 0}  # as `analysis.effect.panel` numbers them
    return {
        name: sum(homes for homes, ring in zip(many, counted["ring"], strict=True) if ring == number)
        for name, number in rings.items()
        if many
    }


def _names(ground: Mapping[str, Any]) -> dict[int, str]:
    """Areas' names as they were when the plan was locked."""
    return {int(key): name for key, name in ground.get("names", {}).items()}


def known_areas() -> tuple[places.Area, ...]:
    """Every area that an evaluation may name: those in use, those of watch groups, and retired ones."""
    found = (*places.areas(), *places.areas(room="watch"), *places.areas(retired=True))
    return tuple({each.id: each for each in found}.values())


def delivered_kinds() -> dict[str, str | Promise]:
    """The kinds of delivery that measures make, in words, by their code in the ledger."""
    return {code: words for each in everyone() for code, words in each.delivers.items()}


def stored(plan: Plan) -> dict[str, Any]:
    """A plan as JSON."""
    kept = {name: list(getattr(plan, name)) for name in _LISTS}
    days = {name: getattr(plan, name).isoformat() for name in _DAYS}
    return {"question": plan.question, "by_lot": plan.by_lot, **kept, **days}


def plan_of(kept: Mapping[str, Any]) -> Plan:
    """The plan that was stored."""
    lists: dict[str, Any] = {name: tuple(kept[name]) for name in _LISTS}
    days: dict[str, Any] = {name: date.fromisoformat(kept[name]) for name in _DAYS}
    return Plan(question=kept["question"], by_lot=kept["by_lot"], **lists, **days)
