"""Databases made once for a state of the source and copied by whoever tests: migrated, and with the cast."""

import hashlib
import pickle
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

import psycopg
from psycopg import sql

Link = psycopg.Connection[tuple[object, ...]]
Kind = Literal["migrated", "cast"]

ROOT: Final = Path(__file__).resolve().parent.parent
PREFIX: Final = "kokong_tested"
LOCK: Final = 7_203_110_446_118_002  # the number of a lock that nothing else takes
# What could make another database. Rights and references are settled on each copy.
MADE_OF: Final[Mapping[Kind, tuple[str, ...]]] = {
    "migrated": (
        "src/kokong/**/migrations/*.py", "src/kokong/kernel/fields.py", "src/kokong/kernel/rls.py",
        "src/kokong/kernel/roles.py", "src/kokong/config/*.py", "requirements/*.txt",
    ),
    "cast": ("src/kokong/**/*.py", "tests/*.py", "requirements/*.txt"),
}  # fmt: skip


@cache
def name_of(kind: Kind) -> str:
    """Another for another state of the source and, where rows tell when they were made, for another day."""
    day = f"{datetime.now(UTC):%Y-%m-%d}" if kind == "cast" else ""
    seen = hashlib.sha256(f"{sys.version} {day}".encode())
    for path in sorted({path for pattern in MADE_OF[kind] for path in ROOT.glob(pattern)}):
        seen.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return f"{PREFIX}_{kind}_{seen.hexdigest()[:16]}"


def copy(admin: Link, *, kind: Kind, into: str, make: Callable[[str], None]) -> None:
    """Make the database `into`. `make` makes one of the name that it is given, where there is none to copy.

    A template gets its name when it is whole, so that a run that was killed leaves none that is half.
    """
    wanted = name_of(kind)
    with _alone(admin):
        if not _exists(admin, wanted):
            _drop(admin, kind, but=wanted)
            half = f"{PREFIX}_{kind}_half"
            make(half)
            admin.execute(_said("ALTER DATABASE {} RENAME TO {}", half, wanted))
        admin.execute(_said("CREATE DATABASE {} TEMPLATE {}", into, wanted))


def copy_migrated(admin: Link, *, into: str) -> None:
    """Make a migrated database without rows, in a test that runs on a copy itself; migrate it to settle rights."""

    def none_there(_name: str) -> None:
        raise AssertionError("the database that this run was copied from is gone")

    copy(admin, kind="migrated", into=into, make=none_there)


def keep(inside: Link, thing: Any) -> None:
    """Have a database tell what it was made as, to whoever copies it. Where `snapshot.keep` was before."""
    inside.execute("CREATE TABLE tests.built (thing bytea NOT NULL)")
    inside.execute("INSERT INTO tests.built VALUES (%s)", [pickle.dumps(thing)])


def kept(admin: Link, database: str) -> Any:
    """What the database was made as."""
    with psycopg.connect(admin.info.dsn, dbname=database, autocommit=True) as inside:
        row = inside.execute("SELECT thing FROM tests.built").fetchone()
    assert row is not None
    assert isinstance(row[0], bytes)
    return pickle.loads(row[0])


@contextmanager
def _alone(admin: Link) -> Iterator[None]:
    """One at a time; whoever makes one of the other may do so meanwhile."""
    admin.execute("SELECT pg_advisory_lock(%s)", [LOCK])
    try:
        yield
    finally:
        admin.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def _exists(admin: Link, database: str) -> bool:
    return admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone() is not None


def _drop(admin: Link, kind: Kind, *, but: str) -> None:
    """Templates of former states of the source go."""
    former = admin.execute(
        "SELECT datname FROM pg_database WHERE starts_with(datname, %s) AND datname <> %s",
        [f"{PREFIX}_{kind}_", but],
    ).fetchall()
    for (database,) in former:
        admin.execute(_said("DROP DATABASE {} WITH (FORCE)", str(database)))


def _said(statement: str, *names: str) -> sql.Composed:
    return sql.SQL(statement).format(*map(sql.Identifier, names))
