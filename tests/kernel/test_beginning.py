"""What a fresh database begins with is what its migrations would have made."""

from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from django.db import connections
from psycopg import sql
from tools import beginning as recording

from kokong.install import embedded
from kokong.kernel import beginning, database, roles

pytestmark = pytest.mark.long

OURS = "relnamespace = 'public'::regnamespace"
CATALOGUE = {
    "columns": f"""
        SELECT c.relname, a.attnum, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity,
            a.attgenerated, pg_get_expr(d.adbin, d.adrelid), a.attcollation, a.attcompression, a.attstattarget
        FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
        LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum WHERE c.{OURS}""",
    "tables": f"""
        SELECT relname, relkind, relrowsecurity, relforcerowsecurity, reloptions FROM pg_class WHERE {OURS}""",
    "rights": f"SELECT relname, unnest(relacl)::text FROM pg_class WHERE {OURS}",
    "rights by column": f"""
        SELECT relname, attname, unnest(attacl)::text FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
        WHERE {OURS}""",
    "constraints": f"""
        SELECT c.relname, conname, pg_get_constraintdef(k.oid) FROM pg_constraint k
        JOIN pg_class c ON c.oid = k.conrelid WHERE {OURS}""",
    "indexes": "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "policies": "SELECT tablename, policyname, permissive, roles, cmd, qual, with_check FROM pg_policies",
    "functions": """
        SELECT proname, pg_get_functiondef(p.oid), proacl::text FROM pg_proc p
        WHERE pronamespace = 'public'::regnamespace AND prokind <> 'a'""",
    "triggers": "SELECT pg_get_triggerdef(oid), tgenabled FROM pg_trigger WHERE NOT tgisinternal",
    "sequences": """
        SELECT sequencename, data_type::text, start_value, increment_by, last_value FROM pg_sequences
        WHERE sequencename <> 'django_migrations_id_seq'""",
    "types": """
        SELECT t.typname, enumsortorder, enumlabel FROM pg_enum e JOIN pg_type t ON t.oid = e.enumtypid""",
    "statistics": "SELECT pg_get_statisticsobjdef(oid) FROM pg_statistic_ext",
    "migrations": "SELECT app, name FROM django_migrations",
}
Inside = psycopg.Connection[tuple[Any, ...]]


@pytest.fixture
def fresh(committed: None, test_server: embedded.Server) -> Iterator[Callable[[bool], dict[str, list[str]]]]:
    """Migrate an empty database, with or without the recording, and tell what it is then."""
    owner = connections["owner"]
    known = owner.settings_dict["NAME"]
    name = f"{known}_fresh"
    with psycopg.connect(test_server.conninfo(user="postgres", database="postgres"), autocommit=True) as server:

        def made(recorded: bool) -> dict[str, list[str]]:
            server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            roles.prepare(server, database=name, prefix=embedded.DATABASE)
            owner.close()
            owner.settings_dict["NAME"] = name
            database.as_owner(recorded=recorded)
            with psycopg.connect(test_server.conninfo(user="postgres", database=name), autocommit=True) as inside:
                return told(inside)

        try:
            yield made
        finally:
            owner.close()
            owner.settings_dict["NAME"] = known
            server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def told(inside: Inside) -> dict[str, list[str]]:
    """All that can be asked of a database, and its rows."""
    found = {what: sorted(map(str, inside.execute(query).fetchall())) for what, query in CATALOGUE.items()}
    tables = inside.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1").fetchall()
    for (table,) in tables:
        if table != "django_migrations":
            rows = sql.SQL("SELECT t::text FROM {} t ORDER BY 1").format(sql.Identifier(table))
            found[f"rows of {table}"] = [str(row) for row in inside.execute(rows).fetchall()]
    return found


def test_a_database_that_was_laid_down_is_one_that_was_migrated(
    fresh: Callable[[bool], dict[str, list[str]]],
) -> None:
    laid, migrated = fresh(True), fresh(False)
    assert len(laid["columns"]) > 1000
    assert laid.keys() == migrated.keys()
    for what, said in migrated.items():
        assert laid[what] == said, what


def test_what_is_recorded_is_what_stands_in_the_migrations() -> None:
    assert recording.problem() == ""


def test_a_changed_or_missing_migration_is_noticed(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    text = beginning.FILE.read_text(encoding="utf-8")
    file = tmp_path_factory.mktemp("recording") / "beginning.sql"
    monkeypatch.setattr(beginning, "FILE", file)
    file.write_text(text.replace("'kernel', '0001_initial'", "'kernel', '0001_gone'"), encoding="utf-8")
    assert "kernel.0001_gone" in recording.problem()
    file.write_text(text.replace(recording.HEAD, recording.HEAD + "0"), encoding="utf-8")
    assert "has changed" in recording.problem()


def test_nothing_is_laid_where_tables_are(committed: None) -> None:
    connections["owner"].ensure_connection()
    assert not beginning.lay(connections["owner"].connection)


def test_where_postgresql_takes_no_new_value_at_once_nothing_is_laid_and_every_migration_runs(
    test_server: embedded.Server, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """As PostgreSQL 15 does; later versions only where the enumeration is older than the transaction."""
    file = tmp_path_factory.mktemp("recording") / "beginning.sql"
    file.write_text(
        "CREATE TABLE before (n int); ALTER TYPE way ADD VALUE 'out'; CREATE TABLE jobs (w way DEFAULT 'out');"
    )
    monkeypatch.setattr(beginning, "FILE", file)
    name = "kokong_older"
    with psycopg.connect(test_server.conninfo(user="postgres", database="postgres"), autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            with psycopg.connect(test_server.conninfo(user="postgres", database=name), autocommit=True) as inside:
                inside.execute("CREATE TYPE way AS ENUM ('in')")
                assert not beginning.lay(inside)
                assert inside.execute("SELECT to_regclass('before')").fetchone() == (None,)
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")
