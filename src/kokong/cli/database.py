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
    "watch": (),
    "backup": (),
}
"""The roles that each process must know, where each has a folder of its own."""
SECRETS: Final = {
    "web": ("django", "alarms", "signin", "push", "metrics"),
    "worker": ("django", "push"),
    "receiver": ("alarms",),
    "command": ("django", "alarms", "signin"),
    "migrate": ("django",),
    "watch": ("metrics",),
    "backup": ("django", "alarms", "signin", "push", "metrics"),
}
"""The secrets that each process must know: of panels' keys, of second factors, of signed links, of notices,
and of numbers."""


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
        typer.Option(help="A folder with a folder for each process, instead of one file in the data folder."),
    ] = None,
    new_passwords: Annotated[bool, typer.Option("--new-passwords", help="Change the roles' passwords.")] = False,
) -> None:
    """Create a role for each process, the database and its extensions on a PostgreSQL of your own.

    Safe to run again. The addresses are kept in files that their owner alone can read: one in the data folder, or
    with --apart in a folder for each process, beside the secrets that it needs and no others.
    """
    here = installation.current()
    files = [apart / process for process in PROCESSES] if apart else [here.home]
    known = {} if new_passwords else _known(admin, [folder / installation.DATABASE_FILE for folder in files])
    kept = _prepared(admin, known)
    if apart is None:
        _write(here.home / installation.DATABASE_FILE, json.dumps(kept))
    else:
        _write_apart(apart, kept, here)
    typer.echo(f"Kept in {apart or here.home}.")
    if os.environ.get("KOKONG_DATABASE_OWNER_URL"):
        typer.echo("Take KOKONG_DATABASE_OWNER_URL away: the owner's address is in the file, perhaps another one.")
    typer.echo("Next: `kokong database migrate`.")


def _write_apart(apart: Path, kept: dict[str, str], here: installation.Installation) -> None:
    """Into each process's folder its own roles' addresses and its own secrets."""
    for process, some in PROCESSES.items():
        mine = {role: kept[role] for role in ("for", *some)}
        _write(apart / process / installation.DATABASE_FILE, json.dumps(mine))
        for secret in SECRETS.get(process, ()):
            _write(apart / process / f"{secret}.secret", here.secret(secret))


def _known(admin: str, files: list[Path]) -> dict[str, str]:
    """The passwords that are kept already, by role: running processes go on with them."""
    from urllib.parse import urlsplit

    found: dict[str, str] = {}
    for path in files:
        kept: dict[str, str] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        if kept.pop("for", "") == installation.database_place(admin):
            found |= {role: urlsplit(address).password or "" for role, address in kept.items()}
    return found


def _prepared(admin: str, known: dict[str, str]) -> dict[str, str]:
    """The addresses of the roles, and the place that they are for."""
    import psycopg
    from psycopg.conninfo import conninfo_to_dict

    from kokong.kernel import roles
    from kokong.kernel.errors import UserError

    name = str(conninfo_to_dict(admin).get("dbname") or "kokong")
    try:
        with psycopg.connect(_maintenance(admin), autocommit=True) as connection:
            passwords = roles.prepare(connection, database=name, passwords=known)
    except psycopg.Error as error:
        raise UserError(f"The database could not be prepared: {error}") from error
    addresses = {
        process: _with_role(admin, roles.name_of(process, database=name), password, name)
        for process, password in passwords.items()
    }
    return {"for": installation.database_place(admin), **addresses}


def _write(path: Path, content: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write(content)


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
