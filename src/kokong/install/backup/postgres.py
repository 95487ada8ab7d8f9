"""PostgreSQL's own programs, and what its tables hold."""

import subprocess
from typing import Final

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from kokong.install import embedded
from kokong.kernel.installation import Installation

from .values import BackupError, Digest

Connection = psycopg.Connection[tuple[object, ...]]
_TABLES: Final = """
SELECT relname FROM pg_class
WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY relname
"""
# As text a row is the same everywhere as long as these are.
_SETTINGS: Final = ("SET timezone = 'UTC'", "SET datestyle = 'ISO'", "SET intervalstyle = 'postgres'")


def admin(here: Installation, address: str | None) -> str:
    """How to reach the database as somebody who sees every row. Raises BackupError where nobody said."""
    if here.embedded:
        server = embedded.ensure_running(here.home)
        return server.conninfo(user="postgres", database=embedded.DATABASE)
    if not address:
        raise BackupError(
            "Kokong's own roles see no rows without a municipality. Say with --admin, or KOKONG_DATABASE_URL, the "
            "address of a role that sees all: a superuser, or one with BYPASSRLS. Nothing was written."
        )
    return address


def digests(connection: Connection) -> dict[str, Digest]:
    """Each table's, as this connection's transaction sees them."""
    for setting in _SETTINGS:
        connection.execute(setting)
    names = [str(name) for (name,) in connection.execute(_TABLES)]
    return {name: _digest(connection, name) for name in names}


def _digest(connection: Connection, table: str) -> Digest:
    query = sql.SQL("SELECT count(*), coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) FROM {} t")
    row = connection.execute(query.format(sql.Identifier(table))).fetchone()
    assert row is not None
    return Digest(int(str(row[0])), str(row[1]))


def sees_all(connection: Connection) -> bool:
    """Whether policies hide nothing from this connection's role."""
    row = connection.execute(
        "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"
    ).fetchone()
    return bool(row and row[0])


def run(program: str, conninfo: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs. Raises BackupError with what it said.

    The password goes by the environment: arguments are seen by everybody on the machine.
    """
    told = conninfo_to_dict(conninfo)
    password = told.pop("password", None)
    target = psycopg.conninfo.make_conninfo(**told)  # type: ignore[arg-type]
    done = subprocess.run(
        [str(embedded.programs() / program), "--no-password", f"--dbname={target}", *arguments],
        env={"PGPASSWORD": str(password)} if password else {},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        said = done.stderr.strip().splitlines()
        raise BackupError(f"{program} gave up: {said[-1] if said else done.returncode}.")
