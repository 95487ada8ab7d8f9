"""What was expected of homes and didn't happen becomes an event of our own, and from it an alarm of low urgency.

The raiser looks each second at the few rows whose time has come (`next_at`), and at each opening and closing as it
is raised. What is over becomes a restore of the same kind, so that an alarm that nobody has goes away by itself.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from django.db import connection

from kokong.dc09 import Kind
from kokong.kernel import tenancy

from . import red_days, supervising
from .console import steps
from .panels import expecting, terms
from .panels.tables import Expected

BATCH: Final = 500
AGAIN: Final = timedelta(minutes=15)  # a test that is late is looked for so often
_MOMENT: Final = timedelta(microseconds=1)
_DUE: Final = """
SELECT e.id FROM alarms_expected e JOIN alarms_account a ON a.id = e.account_id
WHERE e.next_at <= %s AND a.retired IS NULL ORDER BY e.next_at LIMIT %s
"""
_STATE: Final = "SELECT set_state, set_since FROM alarms_account WHERE id = %s"
_STORE: Final = """
WITH stored AS (
    INSERT INTO alarms_event (municipality_id, centre_id, account_id, kind, restores, received, occurred)
    VALUES (%s, %s, %s, %s, %s, %s, %s) RETURNING id)
INSERT INTO alarms_pending (event_id) SELECT id FROM stored
"""


class Turned(NamedTuple):
    """A home was opened or closed (`kind`) at `when`. `set_now`, `since`: how it stands after that as far as we
    know; a late word leaves that as it was."""

    account_id: int
    kind: str
    when: datetime
    set_now: bool | None
    since: datetime | None


def look(*, now: datetime) -> int:
    """See to what has come due; how many rows that were. Without any, one look at an index."""
    with tenancy.scope(municipality_id=None, authority="receiver"):
        if not (due := _due(now)):
            return 0
        steps.begin()
        for row in Expected.objects.filter(pk__in=due, next_at__lte=now):
            _test(row, now=now) if row.what == expecting.TEST else _hours(row, now=now)
            row.save(update_fields=["next_at", "on"])
    return len(due)


def _due(now: datetime) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(_DUE, [now, BATCH])
        return [key for (key,) in cursor.fetchall()]


def _test(row: Expected, *, now: datetime) -> None:
    tests = terms.tests(row.terms, since=row.since)
    due = supervising.test_due(tests, last=expecting.last_test(row.account_id), zone=expecting.zone())
    if due is not None and now >= due + supervising.TEST_GRACE:
        _tell(row, supervising.TEST_MISSED, at=due, now=now)
        row.next_at = now + AGAIN
        return
    _over(row, {supervising.TEST_MISSED}, now=now)
    row.next_at = due + supervising.TEST_GRACE if due is not None else None


def _hours(row: Expected, *, now: datetime) -> None:
    """Everything that came due, in order: more than one where the raiser was away."""
    hours = terms.hours(row.terms)
    with connection.cursor() as cursor:
        cursor.execute(_STATE, [row.account_id])
        state, since = cursor.fetchone()
    assert row.next_at is not None
    due = expecting.next_due(hours, after=row.next_at - supervising.HOURS_GRACE - _MOMENT)
    while due is not None and due.at + supervising.HOURS_GRACE <= now:
        if supervising.failed(due, state=state, since=since):
            _tell(row, due.kind, at=due.at, now=now)
        due = expecting.next_due(hours, after=due.at)
    row.next_at = due.at + supervising.HOURS_GRACE if due is not None else None


def turned(happened: Sequence[Turned], *, now: datetime) -> None:
    """Homes were opened and closed: outside their hours, or so that what was told of them is over."""
    known = {
        row.account_id: row
        for row in Expected.objects.filter(
            account_id__in={one.account_id for one in happened}, what=expecting.HOURS
        )
    }
    for one in happened:
        if (row := known.get(one.account_id)) is not None:
            before = list(row.on)
            _turned(row, one, now=now)
            if row.on != before:
                row.save(update_fields=["on"])


def _turned(row: Expected, one: Turned, *, now: datetime) -> None:
    if one.kind == Kind.OPEN and not _allowed(row, one.when):
        _tell(row, supervising.OPENED_OUTSIDE, at=one.when, now=now)
    if one.set_now is not None:
        _over(row, supervising.OVER_BY["close" if one.set_now else "open"], now=now)


def _allowed(row: Expected, when: datetime) -> bool:
    zone = expecting.zone()
    around = red_days.around(supervising.local_day(when, zone))
    return supervising.may_open(terms.hours(row.terms), at=when, zone=zone, holidays=around)


def _tell(row: Expected, kind: str, *, at: datetime, now: datetime) -> None:
    """Once, until it is over."""
    if kind not in row.on:
        row.on = [*row.on, kind]
        _store(row, kind, "", at, now)


def _over(row: Expected, kinds: Iterable[str], *, now: datetime) -> None:
    for kind in sorted(set(row.on) & set(kinds)):
        row.on = [each for each in row.on if each != kind]
        _store(row, str(Kind.RESTORE), kind, now, now)


def _store(row: Expected, kind: str, restores: str, at: datetime, now: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_STORE, [row.municipality_id, row.centre_id, row.account_id, kind, restores, now, at])
