"""Reminders on alarms: set by whoever has one or has seen it, and back on the consoles when their time comes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from kokong.kernel import audit, tenancy

from .. import models as rows
from ..access import municipality_of, supervises
from ..console import reading, steps
from ..values import Alarm, AlarmMissing, AlarmTaken, FieldProblem, Refused
from . import moments
from .models import Reminder as Row


@dataclass(frozen=True)
class Reminder:
    """Look at an alarm again, `due` then. `by`: who set it, as far as that may be told here."""

    id: int
    alarm_id: int
    due: datetime
    note: str
    by: str
    is_due: bool


@transaction.atomic
def remind(*, alarm_id: int, due: datetime, note: str = "", now: datetime) -> Reminder:
    """Have an alarm come back on the consoles; one that was set before gives way.

    For whoever has the alarm, and for everybody where it is over and was seen. Raises AlarmMissing, AlarmTaken,
    Refused, FieldProblem for a moment that isn't within a week from now.
    """
    alarm, me = _begin(alarm_id)
    _check(alarm, me)
    if not now < due <= now + moments.LONGEST:
        raise FieldProblem(_("A reminder comes within a week from now."), field="at")
    _open(alarm).update(away_at=now, away_by=me)
    row = Row.objects.create(
        municipality_id=alarm.municipality_id, centre_id=alarm.centre_id, alarm=alarm, due=due,
        note=note.strip()[:200], made_at=now, made_by=me,
    )  # fmt: skip
    rows.Alarm.objects.filter(pk=alarm.pk, state="taken", taken_by=me).update(acted_at=now)
    _write(alarm, "reminder", now, me, result=moments.said(due, now=now), note=row.note)
    return _values([row], now)[0]


@transaction.atomic
def put_away(*, alarm_id: int, now: datetime) -> None:
    """Put an alarm's reminder away. Where there is none: nothing. Raises AlarmMissing, AlarmTaken."""
    alarm, me = _begin(alarm_id)
    if alarm.state == "taken":
        _check(alarm, me)
    if _open(alarm).update(away_at=now, away_by=me):
        rows.Alarm.objects.filter(pk=alarm.pk, state="taken", taken_by=me).update(acted_at=now)
        _write(alarm, "put_away", now, me)


def reminders(*, now: datetime) -> tuple[Reminder, ...]:
    """All that are not put away, of the alarms that people in this scope see in their queue; the first first."""
    found = Row.objects.filter(reading.seen_here(), away_at=None).order_by("due", "pk")
    return _values(found, now)


def of_alarm(*, alarm_id: int, now: datetime) -> Reminder | None:
    """An alarm's reminder, unless it is put away."""
    return next(iter(_values(Row.objects.filter(alarm_id=alarm_id, away_at=None), now)), None)


def due(*, now: datetime) -> dict[int, Reminder]:
    """Those whose time has come, by alarm."""
    return {one.alarm_id: one for one in reminders(now=now) if one.is_due}


def queued(alarms: Iterable[Alarm], *, now: datetime) -> list[tuple[Alarm, Reminder | None]]:
    """The queue with what is due, alarms that are over and have a reminder among them."""
    called, queue = due(now=now), list(alarms)
    over = called.keys() - {alarm.id for alarm in queue}
    queue += [reading.alarm(alarm_id=alarm_id) for alarm_id in sorted(over)]
    return [(alarm, called.get(alarm.id)) for alarm in queue]


def call_due(*, now: datetime) -> int:
    """Tell the consoles of each reminder whose time has come, once; how many. The raiser looks each second."""
    with tenancy.scope(municipality_id=None, authority="receiver"):
        waiting = Row.objects.filter(away_at=None, came=False, due__lte=now).order_by("pk")
        if not waiting.exists():
            return 0
        steps.begin()
        found = list(waiting.values_list("pk", "alarm_id"))
        Row.objects.filter(pk__in=[pk for pk, _alarm in found]).update(came=True)
        for _pk, alarm_id in found:
            steps.write(rows.Alarm.objects.get(pk=alarm_id), "reminded", at=now)
    return len(found)


def _begin(alarm_id: int) -> tuple[rows.Alarm, int]:
    me = tenancy.current().user_id
    if me is None:
        raise Refused(_("Alarms are handled by people who are signed in."))
    steps.begin()
    alarm = rows.Alarm.objects.filter(reading.handled_here(), pk=alarm_id).first()
    if alarm is None:
        raise AlarmMissing(_("There is no alarm %(id)s.") % {"id": alarm_id})
    return alarm, me


def _check(alarm: rows.Alarm, me: int) -> None:
    """Whoever has the alarm, or a supervisor; where it is over, whoever sees it once it was seen."""
    if alarm.state == "waiting":
        raise Refused(_("Take the alarm first. Nothing was changed."))
    if alarm.state == "closed" and alarm.unseen:
        raise Refused(_("Say first that you have seen the alarm. Nothing was changed."))
    if alarm.state == "taken" and alarm.taken_by != me and not supervises(alarm.centre_id):
        by = reading.names([alarm.taken_by]).get(alarm.taken_by or 0) or _("a colleague")
        raise AlarmTaken(_("%(name)s has the alarm. Nothing was changed.") % {"name": by}, by=alarm.taken_by)


def _open(alarm: rows.Alarm) -> Any:
    return Row.objects.filter(alarm=alarm, away_at=None)


def _write(alarm: rows.Alarm, what: str, now: datetime, me: int, *, result: str = "", note: str = "") -> None:
    steps.write(alarm, what, at=now, user_id=me, result=result, note=note)
    with municipality_of(alarm):
        audit.record(action=f"alarm.{what}", subject="alarm", subject_id=alarm.pk)


def _values(found: Iterable[Row], now: datetime) -> tuple[Reminder, ...]:
    listed = list(found)
    known = reading.names(row.made_by for row in listed)
    return tuple(
        Reminder(row.pk, row.alarm_id, row.due, row.note, known.get(row.made_by or 0, ""), row.due <= now)
        for row in listed
    )
