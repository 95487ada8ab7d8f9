"""Action plans written, decided by the board, reported to the council and followed up."""

from datetime import date, datetime
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kokong.kernel import audit
from kokong.kernel.moves import Move, move

from . import carrying, reading, rules, words
from . import models as rows
from .rules import Missing
from .values import Draft, Refused

SUBJECT: Final = "action_plan"


@transaction.atomic
def begin(*, draft: Draft, now: datetime) -> int:
    """Begin a plan of two years; its number.

    Where one holds, the new one begins with those of its lines that are still open. Raises Refused.
    """
    held = rows.ActionPlan.objects.filter(state__in=rules.HOLDS).first()
    row = rows.ActionPlan.objects.create(**_columns(draft), made_at=now, replaces=held)
    if held is not None:
        carrying.copy_open(held, row)
    audit.record(action="action_plan.begun", subject=SUBJECT, subject_id=row.pk)
    return row.pk


@transaction.atomic
def write(*, plan_id: int, draft: Draft) -> None:
    """Change a draft. Raises PlanMissing; Refused for one that was decided."""
    row = draft_of(plan_id)
    rows.ActionPlan.objects.filter(pk=row.pk).update(**_columns(draft))
    audit.record(action="action_plan.written", subject=SUBJECT, subject_id=row.pk)


@transaction.atomic
def decide(*, plan_id: int, on: date, number: str, body: str, now: datetime) -> Move:
    """Record the board's decision; the plan is locked by it, and takes the place of the one that held.

    Raises PlanMissing; MoveRefused where somebody was faster; Refused for a day to come, without number or body,
    and for a plan that lacks something.
    """
    row = row_of(plan_id)
    number, body = _said(number, "number"), _said(body, "body")
    if not number or not body:
        raise Refused(_("Write who decided, and the number of the decision. Nothing was changed."), field="number")
    if on > timezone.localdate(now):
        raise Refused(_("A decision lies behind, not ahead. Nothing was changed."), field="decided_on")
    if row.state == "draft" and (gap := lacks(plan_id=plan_id, now=now)):
        raise Refused(_gap(gap))
    _replace_held(now)
    changes: dict[str, Any] = {"decided_on": on, "number": number, "body": body, "decided_at": now}
    done = move(row, "decide", states=rules.PLAN, now=now, words=words.STATES, changes=changes)
    carrying.hand_out(row, now=now)
    return done


@transaction.atomic
def drop(*, plan_id: int, now: datetime) -> Move:
    """Drop a draft. Raises PlanMissing, MoveRefused."""
    return move(row_of(plan_id), "drop", states=rules.PLAN, now=now, words=words.STATES)


@transaction.atomic
def report(*, plan_id: int, on: date, number: str, text: str, user_id: int | None, now: datetime) -> None:
    """Write that the council was told, and what. Raises PlanMissing, Refused."""
    row = row_of(plan_id)
    if row.state not in rules.HOLDS:
        raise Refused(_("The council is told of the plan that holds. Nothing was changed."))
    _note(row, "report", on=on, number=number, text=text, user_id=user_id, now=now)
    audit.record(action="action_plan.reported", subject=SUBJECT, subject_id=row.pk)


@transaction.atomic
def follow_up(*, plan_id: int, on: date, text: str, user_id: int | None, now: datetime) -> Move:
    """Say what came of the plan, line by line and as a whole. Raises PlanMissing, MoveRefused, Refused."""
    row = row_of(plan_id)
    done = move(row, "follow_up", states=rules.PLAN, now=now, words=words.STATES)
    _note(row, "follow_up", on=on, number="", text=text, user_id=user_id, now=now)
    return done


def lacks(*, plan_id: int, now: datetime) -> Missing | None:
    """The first thing that a plan lacks before it can be decided; None where nothing is missing."""
    found = reading.plan(plan_id=plan_id, now=now)
    if not found.stands_on.strip():
        return Missing("picture")
    if not found.items:
        return Missing("no_item")
    for each in found.items:
        if each.orphan:
            return Missing("owner_left" if each.left else "no_owner", each.id)
    return None


def row_of(plan_id: int) -> rows.ActionPlan:
    """A plan's row, locked. Raises PlanMissing."""
    row = rows.ActionPlan.objects.select_for_update(no_key=True).filter(pk=plan_id).first()
    if row is None:
        raise reading.missing()
    return row


def draft_of(plan_id: int) -> rows.ActionPlan:
    """The row of a plan that may be written. Raises PlanMissing, Refused."""
    row = row_of(plan_id)
    if row.state != "draft":
        raise Refused(_("The board has decided this plan: begin a new one to change it. Nothing was changed."))
    return row


def _columns(draft: Draft) -> dict[str, Any]:
    title = _said(draft.title, "title")
    if not title:
        raise Refused(_("Give the plan a title."), field="title")
    return {
        "title": title, "begins": draft.begins, "ends": rules.ends(draft.begins),
        "stands_on": _said(draft.stands_on, "stands_on"),
    }  # fmt: skip


def _said(given: str, field: str) -> str:
    said = given.strip()
    if len(said) > rules.LONGEST[field]:
        raise Refused(_("At most %(n)d letters.") % {"n": rules.LONGEST[field]}, field=field)
    return said


def _gap(gap: Missing) -> str:
    what = rows.PlanItem.objects.filter(pk=gap.item).values_list("what", flat=True).first() or ""
    return str(words.MISSING[gap.why]) % {"what": what}


def _replace_held(now: datetime) -> None:
    held = rows.ActionPlan.objects.select_for_update(no_key=True).filter(state__in=rules.HOLDS).first()
    if held is not None:
        move(held, "replace", states=rules.PLAN, now=now, words=words.STATES)
        carrying.take_back(held, now=now)


def _note(
    row: rows.ActionPlan, kind: str, *, on: date, number: str, text: str, user_id: int | None, now: datetime
) -> None:
    said = _said(text, "text")
    if not said:
        raise Refused(_("Write what was said. Nothing was changed."), field="text")
    if on > timezone.localdate(now):
        raise Refused(_("That day is still to come. Nothing was changed."), field="on")
    rows.PlanNote.objects.create(
        plan=row, kind=kind, on=on, number=_said(number, "number"), text=said, at=now, by=user_id
    )
