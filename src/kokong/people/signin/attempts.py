"""Counting of tries and requests, exact over any number of processes: one statement, one row for each counter.

The table is unlogged: counters need not survive a crash of the database, and cost no write to disk.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from math import ceil
from typing import Final

from django.db import connections, router

from kokong.people.models import Attempt

from . import rules

_TRY: Final = """
INSERT INTO people_attempt AS known (key, number, until, expires)
VALUES (%(key)s, 1, %(now)s + make_interval(secs => %(first)s), %(now)s + %(forgotten)s)
ON CONFLICT (key) DO UPDATE SET
  number = CASE WHEN known.expires <= %(now)s THEN 1 ELSE known.number + 1 END,
  until = %(now)s + make_interval(secs => CASE WHEN known.expires <= %(now)s THEN %(first)s
      ELSE (%(waits)s::integer[])[least(known.number + 1, %(longest)s)] END),
  expires = %(now)s + %(forgotten)s
WHERE known.until <= %(now)s
RETURNING number, until
"""
_COUNT: Final = """
INSERT INTO people_attempt AS known (key, number, until, expires)
VALUES (%(key)s, %(number)s, %(now)s, %(now)s + %(period)s)
ON CONFLICT (key) DO UPDATE SET
  number = CASE WHEN known.expires <= %(now)s THEN 0 ELSE known.number END + excluded.number,
  expires = CASE WHEN known.expires <= %(now)s THEN %(now)s + %(period)s ELSE known.expires END
RETURNING number, expires
"""
# Whoever guesses wrong clears away a few that are over; nothing else need.
_SWEEP: Final = """
DELETE FROM people_attempt WHERE key IN (
  SELECT key FROM people_attempt WHERE expires < %s ORDER BY expires LIMIT 10 FOR UPDATE SKIP LOCKED)
"""


@dataclass(frozen=True)
class Counter:
    """Tries that are counted together, and the seconds to wait after each (the last wait for all later ones)."""

    key: str
    waits: tuple[int, ...] = rules.WAITS


def key(kind: str, *parts: str | int) -> str:
    """The name of a counter, from which nobody learns whom it is about."""
    return sha256("\n".join([kind, *map(str, parts)]).encode()).hexdigest()


def attempt(counters: Sequence[Counter], *, now: datetime) -> int:
    """Count a try before it is made; 0 where it may be made, else the seconds to wait, and it isn't counted.

    Counted before, so that many tries at once aren't let through together. Take it back with `forgive`.
    """
    _execute(_SWEEP, [now])
    for number, counter in enumerate(counters):
        if not _try(counter, now):
            for earlier in counters[:number]:
                _take_back(earlier.key, now)
            return _left(counter.key, now)
    return 0


def forgive(counter: Counter, *, wholly: bool, now: datetime) -> None:
    """The try was right: forget it, and where `wholly` the wrong ones before it."""
    if wholly:
        Attempt.objects.filter(key=counter.key).delete()
    else:
        _take_back(counter.key, now)


def count(name: str, limit: tuple[int, int], *, now: datetime) -> int:
    """Count a request; 0 where it is within the limit (number, seconds), else the seconds to wait."""
    over, left = count_many(name, limit, number=1, now=now)
    return max(1, ceil(left)) if over else 0


def count_many(name: str, limit: tuple[int, int], *, number: int, now: datetime) -> tuple[bool, float]:
    """Count `number` requests: whether that is over the limit (number, seconds), and the period's seconds left."""
    period = timedelta(seconds=limit[1])
    row = _execute(_COUNT, {"key": name, "number": number, "now": now, "period": period})
    assert row is not None
    return row[0] > limit[0], (row[1] - now).total_seconds()


def _try(counter: Counter, now: datetime) -> bool:
    values = {
        "key": counter.key,
        "now": now,
        "first": counter.waits[0],
        "waits": list(counter.waits),
        "longest": len(counter.waits),
        "forgotten": rules.FORGOTTEN_AFTER,
    }
    return _execute(_TRY, values) is not None


def _left(name: str, now: datetime) -> int:
    until = Attempt.objects.filter(key=name).values_list("until", flat=True).first()
    return max(1, ceil((until - now).total_seconds())) if until else 1


def _take_back(name: str, now: datetime) -> None:
    _execute(
        "UPDATE people_attempt SET number = greatest(number - 1, 0), until = least(until, %s) WHERE key = %s",
        [now, name],
    )


def _execute(statement: str, values: object) -> tuple[int, datetime] | None:
    with connections[router.db_for_write(Attempt)].cursor() as cursor:
        cursor.execute(statement, values)  # type: ignore[arg-type]
        return cursor.fetchone() if cursor.description else None
