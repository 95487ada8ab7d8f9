"""The proof of a plan's lines: what the ledger counts, from the month in which the plan begins."""

from collections.abc import Sequence
from datetime import date

from kokong.ledger import api as ledger

from . import models as rows
from . import rules
from .values import Proof


def proofs(lines: Sequence[rows.PlanItem], *, begins: date, today: date) -> dict[int, Proof]:
    """What was delivered of each line that says what counts, by its number.

    Counted by whole months: from that of `begins`, through that of the line's day. What comes later is not its.
    """
    asked = [each for each in lines if each.kind]
    if not asked:
        return {}
    until = rules.months_after(today.replace(day=1), 1)
    counted = ledger.by_outcome_and_month(
        measures={each.kind for each in asked}, since=begins, until=until,
        area_ids={each.area_id for each in asked},
    )  # fmt: skip
    return {each.pk: _proof(each, counted, begins, today) for each in asked}


def _proof(line: rows.PlanItem, counted: Sequence[ledger.Counted], begins: date, today: date) -> Proof:
    last = line.due.replace(day=1)
    number = sum(
        each.deliveries
        for each in counted
        if (each.measure, each.area_id) == (line.kind, line.area_id) and each.month <= last
    )
    wanted = line.wanted
    by_now = rules.expected(wanted=wanted, begins=begins, due=line.due, today=today) if wanted else 0.0
    return Proof(number, wanted, by_now)
