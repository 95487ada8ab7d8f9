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
    from kokong.analysis.effect.monitor import Look


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
    row = rows.Evaluation.objects.select_for_update().filter(pk=evaluation_id).first()
    if row is None:
        raise EvaluationMissing(_("There is no such evaluation."))
    found = reading.of(row, reading.known_areas())
    if why_not(found) is None:
        _take(found, rules.due_until(found.first, timezone.localdate(now)), now)
    return taken(evaluation_id=evaluation_id)


def why_not(found: Evaluation) -> rules.Why | None:
    """Why an evaluation has no boundary; None where it has one."""
    return rules.why_not(
        state=found.state, peeked=found.peeked, first=found.first, plan=found.plan, expected=found.expected
    )


def _take(found: Evaluation, until: date, now: datetime) -> None:
    from kokong.analysis.effect import monitor
    from kokong.analysis.effect.errors import NotWarranted
    from kokong.analysis.effect.panel import TREATED

    plan = found.first
    last = rows.MonitorLook.objects.filter(evaluation_id=found.id).order_by("until").last()
    begin = plan.start if last is None else last.until
    if until <= begin:
        return
    panel = counting.panel_of(plan, until=until)
    state = monitor.State(frozenset(last.out) if last else frozenset())
    try:
        drawn = monitor.choices(panel.rows(TREATED))
        for month in range(months_between(plan.start, begin) + 1, months_between(plan.start, until) + 1):
            part = panel.between(0, panel.start + month, start=panel.start)
            look = monitor.look(part, state, months=rules.months(plan), drawn=drawn)
            _keep(found, look, month=month, now=now)
            state = look.state
    except NotWarranted as why:
        raise Refused(str(why)) from why


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
