"""A table's rows as text: read, written as open CSV, and their digest."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from psycopg import sql

from . import numbers as numbering
from .numbers import Numbers, Value
from .schema import Connection, Table, condition
from .values import Part, Said

Row = tuple[Value, ...]
# As text a row is the same everywhere as long as these are.
SETTINGS: Final = (
    "SET timezone = 'UTC'",
    "SET datestyle = 'ISO'",
    "SET intervalstyle = 'postgres'",
    "SET extra_float_digits = 1",
)


def read(
    connection: Connection, table: Table, *, part: Part, number: int, tenants: Mapping[str, Table]
) -> Iterator[Row]:
    """The rows of a part as text, by their key; what is the installation's is left empty."""
    names = [
        sql.SQL("NULL::text") if _left(table, each.name, tenants) else sql.Identifier(each.name)
        for each in table.columns
    ]
    mine = sql.SQL(f"{table.mine} AND ({condition(table, part, number)})")
    query = sql.SQL('SELECT {} FROM {} WHERE {} ORDER BY {}::text COLLATE "C"').format(
        sql.SQL(", ").join(names), sql.Identifier(table.name), mine, sql.Identifier(table.key)
    )
    with (
        connection.cursor() as cursor,
        cursor.copy(sql.SQL("COPY ({}) TO STDOUT").format(query), [number]) as copy,
    ):
        yield from copy.rows()


def _left(table: Table, name: str, tenants: Mapping[str, Table]) -> bool:
    column = next(each for each in table.columns if each.name == name)
    return not column.required and numbering.of_installation(column, tenants)


class Counting:
    """Rows as they pass, counted, and the sum of their digests: the same for the same rows in any order."""

    def __init__(self, table: Table) -> None:
        self._json = [place for place, each in enumerate(table.columns) if each.type in {"jsonb", "json"}]
        self._rows, self._sum = 0, 0

    def add(self, row: Row) -> None:
        """One more."""
        said = list(row)
        for place in self._json:
            if (value := said[place]) is not None:
                said[place] = json.dumps(json.loads(value), ensure_ascii=False, sort_keys=True)
        digest = hashlib.sha256(line(said).encode()).digest()
        self._rows, self._sum = self._rows + 1, (self._sum + int.from_bytes(digest)) % 2**256

    @property
    def said(self) -> Said:
        """What was counted."""
        return Said(self._rows, f"{self._sum:064x}")


def line(row: Sequence[Value]) -> str:
    """A line of CSV: nothing at all is no value, and "" a text without letters."""
    return ",".join("" if value is None else '"' + value.replace('"', '""') + '"' for value in row)


def write(path: Path, table: Table, rows: Iterator[Row]) -> Said:
    """A table's file. Where there is no row, no file is left."""
    counting = Counting(table)
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(",".join(each.name for each in table.columns) + "\r\n")
        for row in rows:
            counting.add(row)
            file.write(line(row) + "\r\n")
    if not counting.said.rows:
        path.unlink()
    return counting.said


def changer(table: Table, numbers: Numbers) -> Callable[[Row], Row]:
    """What makes of a row what it is under other numbers."""
    names = [each.name for each in table.columns]
    changes = [
        (place, change) for place, each in enumerate(table.columns) if (change := numbering.change_of(table, each))
    ]

    def changed(row: Row) -> Row:
        of, fresh = dict(zip(names, row, strict=True)), list(row)
        for place, change in changes:
            if (value := row[place]) is not None:
                fresh[place] = change(value, of, numbers)
        return tuple(fresh)

    return changed


def said_of(
    connection: Connection, table: Table, *, part: Part, number: int, tenants: Mapping[str, Table], back: Numbers
) -> Said:
    """What a table says here, in the source's numbers."""
    counting, changed = Counting(table), changer(table, back)
    for row in read(connection, table, part=part, number=number, tenants=tenants):
        counting.add(changed(row))
    return counting.said
