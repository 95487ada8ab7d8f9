"""What a decided plan puts on people's work lists, and what a new plan takes over from the one before."""

from datetime import UTC, datetime, time
from typing import Final

from django.utils.translation import gettext_lazy

from kokong.tasks import api as tasks

from ..rules import DESK
from . import models as rows
from . import rules

LINE: Final = "plan.item"
GIVE: Final = "plan.give"
FOLLOW: Final = "plan.follow_up"
REPORT: Final = "plan.report"
_COPIED: Final = (
    "problem", "cause", "what", "by", "unit", "kind", "wanted", "area_id", "sign", "owner_id", "evaluation_id",
)  # fmt: skip


def called(item_id: str) -> str:
    """What a line does, by its number as a task has it."""
    number = item_id.partition("-")[0]
    found = rows.PlanItem.objects.filter(pk=number).values_list("what", flat=True).first()
    return found or ""


def title(plan_id: str) -> str:
    """What a plan is called, by its number as a task has it."""
    number = plan_id.partition("-")[0]
    return rows.ActionPlan.objects.filter(pk=number).values_list("title", flat=True).first() or ""


KINDS: Final = (
    tasks.Kind(LINE, gettext_lazy("Line of the action plan"), "clipboard-checkmark", DESK, False, called),
    tasks.Kind(
        GIVE, gettext_lazy("Give a line of the action plan to somebody"), "clipboard-checkmark", DESK, False,
        called,
    ),
    tasks.Kind(FOLLOW, gettext_lazy("Follow up the action plan"), "clipboard-checkmark", DESK, False, title),
    tasks.Kind(
        REPORT, gettext_lazy("Tell the council how the action plan goes"), "clipboard-checkmark", DESK,
        False, title,
    ),
)  # fmt: skip


def hand_out(plan: rows.ActionPlan, *, now: datetime) -> None:
    """Put every open line of a plan on the list of whoever has it."""
    for row in rows.PlanItem.objects.filter(plan=plan, state__in=rules.OPEN).order_by("pk"):
        hand(row, now=now)


def hand(row: rows.PlanItem, *, now: datetime) -> None:
    """Put a line on somebody's list; from whoever had it before, it goes."""
    waiting = _waiting(row.pk)
    if not waiting:
        due = datetime.combine(row.due, time(22), tzinfo=UTC)
        fresh = f"{row.pk}-{now:%Y%m%d%H%M%S%f}"  # a line that is taken up again is a task of its own
        tasks.open_task(kind=LINE, source=LINE, source_id=fresh, due=due, now=now)
        waiting = [fresh]
    for source_id in waiting:
        tasks.assign(source=LINE, source_id=source_id, user_id=row.owner_id, now=now)


def after(row: rows.PlanItem, action: str, *, said: str, now: datetime) -> None:
    """What a line's end, or its new beginning, means to its task."""
    if action == "reopen":
        hand(row, now=now)
    for source_id in _waiting(row.pk):
        if action == "finish":
            tasks.settle(source=LINE, source_id=source_id, answer=said[:300], now=now)
        elif action == "give_up":
            tasks.withdraw(source=LINE, source_id=source_id, now=now)


def take_back(plan: rows.ActionPlan, *, now: datetime) -> None:
    """A plan that was replaced asks for nothing any more: what was open goes on in the new one."""
    for item_id in rows.PlanItem.objects.filter(plan=plan).values_list("pk", flat=True):
        for source_id in _waiting(item_id):
            tasks.withdraw(source=LINE, source_id=source_id, now=now)


def item_of(*, task_id: int) -> int | None:
    """The line that a task of it is about; None for a task of the plan as a whole, and one that has ended."""
    for kind in (LINE, GIVE):
        for source_id, number in tasks.waiting(source=kind).items():
            if number == task_id:
                return int(source_id.partition("-")[0])
    return None


def _waiting(item_id: int) -> list[str]:
    return [each for each in tasks.waiting(source=LINE) if each.partition("-")[0] == str(item_id)]


def copy_open(held: rows.ActionPlan, fresh: rows.ActionPlan) -> None:
    """The lines that are still open begin anew in another plan; a day before it begins becomes its last day."""
    for row in rows.PlanItem.objects.filter(plan=held, state__in=rules.OPEN).order_by("due", "pk"):
        kept = {name: getattr(row, name) for name in _COPIED}
        due = row.due if fresh.begins <= row.due <= fresh.ends else fresh.ends
        rows.PlanItem.objects.create(plan=fresh, due=due, **kept)
