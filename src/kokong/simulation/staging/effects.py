"""Evaluations of the demonstration: one to read today, one that nobody has locked yet, and a lot that is drawn."""

from datetime import date, datetime, timedelta
from typing import Final

from django.utils import timezone

from kokong.effect import api as effect
from kokong.kernel.scene import Cast
from kokong.places import api as places

READ: Final = "Blev det färre inbrott där vi besöker grannarna?"
NEXT: Final = "Blir det färre inbrott efter vandringarna?"
FIRST: Final = "Var erbjuder vi märkpaket först, och blir det färre inbrott?"
SEED_IS: Final = "Lottoraden lördagen efter att lottningen tillkännagavs, i stigande ordning"
SEED: Final = "4 11 17 23 30 34 35"


def plan(cast: Cast, *, now: datetime) -> None:
    """Register one a year ago, and draft one for the year to come; does nothing where there are some."""
    with cast.acting("coordinator") as who:
        areas = places.areas()
        if who is None or effect.evaluations() or len(areas) < 2:
            return
        today = timezone.localdate(now).replace(day=1)
        most = _most_visited(tuple(each.id for each in areas), today)
        treated, compared = (most,), tuple(each.id for each in areas if each.id != most)
        asked_for = ((READ, "cocoon_visit", _later(today, -12)), (NEXT, "walk", _later(today, 1)))
        for question, measure, start in asked_for:
            asked = effect.Plan(
                question=question, measures=(measure,), treated=treated, compared=compared,
                since=_later(start, -36), start=start, until=_later(start, 12),
            )  # fmt: skip
            number = effect.draft(plan=asked, user_id=who, now=now)
            if question == READ:
                effect.register(evaluation_id=number, user_id=who, now=now)


def lot(cast: Cast, *, now: datetime) -> None:
    """Areas that are offered kits one after another, as drawn five months ago; nothing where a lot is there."""
    with cast.acting("coordinator") as who:
        areas = tuple(each.id for each in places.areas())
        today = timezone.localdate(now).replace(day=1)
        if who is None or effect.lots(today=today) or len(areas) < 3:
            return
        start = _later(today, -4)
        asked = effect.Lottery(
            question=FIRST, measures=("marking_kit",), areas=areas, since=_later(start, -36), start=start,
            at_once=1, apart=6, seed_is=SEED_IS,
        )  # fmt: skip
        number = effect.announce_lot(asked=asked, user_id=who, now=now - timedelta(days=160))
        effect.draw_lot(lot_id=number, seed=SEED, user_id=who, now=now - timedelta(days=152))


def _most_visited(areas: tuple[int, ...], today: date) -> int:
    """The area with most visits in the year before."""
    told = effect.dose(measures=("cocoon_visit",), rings={"all": areas}, since=_later(today, -12), until=today)
    return max(areas, key=lambda area: told["all"][str(area)])


def _later(month: date, many: int) -> date:
    number = 12 * month.year + month.month - 1 + many
    return date(number // 12, number % 12 + 1, 1)
