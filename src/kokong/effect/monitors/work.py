"""Monthly looks taken and kept. Everything within the municipality in scope."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kokong.kernel import audit
from kokong.kernel.errors import UserError
from kokong.tasks import api as tasks

from .. import counting, reading
from .. import models as rows
from ..rules import months_between
from ..values import Evaluation, EvaluationMissing, Refused
from . import rules
from .rules import Taken

if TYPE_CHECKING:
    from kokong.analysis.effect.monitor import Due, Look


CROSSED: Final = "effect.crossed"


def taken(*, evaluation_id: int) -> tuple[Taken, ...]:
    """Every look that was taken of an evaluation, the first first."""
    found = rows.MonitorLook.objects.filter(evaluation_id=evaluation_id).order_by("until")
    return tuple(
        Taken(row.until, row.observed, row.expected, row.limit, row.spent, row.crossed, row.delivered, row.spilled)
        for row in found
    )


@transaction.atomic
def take(*, evaluation_id: int, now: datetime) -> tuple[Taken, ...]:
    """Take the looks that are due, and answer with all; nothing where no boundary can be.

    Of two at once the second finds nothing left to do. Raises EvaluationMissing; Refused where the counts carry
    none.
    """
    from kokong.analysis.effect import monitor

    found = _held(evaluation_id)
    waiting = due(found, now=now)
    if waiting:
        _keep_all(found, waiting, monitor.take(waiting), now)
    return taken(evaluation_id=evaluation_id)


@transaction.atomic
def keep(*, evaluation_id: int, due: "Due", looks: "tuple[Look, ...] | str", now: datetime) -> int:
    """Keep looks that were taken elsewhere, unless somebody else has kept them meanwhile; how many were kept.

    Raises EvaluationMissing; Refused where the counts carried none.
    """
    found = _held(evaluation_id)
    if why_not(found) is not None or _taken_until(found)[0] != due.taken:
        return 0
    _keep_all(found, due, looks, now)
    return len(looks)


def due(found: Evaluation, *, now: datetime) -> "Due | None":
    """What is due of an evaluation, ready to be looked at anywhere; None where nothing is, or no boundary can be.

    Raises Refused where two areas share homes.
    """
    from kokong.analysis.effect import monitor

    if why_not(found) is not None:
        return None
    plan, until = found.first, rules.due_until(found.first, timezone.localdate(now))
    months, out = _taken_until(found)
    if months_between(plan.start, until) <= months:
        return None
    return monitor.Due(counting.panel_of(plan, until=until), rules.months(plan), months, out)


def _held(evaluation_id: int) -> Evaluation:
    """An evaluation that nobody else takes looks of until the transaction ends."""
    row = rows.Evaluation.objects.select_for_update().filter(pk=evaluation_id).first()
    if row is None:
        raise EvaluationMissing(_("There is no such evaluation."))
    return reading.of(row, reading.known_areas())


def _taken_until(found: Evaluation) -> tuple[int, frozenset[int]]:
    """How many months have been looked at, and what the last look carried on."""
    last = rows.MonitorLook.objects.filter(evaluation_id=found.id).order_by("until").last()
    if last is None:
        return 0, frozenset()
    return months_between(found.first.start, last.until), frozenset(last.out)


def why_not(found: Evaluation) -> rules.Why | None:
    """Why an evaluation has no boundary; None where it has one."""
    return rules.why_not(
        state=found.state, peeked=found.peeked, first=found.first, plan=found.plan, expected=found.expected
    )


def _keep_all(found: Evaluation, due: "Due", looks: "tuple[Look, ...] | str", now: datetime) -> None:
    if isinstance(looks, str):
        raise Refused(looks)
    for month, look in enumerate(looks, start=due.taken + 1):
        _keep(found, look, month=month, now=now)


def _keep(found: Evaluation, look: "Look", *, month: int, now: datetime) -> None:
    plan = found.first
    number = 12 * plan.start.year + plan.start.month - 1 + month
    until = date(number // 12, number % 12 + 1, 1)
    rings = {"treated": plan.treated, "compared": plan.compared}
    dose = counting.dose(measures=plan.measures, rings=rings, since=plan.start, until=until)
    rows.MonitorLook.objects.create(
        evaluation_id=found.id, until=until, at=now, observed=look.observed, expected=look.expected,
        limit=look.limit, spent=look.spent, crossed=look.crossed, out=sorted(look.state.crossed),
        delivered=sum(dose["treated"].values()), spilled=sum(dose["compared"].values()),
    )  # fmt: skip
    audit.record(
        action="effect.monitored", subject="effect_evaluation", subject_id=found.id,
        detail={"until": until.isoformat()},
    )  # fmt: skip
    if look.crossed:  # told once, however often it is crossed
        tasks.open_task(kind=CROSSED, source=CROSSED, source_id=str(found.id), now=now)


def take_all(*, now: datetime) -> dict[int, str]:
    """Take what is due of every evaluation; what was refused, by evaluation. One that can't be stops no other."""
    refused = {}
    for number in rows.Evaluation.objects.filter(state="registered").order_by("pk").values_list("pk", flat=True):
        try:
            take(evaluation_id=number, now=now)
        except UserError as why:
            refused[number] = str(why)
    return refused
