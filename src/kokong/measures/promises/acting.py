"""Actions and the rules by which they are counted: added, changed with the old result kept, answered for."""

from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kokong.kernel import audit, public
from kokong.places import api as places

from . import counters, progressing, rules, work
from . import models as rows
from .values import ActionDraft, ActionMissing, Counted, Refused

SUBJECT: Final = "promise_action"


@transaction.atomic
def add(*, promise_id: int, draft: ActionDraft, user_id: int | None, now: datetime) -> int:
    """Add an action to a promise that nobody can sign yet; its number.

    Raises PromiseMissing; Refused once it is signed, for a rule that can't be, and for one that would have counted
    nothing last year unless they are sure.
    """
    promise = work.row_of(promise_id)
    if promise.state not in rules.WRITTEN:
        raise Refused(_("Actions are added before the promise is signed. Nothing was changed."))
    check(draft, now=now)
    row = rows.Action.objects.create(promise=promise, title=draft.title.strip(), by=draft.by)
    rows.Counting.objects.create(action=row, rule=rules.as_data(draft.rule), made=now, user_id=user_id)
    audit.record(action="promise.action_added", subject=SUBJECT, subject_id=row.pk)
    return row.pk


@transaction.atomic
def change(*, action_id: int, draft: ActionDraft, why: str = "", user_id: int | None, now: datetime) -> None:
    """Count an action otherwise. Once the promise runs, the earlier rule stays with what it had come to.

    Raises ActionMissing; Refused as `add` does, and without a reason while the promise runs.
    """
    row, promise = _row(action_id)
    running = promise.state in rules.RUNS
    if not running and promise.state not in rules.WRITTEN:
        raise Refused(_("This action can’t be changed now. Nothing was changed."))
    if running and not why.strip():
        raise Refused(_("Everybody reads why it was changed. Nothing was changed."), field="why")
    check(draft, now=now)
    rows.Action.objects.filter(pk=row.pk).update(title=draft.title.strip(), by=draft.by)
    present = rows.Counting.objects.get(action=row, until=None)
    if rules.from_data(present.rule) == draft.rule:
        return
    if running:
        _replace(row, promise, present, why.strip(), now)
    else:
        present.delete()
    fresh = rows.Counting.objects.create(
        action=row, rule=rules.as_data(draft.rule), made=now, user_id=user_id,
        applies=timezone.localdate(now) if running else None,
    )  # fmt: skip
    audit.record(action="promise.action_changed", subject=SUBJECT, subject_id=row.pk)
    if running:
        progressing.keep([fresh], now=now)
        public.changed(work.PAGE)


@transaction.atomic
def drop(*, action_id: int) -> None:
    """Take an action away before anybody can sign it. Raises ActionMissing, Refused."""
    row, promise = _row(action_id)
    if promise.state not in rules.WRITTEN:
        raise Refused(_("What was signed stays: it is kept, or said why not. Nothing was changed."))
    audit.record(action="promise.action_dropped", subject=SUBJECT, subject_id=row.pk)
    rows.Counting.objects.filter(action=row).delete()
    row.delete()


@transaction.atomic
def explain(*, action_id: int, reason: str) -> None:
    """Say for everybody why an action lags or wasn't kept. Raises ActionMissing, Refused."""
    row, promise = _row(action_id)
    if promise.state not in rules.RUNS:
        raise Refused(_("The promise isn’t running. Nothing was changed."))
    if not reason.strip():
        raise Refused(_("Write a sentence. Nothing was changed."), field="reason")
    rows.Action.objects.filter(pk=row.pk).update(reason=reason.strip())
    audit.record(action="promise.action_explained", subject=SUBJECT, subject_id=row.pk)
    public.changed(work.PAGE)


def action(*, action_id: int, now: datetime) -> Counted:
    """One action. Raises ActionMissing."""
    row = rows.Action.objects.filter(pk=action_id).select_related("promise").first()
    if row is None:
        raise ActionMissing("")
    return next(each for each in progressing.counted([row.promise], now=now) if each.id == action_id)


def check(draft: ActionDraft, *, now: datetime) -> None:
    """Raises Refused for what can't be counted, an area that isn't used or is too small, and an empty count."""
    rule = draft.rule
    if not draft.title.strip():
        raise Refused(_("Write what is done. Nothing was changed."), field="title")
    if draft.by not in rules.BY:
        raise Refused(_("Choose who does it. Nothing was changed."), field="by")
    found = counters.everyone().get(rule.what)
    if found is None or (rule.outcome and rule.outcome not in found.outcomes):
        raise Refused(_("This can’t be counted here. Nothing was changed."), field="what")
    if found.shared != (rule.how == "share") and (found.shared or not rule.outcome):
        raise Refused(_("A share needs an outcome of which it is one. Nothing was changed."), field="how")
    if found.count is not None and rule.area_id is not None:
        raise Refused(_("This is counted in the whole municipality alone. Nothing was changed."), field="area")
    if rule.area_id is not None:
        _area(rule.area_id)
    if not draft.sure and not progressing.would_have(rule, now=now):
        raise Refused(
            _("This rule would have counted nothing in the last twelve months. Choose again, or tick that you are "
              "sure. Nothing was changed."),
            field="sure",
        )  # fmt: skip


def _area(area_id: int) -> None:
    """Raises Refused for an area that isn't in use, and for one of so few homes that counts point at them."""
    found = places.areas_drawn(area_ids=[area_id]).get(area_id)
    if found is None or found.retired is not None:
        raise Refused(_("This area isn’t used any more. Nothing was changed."), field="area")
    if len(places.homes_in(area_id=area_id)) < rules.LEAST_HOMES:
        raise Refused(
            _("Choose a larger area, with at least %(n)d homes: counts in a smaller one would point at them.")
            % {"n": rules.LEAST_HOMES},
            field="area",
        )


def _row(action_id: int) -> tuple[rows.Action, rows.Promise]:
    """An action with its promise, which is locked. Raises ActionMissing."""
    row = rows.Action.objects.filter(pk=action_id).first()
    if row is None:
        raise ActionMissing("")
    return row, work.row_of(row.promise_id)


def _replace(row: rows.Action, promise: rows.Promise, present: rows.Counting, why: str, now: datetime) -> None:
    """The rule that was signed ends, with what it had come to."""
    progressing.keep([present], now=now)
    found = next(each for each in progressing.counted([promise], now=now) if each.id == row.pk)
    rows.Counting.objects.filter(pk=present.pk).update(until=now, why=why, result=progressing.frozen(found))
