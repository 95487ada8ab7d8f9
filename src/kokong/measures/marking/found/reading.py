"""Finds as values; whoever reads one is written down."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from kokong.kernel import audit

from .. import suppliers
from ..values import Missing
from . import rules
from .models import Find, Question


@audit.police
@dataclass(frozen=True)
class Asked:
    """A question to a register, and its answer once there is one."""

    id: int
    supplier: str
    why: str
    at: datetime
    user_id: int | None
    answer: bool | None
    answered: date | None


@audit.police
@dataclass(frozen=True)
class Found:
    """A find, the registers that what is seen leads to, and those that were asked, by supplier."""

    id: int
    seen: rules.Seen
    at: datetime
    user_id: int | None
    asks: tuple[rules.Ask, ...]
    asked: Mapping[str, Asked]


def finds() -> tuple[Found, ...]:
    """All finds, the latest first."""
    return _read(list(Find.objects.order_by("-at", "-pk")[:200]))


def find(*, find_id: int) -> Found:
    """One find. Raises Missing."""
    found = _read(list(Find.objects.filter(pk=find_id)))
    if not found:
        raise Missing("")
    return found[0]


def _read(found: list[Find]) -> tuple[Found, ...]:
    if not found:
        return ()
    audit.read(action="marking.police_read", subject="marking_find", rows=[row.pk for row in found])
    asked: dict[int, dict[str, Asked]] = {row.pk: {} for row in found}
    for each in Question.objects.filter(find__in=found).order_by("pk"):
        asked[each.find_id][each.supplier] = Asked(
            each.pk, each.supplier, each.why, each.at, each.user_id, each.answer, each.answered
        )
    return tuple(_value(row, asked[row.pk]) for row in found)


def _value(row: Find, asked: Mapping[str, Asked]) -> Found:
    seen = rules.Seen(row.colour, row.decal, row.form)
    return Found(row.pk, seen, row.at, row.user_id, rules.route(seen, known=suppliers.everyone()), asked)
