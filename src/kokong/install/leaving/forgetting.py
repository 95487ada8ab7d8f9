"""Forgetting a municipality that has left: every row, job, session and account of its own, with a certificate."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

import psycopg
from psycopg import sql

from . import certificate, exporting, rows, schema
from .importing import read_manifest
from .numbers import Numbers
from .schema import Connection, Table
from .values import Forgotten, LeavingError, Manifest

# The log goes on while an export is carried away; what was written since is counted in the certificate.
GOES_ON: Final = frozenset({schema.LINES, schema.WORDS})


def forget(
    conninfo: str, *, code: str, exports: Sequence[Path], to: Path, now: datetime, scrub: bool = True
) -> Forgotten:
    """Erase a municipality whose whole export is at hand, and write the certificate to `to`.

    The export must be one that this installation wrote down in the log, every file of it as it was written, and
    every table still as it was then. `scrub` writes the tables anew afterwards, so that no page on disk holds what
    is gone. Raises LeavingError; then nothing was changed.
    """
    if to.exists():
        raise LeavingError(f"{to} is there already. Nothing was changed.")
    manifests = [read_manifest(path) for path in exports]
    with psycopg.connect(conninfo) as connection:
        for setting in (*rows.SETTINGS, "SET session_replication_role = replica"):
            connection.execute(setting)
        number, name = exporting.municipality(connection, code)
        connection.execute("SELECT FROM kernel_municipality WHERE id = %s FOR UPDATE", [number])
        tenants = schema.tables(connection)
        later = _refuse_unexported(connection, manifests, tenants, code, number)
        _erase_drills(connection, tenants, number)
        done = _erase(connection, tenants, (code, name, number), later)
        half = to.with_name(f".{to.name}.part")
        certificate.write(half, done, manifests, now)
        connection.commit()
    half.rename(to)
    if scrub:
        _scrub(conninfo, [*tenants, *ALSO])
    return done


def _refuse_unexported(
    connection: Connection, manifests: Sequence[Manifest], tenants: Mapping[str, Table], code: str, number: int
) -> int:
    """How many lines of the log came since. Raises LeavingError where something would be lost."""
    parts = {manifest.part: manifest for manifest in manifests}
    if "municipality" not in parts or len({(m.code, m.key) for m in manifests}) != 1 or manifests[0].code != code:
        raise LeavingError(f"That is no export of municipality {code}. Nothing was changed.")
    for manifest in manifests:
        if not _written_down(connection, manifest, number):
            raise LeavingError("The log here knows no export of that digest. Nothing was changed.")
    later = 0
    same = Numbers({number: number}, {})
    for part in exporting.PARTS:
        for table in tenants.values():
            now = rows.said_of(connection, table, part=part, number=number, tenants=tenants, back=same)
            then = parts[part].tables[table.name] if part in parts else None
            if table.name in GOES_ON and then:
                later += now.rows - then.rows if table.name == schema.LINES else 0
            elif then is None and now.rows:
                raise LeavingError(
                    f"The police's part ({table.name}) isn't in this export. Export it with --police and name "
                    "both. Nothing was changed."
                )
            elif then and then != now:
                raise LeavingError(f"{table.name} has changed since the export. Export anew. Nothing was changed.")
    return later


def _written_down(connection: Connection, manifest: Manifest, number: int) -> bool:
    found = connection.execute(
        "SELECT FROM kernel_auditentry WHERE municipality_id = %s AND action LIKE 'municipality.%%exported'"
        " AND detail->>'digest' = %s",
        [number, manifest.digest],
    )
    return found.fetchone() is not None


ALSO: Final = (
    "kernel_auditseal", "kernel_cache", "procrastinate_jobs", "procrastinate_events", "django_session",
    "people_user", "account_emailaddress", "account_emailconfirmation", "mfa_authenticator",
    "usersessions_usersession", "socialaccount_socialaccount", "socialaccount_socialapp",
    "kernel_handledevent",
)  # fmt: skip
_OWN_PEOPLE: Final = """
CREATE TEMPORARY TABLE leaving_people ON COMMIT DROP AS SELECT DISTINCT m.user_id AS id FROM people_membership m
JOIN people_user u ON u.id = m.user_id
WHERE m.municipality_id = %(number)s AND NOT u.is_superuser
    AND NOT EXISTS (SELECT FROM people_membership o
        WHERE o.user_id = m.user_id AND o.municipality_id <> %(number)s)
    AND NOT EXISTS (SELECT FROM alarms_centreoperator o WHERE o.user_id = m.user_id)
"""
_OF_PEOPLE: Final = """
SELECT s.relname, a.attname FROM pg_constraint f JOIN pg_class s ON s.oid = f.conrelid
JOIN pg_attribute a ON a.attrelid = f.conrelid AND a.attnum = f.conkey[1]
WHERE f.contype = 'f' AND f.confrelid = 'people_user'::regclass AND cardinality(f.conkey) = 1
    AND NOT EXISTS (SELECT FROM pg_attribute t WHERE t.attrelid = f.conrelid AND t.attname = 'municipality_id')
"""
_JOBS: Final = (
    "CREATE TEMPORARY TABLE leaving_jobs ON COMMIT DROP AS SELECT id FROM procrastinate_jobs"
    " WHERE args->>'municipality_id' = %(text)s",
    "DELETE FROM kernel_handledevent WHERE event_id::text IN (SELECT args->>'event_id' FROM procrastinate_jobs j"
    " JOIN leaving_jobs USING (id))",
    "UPDATE procrastinate_periodic_defers SET job_id = NULL WHERE job_id IN (SELECT id FROM leaving_jobs)",
    "DELETE FROM procrastinate_events WHERE job_id IN (SELECT id FROM leaving_jobs)",
    "DELETE FROM procrastinate_jobs WHERE id IN (SELECT id FROM leaving_jobs)",
)
_LEFT: Final = (
    "DELETE FROM alarms_pending WHERE event_id IN"
    " (SELECT id FROM alarms_event WHERE municipality_id = %(number)s)",
    "DELETE FROM socialaccount_socialapp WHERE settings->'kokong'->>'municipality_id' = %(text)s",
    "DELETE FROM kernel_cache",
    "DELETE FROM kernel_auditseal WHERE chain = %(number)s",
)


def _erase(
    connection: Connection, tenants: Mapping[str, Table], whose: tuple[str, str, int], later: int
) -> Forgotten:
    code, name, number = whose
    given = {"number": number, "text": str(number)}
    accounts = connection.execute(_OWN_PEOPLE, given).rowcount
    for statement in (*_JOBS, *_LEFT):
        connection.execute(statement.encode(), given)
    row = connection.execute("SELECT count(*) FROM leaving_jobs").fetchone()
    _erase_people(connection)
    erased = _erase_rows(connection, tenants, number)
    return Forgotten(code, name, erased, accounts, int(str(row[0])) if row else 0, later)


def _erase_rows(connection: Connection, tenants: Mapping[str, Table], number: int) -> dict[str, int]:
    """All rows of a municipality and then itself; how many of each table."""
    erased = {}
    for table in (*(t for n, t in tenants.items() if n != schema.MUNICIPALITY), tenants[schema.MUNICIPALITY]):
        query = f"DELETE FROM {table.name} WHERE {table.mine}"  # noqa: S608 names of the catalogue
        erased[table.name] = connection.execute(query.encode(), [number]).rowcount
    return erased


def _erase_drills(connection: Connection, tenants: Mapping[str, Table], number: int) -> None:
    """Where it practised goes first, uncounted: nothing there was real, and nobody works there alone."""
    drills = "SELECT id FROM kernel_municipality WHERE practice_of_id = %s"
    for (place,) in connection.execute(drills, [number]).fetchall():
        for statement in (*_JOBS, *_LEFT, "DROP TABLE leaving_jobs"):
            connection.execute(statement.encode(), {"number": place, "text": str(place)})
        _erase_rows(connection, tenants, int(str(place)))


def _erase_people(connection: Connection) -> None:
    """Accounts that nobody else knows, and all that signs them in; others stay what they are elsewhere."""
    connection.execute(
        "DELETE FROM django_session WHERE session_key IN (SELECT session_key FROM usersessions_usersession"
        " WHERE user_id IN (SELECT id FROM leaving_people))"
    )
    for statement in (
        "DELETE FROM account_emailconfirmation WHERE email_address_id IN (SELECT id FROM account_emailaddress"
        " WHERE user_id IN (SELECT id FROM leaving_people))",
        "DELETE FROM socialaccount_socialtoken WHERE account_id IN (SELECT id FROM socialaccount_socialaccount"
        " WHERE user_id IN (SELECT id FROM leaving_people))",
    ):
        connection.execute(statement.encode())
    for table, column in connection.execute(_OF_PEOPLE).fetchall():
        query = sql.SQL("DELETE FROM {} WHERE {} IN (SELECT id FROM leaving_people)")
        connection.execute(query.format(sql.Identifier(str(table)), sql.Identifier(str(column))))
    connection.execute("DELETE FROM people_user WHERE id IN (SELECT id FROM leaving_people)")


def _scrub(conninfo: str, names: Sequence[str]) -> None:
    """Write tables and indexes anew without what is gone, and let the log of changes begin another file."""
    with psycopg.connect(conninfo, autocommit=True) as connection:
        for name in names:
            connection.execute(sql.SQL("VACUUM (FULL) {}").format(sql.Identifier(name)))
        connection.execute("ANALYZE")
        connection.execute("VACUUM (FULL) pg_statistic")  # which remembers values that were common
        connection.execute("CHECKPOINT")
