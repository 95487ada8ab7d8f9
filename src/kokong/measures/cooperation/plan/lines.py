"""The lines of a plan: written while it is a draft; given, begun, proven and judged once it is decided."""

from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from kokong.effect import api as effect
from kokong.kernel import audit
from kokong.kernel.moves import Move, move

from . import carrying, reading, rules, words, work
from . import models as rows
from .values import ItemDraft, Refused

SUBJECT: Final = "plan_item"
_SAID: Final = ("problem", "cause", "what", "unit", "sign")


@transaction.atomic
def add(*, plan_id: int, draft: ItemDraft) -> int:
    """Add a line to a draft; its number. Raises PlanMissing, Refused."""
    plan = work.draft_of(plan_id)
    row = rows.PlanItem.objects.create(plan=plan, **_columns(draft, plan))
    audit.record(action="plan_item.added", subject=SUBJECT, subject_id=row.pk)
    return row.pk


@transaction.atomic
def write(*, item_id: int, draft: ItemDraft) -> None:
    """Change a line of a draft. Raises PlanMissing, Refused."""
    row, plan = _in_draft(item_id)
    rows.PlanItem.objects.filter(pk=row.pk).update(**_columns(draft, plan))
    audit.record(action="plan_item.written", subject=SUBJECT, subject_id=row.pk)


@transaction.atomic
def remove(*, item_id: int) -> int:
    """Take a line out of a draft; the plan's number. Raises PlanMissing, Refused."""
    row, plan = _in_draft(item_id)
    audit.record(action="plan_item.removed", subject=SUBJECT, subject_id=row.pk)
    rows.PlanItem.objects.filter(pk=row.pk).delete()
    return plan.pk


@transaction.atomic
def act(*, item_id: int, action: str, result: str = "", now: datetime) -> Move:
    """Begin a line, or say how it ended. Raises PlanMissing, MoveRefused; Refused where the result is missing."""
    row, plan = _row(item_id)
    if plan.state not in rules.HOLDS:
        raise Refused(_("Lines are begun once the board has decided the plan. Nothing was changed."))
    said = _fit(result, "result")
    if action in rules.SAYS and not said:
        raise Refused(_("Say what came of it. Nothing was changed."), field="result")
    changes = {"result": said if action in rules.SAYS else ""} if action != "start" else {}
    done = move(row, action, states=rules.ITEM, now=now, words=words.ITEM_STATES, changes=changes)
    carrying.after(row, action, said=said, now=now)
    return done


@transaction.atomic
def give(*, item_id: int, owner_id: int, now: datetime) -> None:
    """Give a line to somebody at the desk, who finds it among their tasks. Raises PlanMissing, Refused."""
    row, plan = _row(item_id)
    if owner_id not in reading.desk():
        raise Refused(_("Choose somebody who works here now. Nothing was changed."), field="owner")
    if row.state not in rules.OPEN:
        raise Refused(_("This line is settled. Nothing was changed."))
    rows.PlanItem.objects.filter(pk=row.pk).update(owner_id=owner_id)
    row.owner_id = owner_id
    audit.record(action="plan_item.given", subject=SUBJECT, subject_id=row.pk)
    if plan.state in rules.HOLDS:
        carrying.hand(row, now=now)


@transaction.atomic
def link(*, item_id: int, evaluation_id: int | None) -> None:
    """Say which evaluation looks at what came of a line; None for none. Raises PlanMissing, Refused."""
    row, _plan = _row(item_id)
    if evaluation_id is not None:
        known = {each.id for each in effect.evaluations()}
        if evaluation_id not in known:
            raise Refused(_("There is no such evaluation. Nothing was changed."), field="evaluation")
    rows.PlanItem.objects.filter(pk=row.pk).update(evaluation_id=evaluation_id)
    audit.record(action="plan_item.linked", subject=SUBJECT, subject_id=row.pk)


def _row(item_id: int) -> tuple[rows.PlanItem, rows.ActionPlan]:
    """A line with its plan, both locked: the plan first, as everywhere. Raises PlanMissing."""
    plan_id = rows.PlanItem.objects.filter(pk=item_id).values_list("plan_id", flat=True).first()
    if plan_id is None:
        raise reading.missing()
    plan = work.row_of(plan_id)
    row = rows.PlanItem.objects.select_for_update(no_key=True).filter(pk=item_id).first()
    if row is None:
        raise reading.missing()
    return row, plan


def _in_draft(item_id: int) -> tuple[rows.PlanItem, rows.ActionPlan]:
    row, plan = _row(item_id)
    return row, work.draft_of(plan.pk)


def _columns(draft: ItemDraft, plan: rows.ActionPlan) -> dict[str, Any]:
    said = {name: _fit(getattr(draft, name), name) for name in _SAID}
    for name in ("problem", "what", "unit"):
        if not said[name]:
            raise Refused(_("Write this part; without it nobody can act on the line."), field=name)
    if not plan.begins <= draft.due <= plan.ends:
        raise Refused(_("The day lies outside of the plan’s two years."), field="due")
    if draft.by not in rules.BYS:
        raise Refused(_("Say who does it."), field="by")
    return {**said, **_counted(draft), "by": draft.by, "due": draft.due, "owner_id": _owner(draft.owner_id)}


def _counted(draft: ItemDraft) -> dict[str, Any]:
    """What the ledger counts of it. Raises Refused for what nobody delivers, and a number of nothing."""
    if draft.kind and draft.kind not in reading.kinds():
        raise Refused(_("There is no such measure."), field="kind")
    if not draft.kind and (draft.wanted or draft.area_id):
        raise Refused(_("Say what is counted, or leave number and area out."), field="kind")
    if draft.wanted is not None and not 0 < draft.wanted <= 100_000:
        raise Refused(_("Say how many, from one up, or leave it empty."), field="wanted")
    if draft.area_id is not None and draft.area_id not in reading.area_names():
        raise Refused(_("That area is not there any more. Choose again."), field="area")
    return {"kind": draft.kind, "wanted": draft.wanted, "area_id": draft.area_id}


def _owner(owner_id: int | None) -> int | None:
    if owner_id is not None and owner_id not in reading.desk():
        raise Refused(_("Choose somebody who works here now. Nothing was changed."), field="owner")
    return owner_id


def _fit(given: str, field: str) -> str:
    said = given.strip()
    if len(said) > rules.LONGEST[field]:
        raise Refused(_("At most %(n)d letters.") % {"n": rules.LONGEST[field]}, field=field)
    return said
