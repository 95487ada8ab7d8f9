"""Keys made anew: names and numbers as they are compared, where a former rule made them.

A row keeps the key that the rule of its import gave; by another rule nobody finds it, and the next import takes
the same home twice. Reads a batch at a time by its place in the index, writes only what differs, and commits after
each: millions of homes take no memory and hold no lock, and whoever stops it may begin again.
"""

from collections.abc import Callable, Sequence
from typing import Any, Final, NamedTuple

from django.db import connections, transaction

from . import rules, street_names

BATCH: Final = 5000
IMPORTING: Final = 0x6B6F6B01  # this room's advisory lock; its second number is the municipality


class _Table(NamedTuple):
    """What is read of a row behind its id, the keys it should have, and how they are written."""

    read: str
    keys: Callable[[Sequence[str]], tuple[str, ...]]
    write: str


def _of_street(row: Sequence[str]) -> tuple[str, ...]:
    return (street_names.key(row[0])[:160],)


def _of_dwelling(row: Sequence[str]) -> tuple[str, ...]:
    return rules.number_key(row[0])[:60], rules.number_key(row[1])[:60]


_READ: Final = "SELECT id, {} FROM {} WHERE municipality_id = %s AND id > %s ORDER BY id LIMIT %s"
_STREETS: Final = _Table(
    _READ.format("name, name_key", "places_street"),
    _of_street,
    "UPDATE places_street AS s SET name_key = t.name FROM unnest(%s::bigint[], %s::text[]) AS t (id, name)"
    " WHERE s.id = t.id",
)
_DWELLINGS: Final = _Table(
    _READ.format("number, unit, number_key, unit_key", "places_dwelling"),
    _of_dwelling,
    "UPDATE places_dwelling AS d SET number_key = t.number, unit_key = t.unit"
    " FROM unnest(%s::bigint[], %s::text[], %s::text[]) AS t (id, number, unit) WHERE d.id = t.id",
)


def renew(*, using: str = "default", batch: int = BATCH) -> int:
    """Make the keys of every municipality anew on a connection, a transaction for each batch; how many differed.

    Waits for an import that runs; one that begins in between is told to wait.
    """
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT id FROM kernel_municipality ORDER BY id")
        municipalities = [number for (number,) in cursor.fetchall()]
    return sum(
        _through(table, number, using=using, batch=batch)
        for number in municipalities
        for table in (_STREETS, _DWELLINGS)
    )


def _through(table: _Table, municipality_id: int, *, using: str, batch: int) -> int:
    after, changed = 0, 0
    while True:
        with transaction.atomic(using=using), connections[using].cursor() as cursor:
            _enter(cursor, municipality_id)
            cursor.execute(table.read, [municipality_id, after, batch])
            rows = cursor.fetchall()
            old = _differing(table, rows)
            if old:
                cursor.execute(table.write, [list(column) for column in zip(*old, strict=True)])
        changed += len(old)
        if len(rows) < batch:
            return changed
        after = rows[-1][0]


def _enter(cursor: Any, municipality_id: int) -> None:
    """See this municipality's rows until the transaction ends, while no import of it writes any."""
    cursor.execute("SELECT set_config('kokong.municipality', %s, true)", [str(municipality_id)])
    cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [IMPORTING, municipality_id])


def _differing(table: _Table, rows: Sequence[Sequence[Any]]) -> list[tuple[Any, ...]]:
    """The ids and keys of rows whose keys are others."""
    keyed = ((row, table.keys(row[1:])) for row in rows)
    return [(row[0], *keys) for row, keys in keyed if tuple(row[-len(keys) :]) != keys]
