"""`kokong database`."""

import json
import os
from typing import Annotated

import typer

commands = typer.Typer(name="database", help="Roles and migrations.", no_args_is_help=True)


@commands.command()
def prepare(
    admin: Annotated[
        str,
        typer.Option(
            envvar="KOKONG_DATABASE_URL", help="Address with a role that may create roles and databases."
        ),
    ],
) -> None:
    """Create the two roles, the database and its extensions on a PostgreSQL of your own; safe to run again.

    The addresses of both roles are kept in the data folder, readable for its owner alone, and printed.
    """
    import psycopg
    from psycopg.conninfo import conninfo_to_dict

    from kokong.kernel import installation, roles
    from kokong.kernel.errors import UserError

    name = str(conninfo_to_dict(admin).get("dbname") or "kokong")
    owner, app = f"{name}_owner", f"{name}_app"
    try:
        with psycopg.connect(_maintenance(admin), autocommit=True) as connection:
            passwords = roles.prepare(connection, database=name, owner=owner, app=app, passwords=True)
    except psycopg.Error as error:
        raise UserError(f"The database could not be prepared: {error}") from error
    kept = {
        "for": installation.database_place(admin),
        "app": _with_role(admin, app, passwords[app], name),
        "owner": _with_role(admin, owner, passwords[owner], name),
    }
    path = installation.current().home / "database.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        json.dump(kept, file)
    typer.echo(f"Prepared {name}. Kept in {path}; to keep them elsewhere, set:")
    typer.echo(f"KOKONG_DATABASE_URL={kept['app']}\nKOKONG_DATABASE_OWNER_URL={kept['owner']}")


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
