"""The year wheel looked up, in the reader's language."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from kokong.tasks import api as tasks

from . import models as rows
from . import rules, wheel
from .template import BY_CODE
from .values import Item, ItemMissing, Turn


def items(*, year: int, today: date) -> tuple[Item, ...]:
    """Everything that comes round, with its turns of a year, by its first month."""
    standing = list(rows.WheelItem.objects.filter(ended=None).order_by("pk"))
    told = {(t.item_id, t.month): t for t in rows.WheelTurn.objects.filter(month__year=year)}
    keys = [wheel.task_of(each.pk, date(year, month, 1)) for each in standing for month in each.months]
    done = tasks.done(source=wheel.TASK, ids=keys)
    found = (_item(each, _turns(each, year, told, done, today)) for each in standing)
    return tuple(sorted(found, key=lambda each: (each.months[0], each.title)))


def item(*, item_id: int, year: int, today: date) -> Item:
    """One of them. Raises ItemMissing."""
    found = next((each for each in items(year=year, today=today) if each.id == item_id), None)
    if found is None:
        raise ItemMissing(_("There is no such item in the year wheel."))
    return found


def called(key: str) -> str:
    """What an item is called, by the number that its task has."""
    row = rows.WheelItem.objects.filter(pk=key.partition("-")[0]).first()
    return _item(row, ()).title if row else ""


def _turns(
    row: rows.WheelItem, year: int, told: Mapping[Any, rows.WheelTurn], done: frozenset[str], today: date
) -> tuple[Turn, ...]:
    made = timezone.localdate(row.made).replace(day=1)
    months = [date(year, number, 1) for number in row.months]
    return tuple(
        Turn(month, _state(told.get((row.pk, month)), wheel.task_of(row.pk, month) in done, month, today),
             _said(told.get((row.pk, month))))
        for month in months
        if month >= made or (row.pk, month) in told
    )  # fmt: skip


def _state(told: rows.WheelTurn | None, done: bool, month: date, today: date) -> str:
    if told is not None:
        return told.state
    if done:
        return "done"
    if month > today:
        return "ahead"
    return "due" if rules.last_day(month) >= today else "late"


def _said(told: rows.WheelTurn | None) -> str:
    return told.said if told else ""


def _item(row: rows.WheelItem, turns: tuple[Turn, ...]) -> Item:
    """A row in words: its own where it has a title, else the template's."""
    work = BY_CODE.get(row.code)
    if row.title or work is None:
        said = {name: getattr(row, name) for name in ("title", "who", "material", "purpose", "hours")}
    else:
        said = {name: str(getattr(work, name)) for name in ("title", "who", "material", "purpose")}
        said["hours"] = work.hours
    return Item(id=row.pk, code=row.code, months=tuple(row.months), turns=turns, **said)
