"""The log of every alarm, and the lock under which alarms change.

Whoever changes alarms holds one lock from `begin` to the end of its transaction. The raiser reads alarms, decides,
and writes them whole: what an operator did in between would be overwritten. So the log also reads in the order in
which things happened. The lock is taken before any row of an alarm is locked, so nobody waits in a ring.
"""

import json
from datetime import datetime
from typing import Any, Final

from django.db import connection

from .. import models as rows

LOCK: Final = 7_204_112  # any number that no other part of Kokong uses
CHANNEL: Final = "kokong_alarms"


def begin() -> None:
    """Wait until nobody else is changing alarms; let go at the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def write(
    alarm: rows.Alarm,
    what: str,
    *,
    at: datetime,
    user_id: int | None = None,
    result: str = "",
    note: str = "",
    detail: dict[str, Any] | None = None,
) -> rows.Step:
    """Append a step and tell the consoles once this transaction commits. `begin` comes first."""
    step = rows.Step.objects.create(
        municipality_id=alarm.municipality_id,
        centre_id=alarm.centre_id,
        alarm=alarm,
        at=at,
        what=what,
        user_id=user_id,
        result=result,
        note=note,
        detail=detail or {},
    )
    tell([step])
    return step


def tell(steps: list[rows.Step]) -> None:
    """NOTIFY the consoles: `{"municipality", "centre", "alarm", "step", "what", "at"}`, ids and times alone."""
    said = [
        json.dumps({
            "municipality": step.municipality_id,
            "centre": step.centre_id,
            "alarm": step.alarm_id,
            "step": step.pk,
            "what": step.what,
            "at": step.at.isoformat(),
        })
        for step in steps
    ]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, said) FROM unnest(%s::text[]) AS said", [CHANNEL, said])


def look(account: rows.Account) -> None:
    """NOTIFY the consoles that something has changed about a home of theirs without a step."""
    said = json.dumps({"municipality": account.municipality_id, "centre": account.centre_id, "what": "account"})
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, said])
