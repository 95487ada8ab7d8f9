"""`kokong backup`, `kokong backup-key` and `kokong restore`."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from kokong.kernel import installation
from kokong.kernel.terminal import begin

Admin = Annotated[
    str | None,
    typer.Option(envvar="KOKONG_DATABASE_URL", help="On a PostgreSQL of your own: a role that sees every row."),
]


def add_to(app: typer.Typer) -> None:
    """Hang the commands on the root command."""
    app.command("backup")(backup)
    app.command("backup-key")(backup_key)
    app.command("restore")(restore)


def backup(
    folder: Annotated[Path, typer.Argument(help="Where backups are kept; better on another machine.")],
    to: Annotated[str, typer.Option("--to", metavar="age1…", envvar="KOKONG_BACKUP_KEY", help="The public key.")],
    keep: Annotated[int, typer.Option(min=0, help="Keep so many of the newest; 0: all.")] = 0,
    try_it: Annotated[
        bool, typer.Option("--try/--no-try", help="Restore it beside and compare every table.")
    ] = True,
    admin: Admin = None,
) -> None:
    """Back up the database and the secrets, while work goes on; encrypted, and tried by restoring it."""
    from kokong.install import backup as room

    here, now = installation.current(), datetime.now(UTC)
    taken = room.take(here, folder=folder, to=to, now=now, try_it=try_it, address=admin)
    said = "restored beside and found the same" if taken.tried else "not tried"
    typer.echo(f"{taken.path}: {taken.bytes:,} bytes, {taken.tables} tables, {taken.rows:,} rows; {said}.")
    for path in room.forget_older(folder, keep=keep) if keep else ():
        typer.echo(f"{path.name} is gone.")


def backup_key(file: Annotated[Path, typer.Argument(help="Where the secret key goes.")]) -> None:
    """Make the key that opens backups. Keep its file anywhere but on the server, twice."""
    from kokong.install import backup as room

    typer.echo(f"{room.make_key(file)}")
    typer.echo(
        f"Backups made with --to and this key are opened by {file} alone. Move it off this machine.", err=True
    )


def restore(
    file: Annotated[Path, typer.Argument(help="A backup.")],
    identity: Annotated[Path, typer.Option("--identity", "-i", help="The file of `kokong backup-key`.")],
    municipality: Annotated[str, typer.Option("--municipality", "-m", help="Only this one, beside others.")] = "",
    code: Annotated[str, typer.Option("--code", help="With --municipality: under another code.")] = "",
    admin: Admin = None,
) -> None:
    """Restore a backup into an installation that holds nothing, and compare every table; or one municipality."""
    begin()
    if municipality:
        _one(file, identity, municipality, code, admin)
        return
    from django.db.migrations.loader import MigrationLoader

    from kokong.install import backup as room

    known = frozenset(f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations)
    manifest = room.restore(installation.current(), path=file, identity=identity, known=known)
    rows = sum(each.rows for each in manifest.tables.values())
    typer.echo(f"Restored as of {manifest.taken}: {len(manifest.tables)} tables, {rows:,} rows, all the same.")
    typer.echo("Next: `kokong up`.")


def _one(file: Path, identity: Path, municipality: str, code: str, admin: str | None) -> None:
    """One municipality of a backup, taken in where there is none of its code."""
    import tempfile

    from kokong.install import backup as room
    from kokong.install import leaving as parts
    from kokong.install.backup import postgres

    from . import leaving

    with tempfile.TemporaryDirectory(prefix="kokong-one-") as folder:
        open_, police = Path(folder) / "municipality", Path(folder) / "police"
        with room.beside(path=file, identity=identity) as conninfo:
            parts.export(conninfo, code=municipality, to=open_, police=police, now=datetime.now(UTC))
        there = postgres.admin(installation.current(), admin)
        leaving.imported(parts.take_in(there, path=open_, police=police, code=code))
