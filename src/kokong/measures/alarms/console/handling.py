"""What operators do with alarms. Each action changes the row only where it is as they saw it, and is a step."""

from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from kokong.dc09 import Kind
from kokong.kernel import audit, tenancy
from kokong.kernel.events import emit

from .. import models as rows
from .. import rules
from ..access import municipality_of, supervises
from ..events import AlarmClosed, AlarmVerified
from ..values import Alarm, AlarmMissing, AlarmTaken, ContactMissing, FieldProblem, Refused
from . import reading, steps

LONGEST_NOTE = 2000


@transaction.atomic
def take(*, alarm_id: int, now: datetime) -> Alarm:
    """Take an alarm into one's own hands. Again: nothing. Raises AlarmTaken when a colleague was first."""
    row, me = _begin(alarm_id)
    if row.state == "taken" and row.taken_by == me:
        return reading.alarm(alarm_id=alarm_id)
    changes = {"state": rules.next_state("waiting", "take"), "taken_by": me, "handed_to": None, **_fresh(now)}
    if not rows.Alarm.objects.filter(pk=alarm_id, state="waiting").update(**changes):
        _refuse(row)
    return _done(row, "taken", now=now)


@transaction.atomic
def take_over(*, alarm_id: int, reason: str, now: datetime) -> Alarm:
    """Take an alarm from a colleague who isn't there or does nothing about it; a supervisor may at any time.

    Raises AlarmTaken while they are there and at it, FieldProblem without a reason, Refused where nobody has it.
    """
    row, me = _begin(alarm_id)
    if row.state != "taken" or row.taken_by == me:
        return take(alarm_id=alarm_id, now=now)
    if not reason.strip():
        raise FieldProblem(_("Write why you take it over."), field="reason")
    hold = reading.alarm(alarm_id=alarm_id).hold
    if hold is not None and not hold.free(now) and not supervises(row.centre_id):
        _refuse(row)
    rows.Alarm.objects.filter(pk=row.pk).update(taken_by=me, handed_to=None, **_fresh(now))
    return _done(row, "taken_over", now=now, note=reason, detail={"from": row.taken_by})


@transaction.atomic
def release(*, alarm_id: int, note: str = "", now: datetime) -> Alarm:
    """Put an alarm back in the queue. Raises AlarmTaken, Refused."""
    row, me = _begin(alarm_id)
    _change_mine(row, me, "release", now, **_WAITS)
    return _done(row, "released", now=now, note=note)


@transaction.atomic
def hand_over(*, alarm_id: int, to: int, note: str = "", now: datetime) -> Alarm:
    """Offer an alarm to a colleague: it waits in the queue with their name until somebody takes it.

    So it is never in the hands of somebody who isn't there. A supervisor may hand over what others have.
    Raises AlarmTaken, Refused, FieldProblem.
    """
    row, me = _begin(alarm_id)
    if to == me or to not in reading.colleagues():
        raise FieldProblem(_("Choose a colleague who handles these alarms."), field="to")
    _change_mine(row, me, "hand_over", now, **_WAITS | {"handed_to": to})
    return _done(row, "handed_over", now=now, note=note, detail={"to": to})


@transaction.atomic
def call_result(
    *, alarm_id: int, contact_id: int | None = None, result: str, note: str = "", now: datetime
) -> Alarm:
    """Write down what a call gave; without a contact it was to the home itself.

    Raises AlarmTaken, Refused, ContactMissing, FieldProblem.
    """
    row, me = _begin(alarm_id)
    if result not in rules.CALL_RESULTS:
        raise FieldProblem(_("Choose what the call gave."), field="result")
    detail: dict[str, Any] = {}
    if contact_id is not None:
        contact = rows.Contact.objects.filter(pk=contact_id, account_id=row.account_id).first()
        if contact is None:
            raise ContactMissing(_("There is no such contact. Nothing was changed."))
        detail = {"contact": contact.pk, "position": contact.position, "what": contact.what}
    _change_mine(row, me, "call", now)
    return _done(row, "called", now=now, result=result, note=note, detail=detail)


@transaction.atomic
def verify(*, alarm_id: int, note: str = "", now: datetime) -> Alarm:
    """Confirm that somebody is or was in the home. Confirming again changes nothing.

    Raises AlarmTaken, and Refused for an alarm that is about no intrusion.
    """
    row, me = _begin(alarm_id)
    if row.verification != "unconfirmed":
        return reading.alarm(alarm_id=alarm_id)
    if rules.group(row.kind) != "intrusion":
        raise Refused(_("Only a burglary alarm can be confirmed as a burglary. Nothing was changed."))
    verified = {"verification": "operator", "verified_at": now, "kind": Kind.VERIFIED.value, "while_unset": False}
    _change_mine(row, me, "verify", now, **verified, priority=rules.PRIORITIES[Kind.VERIFIED])
    found = _done(row, "verified", now=now, result="operator", note=note)
    tell_verified(row)
    return found


@transaction.atomic
def note(*, alarm_id: int, text: str, now: datetime) -> Alarm:
    """Write a note, whoever holds the alarm. Raises FieldProblem for an empty one."""
    row, me = _begin(alarm_id)
    if not text.strip():
        raise FieldProblem(_("Write something first."), field="text")
    rows.Alarm.objects.filter(pk=row.pk, state="taken", taken_by=me).update(acted_at=now)
    return _done(row, "note", now=now, note=text)


@transaction.atomic
def close(*, alarm_id: int, reason: str, note: str = "", now: datetime) -> Alarm:
    """Close an alarm with a reason, which also says whether it was false. Closing again changes nothing.

    A supervisor may close what others have.

    Raises AlarmTaken, FieldProblem for no such reason, Refused for `burglary` before it is confirmed.
    """
    row, me = _begin(alarm_id)
    if row.state == "closed" and row.close_reason == reason:
        return reading.alarm(alarm_id=alarm_id)
    if reason not in rules.OPERATORS_REASONS:
        raise FieldProblem(_("Choose why the alarm is closed."), field="reason")
    if reason == "burglary" and row.verification == "unconfirmed":
        raise Refused(_("Confirm the burglary first, so that owner and police are told. Nothing was changed."))
    false = rules.CLOSE_REASONS[reason]
    _change_mine(row, me, "close", now, closed_at=now, closed_by=me, close_reason=reason, false=false)
    found = _done(row, "closed", now=now, result=reason, note=note)
    with municipality_of(row):
        emit(AlarmClosed(row.pk, reason=reason, false=bool(false)))
    return found


@transaction.atomic
def see(*, alarm_id: int, now: datetime) -> Alarm:
    """Have seen an alarm that went away by itself; it leaves the list. Again: nothing. Raises Refused.

    Or have seen what is new about an alarm that one has, so that others need not be called.
    """
    row, me = _begin(alarm_id)
    if row.state == "taken" and row.taken_by == me:
        _change_mine(row, me, "note", now)
        return _done(row, "seen", now=now)
    if row.state != "closed":
        raise Refused(_("The alarm is still there. Nothing was changed."))
    if not rows.Alarm.objects.filter(pk=alarm_id, unseen=True).update(unseen=False):
        return reading.alarm(alarm_id=alarm_id)
    return _done(row, "seen", now=now)


@transaction.atomic
def see_all(*, until: datetime, now: datetime) -> int:
    """Have seen all that went away by themselves `until` then; how many there were."""
    me = _me()
    steps.begin()
    gone = list(reading.unseen_here().filter(closed_at__lte=until).order_by("pk"))
    rows.Alarm.objects.filter(pk__in=[row.pk for row in gone]).update(unseen=False)
    for row in gone:
        steps.write(row, "seen", at=now, user_id=me)
        _record(row, "seen")
    return len(gone)


def tell_verified(row: rows.Alarm) -> None:
    """Tell the flows, in the alarm's municipality, that a burglary alarm is verified."""
    at = rows.Account.objects.filter(pk=row.account_id).values_list("dwelling_id", flat=True).get()
    with municipality_of(row):
        emit(AlarmVerified(row.pk, row.account_id, dwelling_id=at, occurred=row.opened))


def _begin(alarm_id: int) -> tuple[rows.Alarm, int]:
    """The alarm as it is while nobody else changes any, and who acts."""
    me = _me()
    steps.begin()
    row = rows.Alarm.objects.select_related("account").filter(reading.handled_here(), pk=alarm_id).first()
    if row is None:
        raise AlarmMissing(_("There is no alarm %(id)s.") % {"id": alarm_id})
    return row, me


def _me() -> int:
    me = tenancy.current().user_id
    if me is None:
        raise Refused(_("Alarms are handled by people who are signed in."))
    return me


_WAITS: Final[dict[str, Any]] = {"taken_by": None, "taken_at": None, "acted_at": None, "handed_to": None}
_ANYBODYS: Final = frozenset(
    {"hand_over", "close"}
)  # what a supervisor does with alarms that others have, or nobody


def _fresh(now: datetime) -> dict[str, Any]:
    return {"taken_at": now, "acted_at": now, "told": 0}


def _change_mine(row: rows.Alarm, me: int, action: str, now: datetime, **changes: Any) -> None:
    """Change an alarm that one holds; otherwise say who does, or that nobody has taken it."""
    mine = rows.Alarm.objects.filter(pk=row.pk, state="taken", taken_by=me)
    if action in _ANYBODYS and supervises(row.centre_id):
        mine = rows.Alarm.objects.filter(pk=row.pk).exclude(state="closed")
    state = rules.next_state("taken", action)
    if not mine.update(state=state, **({"acted_at": now} | changes)):
        _refuse(row)


def _refuse(row: rows.Alarm) -> None:
    if row.state == "closed":
        raise Refused(_("The alarm is closed. Nothing was changed."))
    if row.state == "waiting":
        raise Refused(_("Take the alarm first. Nothing was changed."))
    by = reading.names([row.taken_by]).get(row.taken_by or 0) or _("a colleague")
    raise AlarmTaken(_("%(name)s has the alarm. Nothing was changed.") % {"name": by}, by=row.taken_by)


def _done(
    row: rows.Alarm,
    what: str,
    *,
    now: datetime,
    result: str = "",
    note: str = "",
    detail: dict[str, Any] | None = None,
) -> Alarm:
    me = tenancy.current().user_id
    said = note.strip()[:LONGEST_NOTE]
    steps.write(row, what, at=now, user_id=me, result=result, note=said, detail=detail)
    _record(row, what, result=result)
    return reading.alarm(alarm_id=row.pk)


def _record(row: rows.Alarm, what: str, *, result: str = "") -> None:
    with municipality_of(row):
        more = {"result": result} if result else {}
        audit.record(action=f"alarm.{what}", subject="alarm", subject_id=row.pk, detail=more)
