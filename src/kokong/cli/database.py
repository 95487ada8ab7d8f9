"""`kokong database`."""

import json
import os
from pathlib import Path
from typing import Annotated, Final

import typer

from kokong.kernel import installation

commands = typer.Typer(name="database", help="Roles and migrations.", no_args_is_help=True)


PROCESSES: Final = {
    "web": ("web", "signin"),
    "worker": ("worker", "signin"),
    "raiser": ("raiser",),
    "receiver": ("receiver",),
    "command": ("command", "signin"),
    "migrate": ("command", "owner"),
}
"""The roles that each process must know, where each has a file of its own."""


@commands.command()
def prepare(
    admin: Annotated[
        str,
        typer.Option(
            envvar="KOKONG_DATABASE_URL", help="Address with a role that may create roles and databases."
        ),
    ],
    apart: Annotated[
        Path | None,
        typer.Option(help="A folder for a file of addresses for each process, instead of one in the data folder."),
    ] = None,
) -> None:
    """Create a role for each process, the database and its extensions on a PostgreSQL of your own.

    Safe to run again; each time the roles get new passwords. The addresses are kept in files that their owner
    alone can read: one in the data folder, or with --apart one for each process.
    """
    kept = _prepared(admin)
    if apart is None:
        files = {installation.current().home / installation.DATABASE_FILE: kept}
    else:
        files = {
            apart / f"{process}.json": {role: kept[role] for role in some} for process, some in PROCESSES.items()
        }
    for path, content in files.items():
        _write(path, content)
        typer.echo(f"Kept in {path}.")
    if os.environ.get("KOKONG_DATABASE_OWNER_URL"):
        typer.echo("Take KOKONG_DATABASE_OWNER_URL away: the owner has a new password, which is in the file.")
    typer.echo("Next: `kokong database migrate`.")


def _prepared(admin: str) -> dict[str, str]:
    """The addresses of the roles, and the place that they are for."""
    import psycopg
    from psycopg.conninfo import conninfo_to_dict

    from kokong.kernel import roles
    from kokong.kernel.errors import UserError

    name = str(conninfo_to_dict(admin).get("dbname") or "kokong")
    try:
        with psycopg.connect(_maintenance(admin), autocommit=True) as connection:
            passwords = roles.prepare(connection, database=name, passwords=True)
    except psycopg.Error as error:
        raise UserError(f"The database could not be prepared: {error}") from error
    addresses = {
        process: _with_role(admin, roles.name_of(process, database=name), password, name)
        for process, password in passwords.items()
    }
    return {"for": installation.database_place(admin), **addresses}


def _write(path: Path, content: dict[str, str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        json.dump(content, file)


def _maintenance(url: str) -> str:
    from psycopg.conninfo import make_conninfo

    return make_conninfo(url, dbname="postgres")


def _with_role(url: str, role: str, password: str, database: str) -> str:
    from urllib.parse import urlsplit, urlunsplit

    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{role}:{password}@{host}", path=f"/{database}"))


@commands.command()
def migrate() -> None:
    """Bring the tables up to date, as the owner role."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kokong.config.settings")
    import django

    django.setup()
    from kokong.kernel import database

    database.refuse_unsafe()
    applied = database.migrate()
    typer.echo(f"{len(applied)} migrations applied." if applied else "Nothing to do.")
