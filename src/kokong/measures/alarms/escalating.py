"""What time does to open alarms: told onward where nobody has them, back to the queue where nobody is there.

The raiser looks each second. It looks without the lock first, since most of the time there is nothing to do.
"""

from datetime import datetime
from typing import Final, NamedTuple

from django.db import connection

from kokong.kernel import tenancy
from kokong.kernel.events import emit

from . import holding, rules
from . import models as rows
from .access import municipality_of
from .console import steps
from .events import AlarmLate

LEVELS: Final = {holding.SUPERVISORS: "supervisors", holding.EVERYBODY: "everybody"}
OPEN: Final = """
SELECT a.id, a.state, a.priority, a.raised_at, a.taken_at, a.acted_at, a.verified_at, a.verification, a.told,
    (SELECT max(at) FROM alarms_presence p WHERE p.user_id = a.taken_by
        AND (p.centre_id = a.centre_id OR (a.centre_id IS NULL AND p.municipality_id = a.municipality_id)))
FROM alarms_alarm a
WHERE a.state <> 'closed' AND NOT a.suppressed AND (%s::bigint IS NULL OR a.id = %s) ORDER BY a.id
"""


class Open(NamedTuple):
    """An open alarm as far as time matters to it."""

    id: int
    state: str
    priority: int
    raised_at: datetime
    taken_at: datetime | None
    acted_at: datetime | None
    verified_at: datetime | None
    verification: str
    told: int
    there: datetime | None

    @property
    def hold(self) -> holding.Hold | None:
        """Whose it is; None while nobody has it."""
        return holding.hold(
            state=self.state, taken_at=self.taken_at, acted_at=self.acted_at, there=self.there,
            verified_at=self.verified_at, verification=self.verification,
        )  # fmt: skip

    def level(self, now: datetime) -> holding.Level:
        """Who is to be told of it now."""
        hold = self.hold
        if self.priority > holding.ESCALATES or (hold is not None and not hold.calls):
            return holding.NOBODY
        if hold is not None and hold.confirmed is not None:
            return holding.level(since=hold.confirmed, limit=holding.UNANSWERED, now=now)
        return holding.level(since=self.raised_at, limit=rules.goals(self.priority)[1], now=now)

    def returns(self, now: datetime) -> bool:
        """Whether it goes back to the queue."""
        return self.hold is not None and self.hold.gone(now)

    def due(self, now: datetime) -> bool:
        """Whether anything is to be done about it."""
        return self.returns(now) or self.level(now) > self.told


def escalate(*, now: datetime) -> int:
    """Do what time asks for; how many alarms it was."""
    with tenancy.scope(municipality_id=None, authority="receiver"):
        due = [one.id for one in _open() if one.due(now)]
        if due:
            steps.begin()
        for alarm_id in due:
            for one in _open(alarm_id):
                _see_to(one, now)
    return len(due)


def _open(alarm_id: int | None = None) -> list[Open]:
    with connection.cursor() as cursor:
        cursor.execute(OPEN, [alarm_id, alarm_id])
        return [Open(*row) for row in cursor.fetchall()]


def _see_to(one: Open, now: datetime) -> None:
    row = rows.Alarm.objects.get(pk=one.id)
    if one.returns(now):
        none = {"taken_by": None, "taken_at": None, "acted_at": None, "told": 0}
        rows.Alarm.objects.filter(pk=one.id).update(state="waiting", **none)
        steps.write(row, "released", at=now, result="absent")
        return
    level = one.level(now)
    if level > one.told:
        rows.Alarm.objects.filter(pk=one.id).update(told=level)
        steps.write(row, "late", at=now, result=LEVELS[level])
        with municipality_of(row):
            emit(AlarmLate(row.pk, level=level))
