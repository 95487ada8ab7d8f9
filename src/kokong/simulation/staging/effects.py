"""Evaluations of the demonstration: one that may be read today, and one that nobody has locked yet."""

from datetime import date, datetime
from typing import Final

from django.utils import timezone

from kokong.effect import api as effect
from kokong.kernel.scene import Cast
from kokong.places import api as places

READ: Final = "Blev det färre inbrott där vi besöker grannarna?"
NEXT: Final = "Blir det färre inbrott efter vandringarna?"


def plan(cast: Cast, *, now: datetime) -> None:
    """Register one a year ago, and draft one for the year to come; does nothing where there are some."""
    with cast.acting("coordinator") as who:
        areas = places.areas()
        if who is None or effect.evaluations() or len(areas) < 2:
            return
        today = timezone.localdate(now).replace(day=1)
        treated, compared = (areas[0].id,), tuple(each.id for each in areas[1:])
        asked_for = ((READ, "cocoon_visit", _later(today, -12)), (NEXT, "walk", _later(today, 1)))
        for question, measure, start in asked_for:
            asked = effect.Plan(
                question=question, measures=(measure,), treated=treated, compared=compared,
                since=_later(start, -24), start=start, until=_later(start, 12),
            )  # fmt: skip
            number = effect.draft(plan=asked, user_id=who, now=now)
            if question == READ:
                effect.register(evaluation_id=number, user_id=who, now=now)


def _later(month: date, many: int) -> date:
    number = 12 * month.year + month.month - 1 + many
    return date(number // 12, number % 12 + 1, 1)
