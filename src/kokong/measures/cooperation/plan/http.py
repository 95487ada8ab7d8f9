"""Decided action plans over HTTP, to read: from the problem to its proof, with the office that answers for it.

Drafts are nobody's business yet, and who at the office has a line is the desk's alone.
"""

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Path, Router, Schema

from kokong.people.api import MISSING, REFUSALS, allow

from . import reading, rules
from .values import Item, Plan

router = Router(tags=["action plan"])

Number = Annotated[int, Path(ge=1, le=2**63 - 1)]


class PlanOut(Schema):
    """A plan of two years: `before` is not included. `number` is of the board's decision."""

    id: int
    title: str
    state: str
    since: date
    before: date
    decided_on: date | None
    decided_by: str
    number: str


class LineOut(Schema):
    """A line. `delivered` is what the ledger counts of `kind` so far, and `wanted` how many there shall be."""

    id: int
    problem: str
    cause: str
    what: str
    by: str
    unit: str
    due: date
    state: str
    late: bool
    kind: str
    area: str
    wanted: int | None
    delivered: int | None
    sign: str
    result: str
    evaluation: int | None


class NoteOut(Schema):
    """What the council was told, or the follow-up found."""

    kind: str
    on: date
    number: str
    text: str


class WholeOut(PlanOut):
    """A plan with its lines and what was said of it."""

    stands_on: str
    lines: list[LineOut]
    notes: list[NoteOut]


@router.get("/", response={200: list[PlanOut], **REFUSALS}, summary="List decided action plans")
def list_plans(request: HttpRequest) -> list[dict[str, Any]]:
    """All that were decided, the newest first."""
    allow(request, "cooperation.see")
    return [_head(each) for each in reading.plans() if each.state in rules.DECIDED]


@router.get("/{plan_id}", response={200: WholeOut, **MISSING, **REFUSALS}, summary="Read an action plan")
def get_plan(request: HttpRequest, plan_id: Number) -> dict[str, Any]:
    """One with its lines and their proof as it stands now."""
    allow(request, "cooperation.see")
    found = reading.plan(plan_id=plan_id, now=timezone.now())
    if found.state not in rules.DECIDED:
        raise reading.missing()
    notes = [{"kind": n.kind, "on": n.on, "number": n.number, "text": n.text} for n in found.notes]
    lines = [_line(each) for each in found.items]
    return {**_head(found), "stands_on": found.stands_on, "lines": lines, "notes": notes}


def _head(found: Plan) -> dict[str, Any]:
    return {
        "id": found.id, "title": found.title, "state": found.state, "since": found.begins, "before": found.ends,
        "decided_on": found.decided_on, "decided_by": found.body, "number": found.number,
    }  # fmt: skip


def _line(each: Item) -> dict[str, Any]:
    same = (
        "id",
        "problem",
        "cause",
        "what",
        "by",
        "unit",
        "due",
        "state",
        "late",
        "kind",
        "area",
        "wanted",
        "sign",
    )
    return {
        **{name: getattr(each, name) for name in same},
        "delivered": each.proof.counted if each.proof else None,
        "result": each.result,
        "evaluation": each.evaluation_id,
    }
