"""Lots looked up. Everything within the municipality in scope."""

from collections.abc import Iterator, Mapping
from datetime import date

from django.utils.translation import gettext as _

from kokong.ledger import api as ledger

from .. import models as rows
from ..values import Look
from . import rules
from .rules import Lottery
from .values import Lot, LotMissing, Turn


def lots(*, today: date) -> tuple[Lot, ...]:
    """All of them, the newest first."""
    return tuple(_of(row, today) for row in rows.Lot.objects.prefetch_related("looks").order_by("-id"))


def lot(*, lot_id: int, today: date) -> Lot:
    """One, with every look, the newest first. Raises LotMissing."""
    row = rows.Lot.objects.prefetch_related("looks").filter(pk=lot_id).first()
    if row is None:
        raise LotMissing(_("There is no such lot."))
    return _of(row, today)


def _of(row: rows.Lot, today: date) -> Lot:
    names = {each["id"]: each["name"] for each in row.areas}
    asked = Lottery(
        row.question, tuple(row.measures), tuple(names), row.since, row.start, row.at_once, row.apart, row.seed_is
    )
    looks = sorted(row.looks.all(), key=lambda each: -each.pk)
    return Lot(
        id=row.pk, asked=asked, names=names, announced_at=row.announced_at, announced_by=row.announced_by,
        seed=row.seed, drawn_at=row.drawn_at, drawn_by=row.drawn_by, turns=tuple(_turns(row, asked, names, today)),
        looks=tuple(
            Look(each.pk, each.at, each.by, each.called, each.until, each.dose, each.result)  # type: ignore[arg-type]
            for each in looks
        ),
        others=_others(row, set(names)),
    )  # fmt: skip


def _others(row: rows.Lot, areas: set[int]) -> tuple[int, ...]:
    told = rows.Lot.objects.exclude(pk=row.pk).order_by("pk").values_list("pk", "areas")
    return tuple(number for number, named in told if areas & {each["id"] for each in named})


def _turns(row: rows.Lot, asked: Lottery, names: Mapping[int, str], today: date) -> Iterator[Turn]:
    from kokong.analysis.effect import lot as pure

    if row.drawn is None or row.seed is None:
        return
    came = _first_deliveries(asked, today)
    for place, area in enumerate(row.drawn):
        begins = rules.begins(asked, place)
        first = came.get(area)
        went = rules.went(begins=begins, until=rules.later(begins, asked.apart), first=first, today=today)
        yield Turn(place + 1, area, names[area], pure.key(row.seed, names[area]), begins, first, went)


def _first_deliveries(asked: Lottery, today: date) -> dict[int, date]:
    """The month in which the measures first came to each area, from that of the first start on."""
    until = rules.later(today, 1)
    if until <= asked.start:
        return {}
    found = ledger.by_outcome_and_month(
        measures=asked.measures, since=asked.start, until=until, area_ids=list(asked.areas)
    )
    came: dict[int, date] = {}
    for each in found:
        if each.area_id is not None:
            came[each.area_id] = min(each.month, came.get(each.area_id, each.month))
    return came
