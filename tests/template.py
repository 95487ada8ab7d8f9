"""The migrated database with the cast in it: made once for a state of the source, and copied by whoever tests."""

import hashlib
import pickle
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import psycopg
from psycopg import sql

from tests.cast import Cast

Link = psycopg.Connection[tuple[object, ...]]

ROOT: Final = Path(__file__).resolve().parent.parent
PREFIX: Final = "kokong_tested_"
LOCK: Final = 7_203_110_446_118_002  # the number of a lock that nothing else takes
MAKES_IT: Final = ("src/kokong/**/*.py", "tests/*.py", "requirements/*.txt")


def name() -> str:
    """Another for whatever could make another database: the source, libraries, the day, whose clock it tells."""
    seen = hashlib.sha256(f"{sys.version} {datetime.now(UTC):%Y-%m-%d}".encode())
    for path in sorted(path for pattern in MAKES_IT for path in ROOT.glob(pattern)):
        seen.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return f"{PREFIX}{seen.hexdigest()[:16]}"


def copy(admin: Link, *, into: str, make: Callable[[str], Cast]) -> Cast:
    """Make the database `into`; the cast that is in it. `make` fills an empty one where no copy can be had.

    A template is called one only when it is whole, so that a run that was killed leaves none behind.
    """
    wanted = name()
    with _alone(admin):
        if not _exists(admin, wanted):
            _drop(admin, but=wanted)
            half = f"{PREFIX}half"
            _keep(admin, half, make(half))
            admin.execute(_said("ALTER DATABASE {} RENAME TO {}", half, wanted))
        admin.execute(_said("CREATE DATABASE {} TEMPLATE {}", into, wanted))
    return _kept(admin, into)


@contextmanager
def _alone(admin: Link) -> Iterator[None]:
    admin.execute("SELECT pg_advisory_lock(%s)", [LOCK])
    try:
        yield
    finally:
        admin.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def _exists(admin: Link, database: str) -> bool:
    return admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone() is not None


def _drop(admin: Link, *, but: str) -> None:
    """Templates of former states of the source go."""
    former = admin.execute(
        "SELECT datname FROM pg_database WHERE datname LIKE %s AND datname <> %s", [f"{PREFIX}%", but]
    ).fetchall()
    for (database,) in former:
        admin.execute(_said("DROP DATABASE {} WITH (FORCE)", str(database)))


def _keep(admin: Link, database: str, cast: Cast) -> None:
    with _inside(admin, database) as inside:
        inside.execute("CREATE TABLE tests.built (who bytea NOT NULL)")
        inside.execute("INSERT INTO tests.built VALUES (%s)", [pickle.dumps(cast)])


def _kept(admin: Link, database: str) -> Cast:
    with _inside(admin, database) as inside:
        row = inside.execute("SELECT who FROM tests.built").fetchone()
    assert row is not None
    cast: Cast = pickle.loads(bytes(row[0]))  # type: ignore[call-overload]
    return cast


def _inside(admin: Link, database: str) -> Link:
    return psycopg.connect(admin.info.dsn, dbname=database, autocommit=True)


def _said(statement: str, *names: str) -> sql.Composed:
    return sql.SQL(statement).format(*map(sql.Identifier, names))
