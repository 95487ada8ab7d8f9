"""Evaluations drafted, registered, changed and looked at. Everything within the municipality in scope."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kokong.kernel import audit

from . import counting, judging, reading, rules, words
from . import models as rows
from .rules import Plan
from .values import Evaluation, EvaluationMissing, Look, Refused

_COLUMNS = ("question", "measures", "treated", "compared", "since", "start", "until", "by_lot")


@transaction.atomic
def draft(*, plan: Plan, user_id: int | None, now: datetime) -> int:
    """Write a question down; its number. Nothing is locked yet, and nobody has looked. Raises Refused."""
    plan = _checked(plan)
    row = rows.Evaluation.objects.create(**_fields(plan), made_at=now, made_by=user_id)
    audit.record(action="effect.drafted", subject="effect_evaluation", subject_id=row.pk)
    return int(row.pk)


@transaction.atomic
def rewrite(*, evaluation_id: int, plan: Plan) -> None:
    """Change a draft. Raises EvaluationMissing; Refused for a plan that can't be, or one that is locked."""
    plan = _checked(plan)
    row = _locked(evaluation_id)
    if row.state != "draft":
        raise Refused(_("It is registered: say why you change it, and the first plan stays beside the new one."))
    rows.Evaluation.objects.filter(pk=row.pk).update(**_fields(plan))
    audit.record(action="effect.rewritten", subject="effect_evaluation", subject_id=row.pk)


@transaction.atomic
def register(*, evaluation_id: int, user_id: int | None, now: datetime) -> None:
    """Lock a draft, with what its data can show. Again it changes nothing. Raises EvaluationMissing, Refused."""
    row = _locked(evaluation_id)
    if row.state == "registered":
        return
    plan = _checked(reading.of(row, reading.known_areas()).plan)
    ground = _ground(plan)
    rows.Evaluation.objects.filter(pk=row.pk).update(
        state="registered", registered_at=now, registered_by=user_id, ground=ground
    )
    audit.record(action="effect.registered", subject="effect_evaluation", subject_id=row.pk)


@transaction.atomic
def change(*, evaluation_id: int, plan: Plan, why: str, user_id: int | None, now: datetime) -> None:
    """Change a registered plan, openly: the first stays beside it. Raises EvaluationMissing, Refused."""
    plan = _checked(plan)
    row = _locked(evaluation_id)
    found = reading.of(row, reading.known_areas())
    if row.state != "registered":
        raise Refused(_("It is a draft still: change it as it is."))
    if not why.strip():
        raise Refused(_("Say why the plan is changed."), field="why")
    if plan == found.plan:
        raise Refused(_("Nothing was changed: the plan is as it was."))
    rows.Change.objects.create(
        evaluation_id=row.pk, at=now, by=user_id, why=why.strip(), plan=reading.stored(plan),
        looked=bool(found.looks),
    )  # fmt: skip
    audit.record(action="effect.changed", subject="effect_evaluation", subject_id=row.pk)


@transaction.atomic
def look(*, evaluation_id: int, user_id: int | None, now: datetime) -> Look:
    """Look at the outcome, as far as it can be counted today, and keep what was seen.

    Looking at a draft makes the evaluation exploratory for ever. Raises EvaluationMissing; Refused while no month
    after the start is over, and for areas that share homes.
    """
    row = _locked(evaluation_id)
    found = reading.of(row, reading.known_areas())
    until = rules.counted_until(found.plan, timezone.localdate(now))
    if until <= found.plan.start:
        raise Refused(_("No month since the start is over: there is nothing to look at yet."))
    called = rules.called(state=row.state, peeked=row.peeked, plan=found.plan, until=until)
    if row.state == "draft" and not row.peeked:
        rows.Evaluation.objects.filter(pk=row.pk).update(peeked=True)
    rows.Look.objects.create(
        evaluation_id=row.pk, at=now, by=user_id, called=called, until=until, **_outcome(found, until=until)
    )
    audit.record(
        action="effect.looked", subject="effect_evaluation", subject_id=row.pk,
        detail={"called": called, "until": until.isoformat()},
    )  # fmt: skip
    return reading.evaluation(evaluation_id=row.pk).looks[0]


def _outcome(found: Evaluation, *, until: date) -> dict[str, Any]:
    plan = replace(found.plan, until=until)
    panel = counting.panel_of(plan, until=until)
    rings = {"treated": plan.treated, "compared": plan.compared}
    dose = counting.dose(measures=plan.measures, rings=rings, since=plan.start, until=until)
    # Nothing delivered fails the ladder's check of delivery; how much of a plan was done isn't known here.
    delivered = None if any(dose["treated"].values()) else 0.0
    result = judging.judged(panel, by_lot=plan.by_lot, delivered=delivered)
    return {"counted": judging.counted(panel), "dose": dose, "result": result}


def _ground(plan: Plan) -> dict[str, Any]:
    """What is known when a plan is locked; of the outcome nothing is counted for it."""
    panel = counting.panel_of(plan, until=plan.start)
    after = rules.months_between(plan.start, plan.until)
    expected, smallest = judging.can_show(panel, months_after=after)
    names = {
        str(each.id): each.name for each in reading.known_areas() if each.id in {*plan.treated, *plan.compared}
    }
    return {"names": names, "expected": expected, "smallest": smallest}


def _checked(plan: Plan) -> Plan:
    """The plan with months by their first day. Raises Refused for one that can't be."""
    days: dict[str, Any] = {
        name: rules.first_of_month(getattr(plan, name)) for name in ("since", "start", "until")
    }
    plan = replace(plan, question=plan.question.strip(), **days)
    if wrong := rules.fault(plan):
        raise Refused(words.fault(wrong.why), field=wrong.field)
    if len(plan.question) > rules.LONGEST_QUESTION:
        raise Refused(_("At most %(n)d letters.") % {"n": rules.LONGEST_QUESTION}, field="question")
    known = {each.id for each in reading.known_areas()}
    for name in ("treated", "compared"):
        if not known.issuperset(getattr(plan, name)):
            raise Refused(_("One of these areas is not there any more. Choose again."), field=name)
    if not set(plan.measures) <= set(reading.delivered_kinds()):
        raise Refused(_("There is no such measure."), field="measures")
    return plan


def _fields(plan: Plan) -> dict[str, Any]:
    found = {name: getattr(plan, name) for name in _COLUMNS}
    return found | {name: list(found[name]) for name in ("measures", "treated", "compared")}


def _locked(evaluation_id: int) -> rows.Evaluation:
    """The row, held until the transaction ends: of two people one is first."""
    row = rows.Evaluation.objects.select_for_update().filter(pk=evaluation_id).first()
    if row is None:
        raise EvaluationMissing(_("There is no such evaluation."))
    return row
