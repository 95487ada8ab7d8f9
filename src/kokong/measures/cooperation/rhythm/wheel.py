"""The year wheel: taken over from the template, changed, done and skipped."""

from datetime import date, datetime
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kokong.kernel import audit
from kokong.people import api as people
from kokong.tasks import api as tasks

from . import models as rows
from . import rules
from .template import KALMAR
from .values import Adopted, ItemDraft, ItemMissing, Refused

SUBJECT: Final = "wheel_item"
TASK: Final = "wheel.item"


@transaction.atomic
def adopt(*, now: datetime) -> Adopted:
    """Take over the method's recurring work; once: what is there, changed or taken out, stays as it is."""
    made = [rows.WheelItem(code=each.code, months=list(each.months), made=now) for each in KALMAR]
    known = set(rows.WheelItem.objects.exclude(code="").values_list("code", flat=True))
    rows.WheelItem.objects.bulk_create([each for each in made if each.code not in known], ignore_conflicts=True)
    fresh = sum(1 for each in KALMAR if each.code not in known)
    if fresh:
        audit.record(action="wheel.adopted", subject=SUBJECT)
        remind(now=now)
    return Adopted(fresh, len(KALMAR) - fresh)


@transaction.atomic
def add(*, draft: ItemDraft, now: datetime) -> int:
    """Add an item of one's own; its number. Raises Refused."""
    row = rows.WheelItem.objects.create(**_columns(draft), made=now)
    audit.record(action="wheel.added", subject=SUBJECT, subject_id=row.pk)
    remind(now=now)
    return row.pk


@transaction.atomic
def change(*, item_id: int, draft: ItemDraft, now: datetime) -> None:
    """Change an item; its words are then its own, in one language. Raises ItemMissing, Refused."""
    row = row_of(item_id)
    rows.WheelItem.objects.filter(pk=row.pk).update(**_columns(draft))
    audit.record(action="wheel.changed", subject=SUBJECT, subject_id=row.pk)
    remind(now=now)


@transaction.atomic
def end(*, item_id: int, now: datetime) -> None:
    """Take an item out of the wheel; what was done of it stays. Raises ItemMissing."""
    row = row_of(item_id)
    rows.WheelItem.objects.filter(pk=row.pk).update(ended=now)
    audit.record(action="wheel.ended", subject=SUBJECT, subject_id=row.pk)
    remind(now=now)


@transaction.atomic
def turn(*, item_id: int, month: date, state: str, said: str = "", actor: people.Actor, now: datetime) -> None:
    """Say that an item was done in a month, or is skipped for a reason. Raises ItemMissing, Refused."""
    row, first = row_of(item_id), month.replace(day=1)
    if first.month not in row.months:
        raise Refused(_("It has no turn in that month. Nothing was changed."))
    said = said.strip()
    if state == "skipped" and not said:
        raise Refused(_("Say in a few words why it is skipped. Nothing was changed."), field="said")
    if len(said) > rules.LONGEST["said"]:
        raise Refused(_("At most %(n)d letters.") % {"n": rules.LONGEST["said"]}, field="said")
    fields = {"state": state, "said": said, "at": now, "by": actor.user_id}
    rows.WheelTurn.objects.update_or_create(item=row, month=first, defaults=fields)
    audit.record(action=f"wheel.{state}", subject=SUBJECT, subject_id=row.pk)
    key = task_of(row.pk, first)
    if state == "done":
        tasks.settle(source=TASK, source_id=key, answer=said, now=now)
    tasks.withdraw(source=TASK, source_id=key, now=now)


def remind(*, now: datetime) -> None:
    """Put what has its turn this month on the work list; take back what no longer has one."""
    month = timezone.localdate(now).replace(day=1)
    standing = rows.WheelItem.objects.filter(ended=None)
    told = set(rows.WheelTurn.objects.filter(month=month).values_list("item_id", flat=True))
    wanted = {task_of(each.pk, month) for each in standing if month.month in each.months and each.pk not in told}
    here = {str(each.pk) for each in standing}
    for key in tasks.waiting(source=TASK):
        number, _dash, said = key.partition("-")
        if number not in here or (said == f"{month:%Y-%m}" and key not in wanted):
            tasks.withdraw(source=TASK, source_id=key, now=now)
    due = timezone.make_aware(datetime.combine(rules.last_day(month), datetime.max.time().replace(microsecond=0)))
    for key in sorted(wanted):
        tasks.open_task(kind=TASK, source=TASK, source_id=key, due=due, now=now)


def task_of(item_id: int, month: date) -> str:
    """What a turn's task stems from."""
    return f"{item_id}-{month:%Y-%m}"


def row_of(item_id: int) -> rows.WheelItem:
    """An item's row, locked. Raises ItemMissing, also for one that was taken out."""
    found = rows.WheelItem.objects.select_for_update(no_key=True).filter(pk=item_id, ended=None).first()
    if found is None:
        raise ItemMissing(_("There is no such item in the year wheel."))
    return found


def _columns(draft: ItemDraft) -> dict[str, Any]:
    words = {name: getattr(draft, name).strip() for name in ("title", "who", "material", "purpose")}
    for name, said in words.items():
        if len(said) > rules.LONGEST[name]:
            raise Refused(_("At most %(n)d letters.") % {"n": rules.LONGEST[name]}, field=name)
    if not words["title"]:
        raise Refused(_("Say what is done."), field="title")
    if not draft.months or not set(draft.months) <= set(range(1, 13)):
        raise Refused(_("Choose at least one month."), field="months")
    return {**words, "months": sorted(set(draft.months)), "hours": draft.hours}
