"""The cast, built once and laid down by one statement: the same rows, without triggers, in a tenth of the time."""

from collections.abc import Iterable
from typing import Final

import psycopg
from psycopg import sql

Link = psycopg.Connection[tuple[object, ...]]

SCHEMA = "tests"
LEFT = ("django_migrations", "django_content_type", "auth_permission")

_TABLES = """
SELECT c.relname FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
AND c.relname <> ALL (%s) ORDER BY 1
"""
_COLUMNS = """
SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped
AND attgenerated = '' ORDER BY attnum
"""
_SEQUENCES = """
SELECT format('%I.%I', schemaname, sequencename), last_value FROM pg_sequences
WHERE schemaname = 'public' AND last_value IS NOT NULL
"""
# A table with few rows is emptied faster row by row than by new files for it and for each of its indexes.
_EMPTY = """
DO $empty$ DECLARE name text; bytes bigint; BEGIN
  FOR name, bytes IN SELECT oid::regclass::text, pg_relation_size(oid) FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname <> ALL ({left}) LOOP
    IF bytes > {much} THEN EXECUTE 'TRUNCATE ' || name || ' CASCADE';
    ELSIF bytes > 0 THEN EXECUTE 'DELETE FROM ' || name;
    END IF;
  END LOOP;
  PERFORM setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false) FROM pg_sequences
    WHERE schemaname = 'public' AND last_value IS NOT NULL;
END $empty$
"""
_MUCH: Final = 1_000_000  # bytes


def empty(admin: Link) -> None:
    """Take every row away but those of the migrations, and have numbers begin anew."""
    admin.execute("SET session_replication_role = replica")
    admin.execute(sql.SQL(_EMPTY).format(left=sql.Literal(list(LEFT)), much=sql.Literal(_MUCH)))


def keep(admin: Link, *, readers: str) -> None:
    """Make `tests.lay_down()` of what is in the database now, for the role `readers`. Needs a superuser."""
    body = sql.SQL("\n").join([*_rows(admin), *_numbers(admin)]).as_string(admin)
    admin.execute(f"CREATE SCHEMA {SCHEMA}")
    admin.execute(
        f"CREATE FUNCTION {SCHEMA}.lay_down() RETURNS void LANGUAGE plpgsql SECURITY DEFINER"
        f" SET session_replication_role = replica SET search_path = public, pg_temp"
        f" AS $cast$ BEGIN {body} END $cast$".encode()
    )
    admin.execute(f"GRANT USAGE ON SCHEMA {SCHEMA} TO {readers}".encode())


def _rows(admin: Link) -> Iterable[sql.Composable]:
    for (table,) in admin.execute(_TABLES, [list(LEFT)]).fetchall():
        columns = [str(name) for (name,) in admin.execute(_COLUMNS, [table]).fetchall()]
        names = sql.SQL(", ").join(map(sql.Identifier, columns))
        asked = sql.SQL("SELECT concat('(', concat_ws(', ', {}), ')') FROM {}").format(
            sql.SQL(", ").join(
                sql.SQL("quote_nullable({}::text)").format(sql.Identifier(name)) for name in columns
            ),
            sql.Identifier(str(table)),
        )
        if rows := [sql.SQL(str(row)) for (row,) in admin.execute(asked).fetchall()]:
            yield sql.SQL("INSERT INTO {} ({}) VALUES {};").format(
                sql.Identifier(str(table)), names, sql.SQL(", ").join(rows)
            )


def _numbers(admin: Link) -> Iterable[sql.Composable]:
    """A sequence goes on from where it is, or from where the rows leave it."""
    for name, last in admin.execute(_SEQUENCES).fetchall():
        yield sql.SQL("PERFORM setval({}, greatest({}, (SELECT last_value FROM {})));").format(
            sql.Literal(name),
            sql.Literal(last),
            sql.SQL(str(name)),
        )
