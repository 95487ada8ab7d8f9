"""Action plans looked up. Everything within the municipality in scope."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from kokong.kernel import measure
from kokong.people import api as people
from kokong.places import api as places

from ..rules import DESK
from . import models as rows
from . import proving, rules
from .values import Item, Note, Plan, PlanMissing, Proof


def plans() -> tuple[Plan, ...]:
    """All of them without their lines, the newest first."""
    return tuple(_plan(row) for row in rows.ActionPlan.objects.order_by("-begins", "-pk"))


def plan(*, plan_id: int, now: datetime) -> Plan:
    """One, with its lines, their proof, and what was said of it. Raises PlanMissing."""
    row = rows.ActionPlan.objects.filter(pk=plan_id).first()
    if row is None:
        raise missing()
    return _whole(row, now)


def current(*, now: datetime) -> Plan | None:
    """The plan that holds, with its lines; None where none was decided."""
    row = rows.ActionPlan.objects.filter(state__in=rules.HOLDS).first()
    return None if row is None else _whole(row, now)


def item(*, item_id: int, now: datetime) -> tuple[Plan, Item]:
    """A line, and the plan that it is in. Raises PlanMissing."""
    row = rows.PlanItem.objects.filter(pk=item_id).first()
    if row is None:
        raise missing()
    found = plan(plan_id=row.plan_id, now=now)
    return found, next(each for each in found.items if each.id == item_id)


def missing() -> PlanMissing:
    """There is no such plan, or no such line."""
    return PlanMissing(_("There is no such action plan."))


def kinds() -> dict[str, str | Promise]:
    """The kinds of delivery that measures make, in words, by their code in the ledger."""
    return {code: said for each in measure.everyone() for code, said in each.delivers.items()}


def desk() -> dict[int, str]:
    """Who works at the desk of either authority and can see to something, by name."""
    return {each.user_id: each.name for each in people.people(roles=DESK)}


def area_names() -> dict[int, str]:
    """Areas by name: those in use, and those that were."""
    return {each.id: each.name for each in (*places.areas(retired=True), *places.areas())}


def _whole(row: rows.ActionPlan, now: datetime) -> Plan:
    lines = list(rows.PlanItem.objects.filter(plan=row).order_by("due", "pk"))
    notes = rows.PlanNote.objects.filter(plan=row).order_by("on", "pk")
    return _plan(row, _items(lines, row, now), (_note(each) for each in notes))


def _plan(row: rows.ActionPlan, items: Iterable[Item] = (), notes: Iterable[Note] = ()) -> Plan:
    return Plan(
        id=row.pk, title=row.title, begins=row.begins, ends=row.ends, stands_on=row.stands_on, state=row.state,
        replaces_id=row.replaces_id, decided_on=row.decided_on, number=row.number, body=row.body,
        decided_at=row.decided_at, items=tuple(items), notes=tuple(notes),
    )  # fmt: skip


def _note(row: rows.PlanNote) -> Note:
    return Note(row.kind, row.on, row.number, row.text, row.at)


def _items(lines: Sequence[rows.PlanItem], plan: rows.ActionPlan, now: datetime) -> tuple[Item, ...]:
    owners = frozenset(each.owner_id for each in lines if each.owner_id is not None)
    names, here = people.names(user_ids=owners), desk()
    known, areas, today = kinds(), area_names(), timezone.localdate(now)
    proofs = proving.proofs(lines, begins=plan.begins, today=today)
    return tuple(_item(each, names, here, known, areas, today, proofs.get(each.pk)) for each in lines)


def _item(
    row: rows.PlanItem,
    names: Mapping[int, str],
    here: Mapping[int, str],
    known: Mapping[str, str | Promise],
    areas: Mapping[int, str],
    today: date,
    proof: Proof | None,
) -> Item:
    copied = {
        name: getattr(row, name)
        for name in (
            "plan_id", "problem", "cause", "what", "by", "unit", "due", "owner_id", "kind", "wanted", "area_id",
            "sign", "state", "result", "evaluation_id",
        )
    }  # fmt: skip
    return Item(
        **copied,
        id=row.pk,
        owner=names.get(row.owner_id or 0, ""),
        left=row.owner_id is not None and row.owner_id not in here,
        kind_said=str(known.get(row.kind, row.kind)),
        area=areas.get(row.area_id or 0, ""),
        late=rules.late(state=row.state, due=row.due, today=today),
        proof=proof,
    )
