"""A municipality leaves with every room filled: exported, taken in elsewhere, forgotten; what is left is sought.

A mark is planted in every column that holds text, bytes or JSON, in jobs, the cache and accounts. Afterwards every
row of the database and every file of the data folder is searched for them. The neighbour must be as it was.
"""

import re
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import psycopg
from psycopg import sql

from benchmarks.common import Figure, database, report, superuser

ELSEWHERE: Final = "kokong_elsewhere"
MARK: Final = re.compile(r"zq\d{4}qz|7a71(?:3\d){4}717a")
IN_FILES: Final = re.compile(rb"zq\d{4}qz")
_TEXTS: Final = """
SELECT c.relname, a.attname, format_type(a.atttypid, NULL), greatest(a.atttypmod - 4, 0)
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND a.attgenerated = ''
    AND format_type(a.atttypid, NULL) IN ('text', 'character varying', 'bytea', 'jsonb')
    AND EXISTS (SELECT FROM pg_attribute t WHERE t.attrelid = c.oid AND t.attname = 'municipality_id')
    AND NOT EXISTS (SELECT FROM pg_index i
        WHERE i.indrelid = c.oid AND i.indisprimary AND a.attnum = ANY (i.indkey))
ORDER BY 1, 2
"""
_CHANGED: Final = {
    "bytea": "{column} || convert_to(%(mark)s, 'UTF8')",
    "jsonb": "CASE jsonb_typeof({column}) WHEN 'object' THEN {column} || jsonb_build_object('zq', %(mark)s::text)"
    " WHEN 'array' THEN {column} || jsonb_build_array(%(mark)s::text) ELSE {column} END",
    "text": "{column} || %(mark)s",
    "character varying": "left({column}, %(room)s) || %(mark)s",
}
Link = psycopg.Connection[Any]


@contextmanager
def filled() -> Iterator[tuple[Path, Any]]:
    """A database in which every room of a municipality is filled, beside a neighbour; and an empty one."""
    with database() as home:
        import pytest
        from django.db import connections
        from tests import roles as cast_of_roles
        from tests.cast import build_cast
        from tests.everything import build_everything

        connections.close_all()
        with psycopg.connect(superuser(home), autocommit=True) as admin, pytest.MonkeyPatch.context() as patch:
            admin.execute(f"CREATE DATABASE {ELSEWHERE} TEMPLATE kokong")
            cast_of_roles.install(patch)
            cast_of_roles.prepare(admin)
            cast = build_cast()
            admin.execute("UPDATE people_grant SET since = '2020-01-01'")
            build_everything(cast)
            connections.close_all()
            yield home, cast


def plant(link: Link, number: int) -> tuple[int, list[str]]:
    """Put a mark into every column of the municipality that can take one; how many, and which can't."""
    link.execute("SET session_replication_role = replica")
    planted, not_there = 0, []
    for place, (table, column, kind, most) in enumerate(link.execute(_TEXTS).fetchall()):
        names = {"table": sql.Identifier(table), "column": sql.Identifier(column)}
        query = "UPDATE {table} SET {column} = " + _CHANGED[kind] + " WHERE municipality_id = %(number)s"
        given = {"mark": f"zq{place:04d}qz", "number": number, "room": (most or 10_000) - 8}
        try:
            if kind == "character varying" and most < 8 and most:
                raise psycopg.errors.StringDataRightTruncation
            with link.transaction():
                planted += link.execute(sql.SQL(query).format(**names), given).rowcount > 0
        except (psycopg.errors.IntegrityError, psycopg.errors.DataError):
            not_there.append(f"{table}.{column}")
    for statement in (
        "INSERT INTO procrastinate_jobs (queue_name, task_name, args)"
        " VALUES ('default', 'x', jsonb_build_object('municipality_id', %(number)s::bigint, 'said', 'zq9001qz'))",
        "INSERT INTO kernel_cache VALUES ('zq9002qz', '\"zq9002qz\"', now() + interval '1 day')",
        "UPDATE people_user u SET name = name || 'zq9003qz' WHERE EXISTS (SELECT FROM people_membership m WHERE"
        " m.user_id = u.id AND m.municipality_id = %(number)s) AND NOT EXISTS (SELECT FROM people_membership m"
        " WHERE m.user_id = u.id AND m.municipality_id <> %(number)s)",
    ):
        link.execute(statement, {"number": number})
    return planted + 3, not_there


def in_rows(link: Link) -> list[str]:
    """Tables in which a row of anybody's still has a mark."""
    tables = link.execute(
        "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
    )
    found = []
    for (table,) in tables.fetchall():
        rows = link.execute(sql.SQL("SELECT t::text FROM {} t").format(sql.Identifier(table)))
        found += [table] if any(MARK.search(text) for (text,) in rows) else []
    return found


def in_files(home: Path) -> tuple[list[str], int]:
    """Files with a mark, and how many of PostgreSQL's log of changes, which is overwritten as work goes on."""
    found, changes = [], 0
    for path in home.rglob("*"):
        if path.is_file() and IN_FILES.search(path.read_bytes()):
            changes += "pg_wal" in path.parts
            found += [str(path.relative_to(home))] if "pg_wal" not in path.parts else []
    return found, changes


def said(conninfo: str, number: int) -> Mapping[str, Any]:
    """What each table says of a municipality."""
    from kokong.install.leaving import exporting, rows, schema
    from kokong.install.leaving.numbers import Numbers

    with exporting.reading(conninfo) as link:
        tenants, same = schema.tables(link), Numbers({number: number}, {})
        return {
            f"{table.name} {part}": rows.said_of(link, table, part=part, number=number, tenants=tenants, back=same)
            for table in tenants.values()
            for part in exporting.PARTS
        }


def measure(home: Path, cast: Any, work: Path) -> Iterator[Figure]:
    """Each step and what it left."""
    from kokong.install import leaving
    from kokong.install.leaving import importing
    from kokong.kernel import audit, tenancy

    here, now = superuser(home), datetime.now(UTC)
    there = psycopg.conninfo.make_conninfo(here, dbname=ELSEWHERE)
    with psycopg.connect(here, autocommit=True) as link:
        planted, not_there = plant(link, cast.home.pk)
        yield Figure(
            "marks planted, in a column each", "told", f"{planted}; no room in {len(not_there)}", planted > 300
        )
    before = said(here, cast.elsewhere.pk)
    open_, police = work / "open.zip", work / "police.zip"
    began = time.perf_counter()
    parts = leaving.export(here, code=cast.home.code, to=open_, police=police, now=now)
    size = (open_.stat().st_size + police.stat().st_size) / 1e6
    rows = sum(each.rows for each in parts)
    yield Figure("export", "told", f"{rows:,} rows, {size:.1f} MB, {time.perf_counter() - began:.1f} s", rows > 0)
    began = time.perf_counter()
    leaving.take_in(there, path=open_, police=police)
    yield Figure("taken in elsewhere", "told", f"{time.perf_counter() - began:.1f} s", held=True)
    again = work / "again.zip", work / "again-police.zip"
    leaving.export(there, code=cast.home.code, to=again[0], police=again[1], now=now)
    pairs = [
        tuple(importing.read_manifest(each).tables for each in two)
        for two in zip((open_, police), again, strict=True)
    ]
    differing = [name for one, other in pairs for name in one if one[name] != other[name]]
    told = f"{len(differing)} of {len(pairs[0][0])} tables {' '.join(differing[:3])}".strip()
    yield Figure("tables that say something else there", "0", told, not differing)
    with psycopg.connect(here, autocommit=True) as link:
        link.execute(f"DROP DATABASE {ELSEWHERE} WITH (FORCE)")
    for each in parts:
        with tenancy.scope(municipality_id=cast.home.pk):
            audit.record(action="municipality.exported", detail={"digest": each.digest})
    began = time.perf_counter()
    done = leaving.forget(here, code=cast.home.code, exports=[open_, police], to=work / "erased.md", now=now)
    yield Figure("forgotten", "told", f"{done.rows:,} rows, {time.perf_counter() - began:.1f} s", done.rows > 0)
    with psycopg.connect(here, autocommit=True) as link:
        left = in_rows(link)
        yield Figure("marks in any row of any table", "0", f"{len(left)} {' '.join(left[:5])}".strip(), not left)
    files, changes = in_files(home)
    told = f"{len(files)} {' '.join(files[:3])}; {changes} of its log of changes".strip()
    yield Figure("marks in files of the data folder", "0", told, not files)
    after = said(here, cast.elsewhere.pk)
    yield Figure(
        "tables of the neighbour that changed",
        "0",
        str(sum(before[n] != after[n] for n in before)),
        before == after,
    )


def main() -> int:
    """Print the table; 1 when a target was missed."""
    with filled() as (home, cast), tempfile.TemporaryDirectory(prefix="kokong-leave-") as work:
        return report(list(measure(home, cast, Path(work))))


if __name__ == "__main__":
    sys.exit(main())
