"""Migrations and readiness of the database, for the command line and the tests."""

from collections.abc import Callable

from django.core.management import call_command
from django.db import DatabaseError, connection, connections

from . import roles
from .errors import UserError
from .health import waiting_migrations

MINIMUM_VERSION = 150000
MIGRATING = 7_203_110_446_118_001  # the number of a lock that nothing else takes


def migrate(*, progress: Callable[[str], None] = lambda _: None) -> list[str]:
    """Apply what is waiting, as the owner; names of what was applied. Of several at once, one does it."""
    if not waiting_migrations():
        return []
    with connections["owner"].cursor() as owner:
        owner.execute("SELECT pg_advisory_lock(%s)", [MIGRATING])
        try:
            waiting = waiting_migrations()  # perhaps none any more
            if waiting:
                progress(f"{len(waiting)} migrations")
                call_command("migrate", database="owner", verbosity=0, interactive=False)
            return waiting
        finally:
            owner.execute("SELECT pg_advisory_unlock(%s)", [MIGRATING])


def refuse_unsafe() -> None:
    """Raises UserError when the database does not answer, is too old, or its role could look past the policies."""
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        raise UserError(
            f"The database does not answer: {str(error).strip().splitlines()[0]}. Nothing was changed. "
            "`kokong doctor` says more."
        ) from error
    version = connection.connection.info.server_version
    if version < MINIMUM_VERSION:
        raise UserError(f"PostgreSQL {version // 10000} is too old; Kokong needs 15 or newer.")
    if reasons := roles.weaknesses(connection.connection):
        raise UserError(
            f"The database role {connection.connection.info.user} {' and '.join(reasons)}, so it could see every "
            "municipality. Nothing was started. Run `kokong database prepare`, which makes two roles of its own."
        )
