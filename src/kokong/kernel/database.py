"""Migrations and readiness of the database, for the command line and the tests."""

from collections.abc import Callable

from django.core.management import call_command
from django.db import DatabaseError, connection, connections
from django.db.models import Model

from . import beginning, installation, keys, roles
from .errors import UserError
from .health import waiting_migrations

MINIMUM_VERSION = 150000
MIGRATING = 7_203_110_446_118_001  # the number of a lock that nothing else takes


def migrate(*, progress: Callable[[str], None] = lambda _: None) -> list[str]:
    """Apply what is waiting, as the owner; names of what was applied. Of several at once, one does it."""
    if not unsettled() and not waiting_migrations():
        return []
    try:
        return as_owner(progress=progress)
    finally:
        connections["owner"].close()  # nobody goes on with the owner's rights


def as_owner(*, progress: Callable[[str], None] = lambda _: None, recorded: bool = True) -> list[str]:
    """Apply what is waiting, whatever the process' own role sees; its connection stays open.

    An empty database begins with what is recorded, unless `recorded` is False.
    """
    with connections["owner"].cursor() as owner:
        owner.execute("SELECT pg_advisory_lock(%s)", [MIGRATING])  # until the connection is closed
        waiting = waiting_migrations(alias="owner")  # perhaps none any more
        if waiting:
            progress(f"{len(waiting)} migrations")
            if recorded:
                beginning.lay(connections["owner"].connection)
            call_command("migrate", database="owner", verbosity=0, interactive=False)
        keys.settle(connections["owner"].connection)
        roles.settle(connections["owner"].connection)
        return waiting


def release(row: Model) -> None:
    """Give back the connection that `row` came by, where it is shared and nothing is open on it.

    The few connections for signing in serve every thread: a request holds one while it asks who somebody is, and
    not while it makes their page.
    """
    shared = connections[row._state.db or "default"]
    if shared.settings_dict["OPTIONS"].get("pool") and not shared.in_atomic_block:
        shared.close()


def unsettled(alias: str = "default") -> bool:
    """Whether references or rights aren't as they should be, as after an upgrade; `migrate` mends it."""
    connections[alias].ensure_connection()
    link = connections[alias].connection
    return bool(keys.by_number(link)) or any(roles.differences(link))


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
    here, user = installation.current(), connection.connection.info.user
    if reasons := roles.weaknesses(connection.connection):
        raise UserError(
            f"The database role {user} {' and '.join(reasons)}, so it could see every municipality. Nothing was "
            "started. Run `kokong database prepare`, which makes a role for each process."
        )
    if roles.process_of(connection.connection) != here.process:
        raise UserError(
            f"The database role {user} is not the one for `{here.process}`. Nothing was started. Run `kokong "
            "database prepare`, which makes a role for each process, and take the old addresses away."
        )
