"""References between a municipality's tables carry the municipality: `(municipality_id, x_id)`.

Foreign keys are checked past row-level security, so a reference by number alone could point at another
municipality's row. Django writes those; after migrations each is replaced by one that names both columns, found in
the catalogue, so that no new table is forgotten.
"""

from typing import Final, NamedTuple

import psycopg
from psycopg import sql

from .errors import UserError

TENANT: Final = "municipality_id"
Connection = psycopg.Connection[tuple[object, ...]]


class Reference(NamedTuple):
    """A foreign key by number alone between two tables of municipalities."""

    name: str
    table: str
    column: str
    target: str
    key: str


_BY_NUMBER = """
SELECT f.conname, source.relname, a.attname, target.relname, k.attname
FROM pg_constraint f
JOIN pg_class source ON source.oid = f.conrelid AND source.relnamespace = 'public'::regnamespace
JOIN pg_class target ON target.oid = f.confrelid
JOIN pg_attribute a ON a.attrelid = f.conrelid AND a.attnum = f.conkey[1]
JOIN pg_attribute k ON k.attrelid = f.confrelid AND k.attnum = f.confkey[1]
WHERE f.contype = 'f' AND cardinality(f.conkey) = 1
    AND EXISTS (SELECT FROM pg_attribute t WHERE t.attrelid = f.conrelid AND t.attname = %(tenant)s)
    AND EXISTS (SELECT FROM pg_attribute t WHERE t.attrelid = f.confrelid AND t.attname = %(tenant)s)
ORDER BY source.relname, a.attname
"""


def by_number(connection: Connection) -> tuple[Reference, ...]:
    """The references between municipalities' tables that don't carry the municipality; any role may ask."""
    rows = connection.execute(_BY_NUMBER, {"tenant": TENANT}).fetchall()
    return tuple(Reference(*map(str, row)) for row in rows)


def settle(owner: Connection) -> None:
    """Let every reference carry the municipality, as the owner of the tables.

    Raises UserError where rows already point across municipalities; then nothing was changed.
    """
    with owner.transaction():
        for reference in by_number(owner):
            _ensure_unique(owner, reference.target, reference.key)
            _replace(owner, reference)


def _ensure_unique(owner: Connection, table: str, key: str) -> None:
    """Make both columns together a key; it also serves whoever looked up the municipality's rows before."""
    names = {"table": sql.Identifier(table), "tenant": sql.Identifier(TENANT), "key": sql.Identifier(key)}
    if _index(owner, table, [TENANT, key], unique=True):
        return
    statement = "ALTER TABLE {table} ADD CONSTRAINT {name} UNIQUE ({tenant}, {key})"
    owner.execute(sql.SQL(statement).format(**names, name=sql.Identifier(f"{table}_of_municipality")))
    if plain := _index(owner, table, [TENANT], unique=False):
        owner.execute(sql.SQL("DROP INDEX {}").format(sql.Identifier(plain)))


_INDEX = """
SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
WHERE i.indrelid = %(table)s::regclass AND i.indisunique = %(unique)s AND i.indpred IS NULL AND i.indexprs IS NULL
    AND ARRAY(SELECT a.attname::text FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS u(number, place)
        JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = u.number ORDER BY u.place) = %(columns)s
"""


def _index(owner: Connection, table: str, columns: list[str], *, unique: bool) -> str | None:
    row = owner.execute(_INDEX, {"table": table, "columns": columns, "unique": unique}).fetchone()
    return str(row[0]) if row else None


def _replace(owner: Connection, reference: Reference) -> None:
    names = {
        **{field: sql.Identifier(value) for field, value in reference._asdict().items()},
        "tenant": sql.Identifier(TENANT),
    }
    # Deferred as Django's are: rows may come in any order within a transaction.
    statement = (
        "ALTER TABLE {table} DROP CONSTRAINT {name}, ADD CONSTRAINT {name} FOREIGN KEY ({tenant}, {column})"
        " REFERENCES {target} ({tenant}, {key}) DEFERRABLE INITIALLY DEFERRED"
    )
    try:
        owner.execute(sql.SQL(statement).format(**names))
    except psycopg.errors.ForeignKeyViolation as error:
        raise UserError(
            f"Rows of {reference.table} point at another municipality's {reference.target}: "
            f"{error.diag.message_detail} Nothing was changed. Mend those rows, then migrate again."
        ) from error
