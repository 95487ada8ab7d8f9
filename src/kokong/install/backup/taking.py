"""Taking a backup: everything as it was at one moment, while work goes on."""

import tarfile
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import psycopg
import pyrage

import kokong
from kokong.kernel import roles
from kokong.kernel.installation import Installation

from . import keeping, keys, postgres, restoring
from .values import DUMP, FILES, MANIFEST, SECRETS, SUFFIX, BackupError, Manifest


@dataclass(frozen=True)
class Taken:
    """A backup that was taken; `tried`: it was restored into a fresh database and holds the same rows."""

    path: Path
    bytes: int
    tables: int
    rows: int
    tried: bool


def take(
    here: Installation, *, folder: Path, to: str, now: datetime, try_it: bool = True, address: str | None = None
) -> Taken:
    """Write a backup into `folder`, encrypted to the public key `to`; then restore it beside and compare.

    The database is read in one transaction, so that work goes on and what was half done is not in it. The file has
    its name once it is whole. Raises BackupError; then there is none.
    """
    reader = keys.recipient(to)
    conninfo = postgres.admin(here, address)
    if not folder.is_dir():
        raise BackupError(f"There is no folder {folder}. Nothing was written.")
    target = folder / f"kokong-{now:%Y%m%dT%H%M%S}{SUFFIX}"
    if target.exists():
        raise BackupError(f"{target} is there already. Nothing was written.")
    with tempfile.TemporaryDirectory(prefix="kokong-backup-") as work:
        dump = Path(work) / DUMP
        manifest = _dump(conninfo, dump, now)
        if try_it:
            restoring.compare(dump, manifest)
        _write(here, Path(work), manifest, target, reader)
    rows = sum(each.rows for each in manifest.tables.values())
    taken = Taken(target, target.stat().st_size, len(manifest.tables), rows, try_it)
    keeping.remember(here, tried=try_it, now=now)
    return taken


def _dump(conninfo: str, path: Path, now: datetime) -> Manifest:
    """The database as one transaction sees it, and what each table then holds."""
    try:
        with psycopg.connect(conninfo) as connection:
            connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            connection.read_only = True
            if not postgres.sees_all(connection):
                raise BackupError(
                    "This role doesn't see every row, so its backup would lack some. Nothing was written."
                )
            row = connection.execute("SELECT pg_export_snapshot()").fetchone()
            assert row is not None
            postgres.run("pg_dump", conninfo, "--format=custom", f"--snapshot={row[0]}", f"--file={path}")
            return Manifest(
                version=kokong.__version__,
                taken=now.isoformat(),
                prefix=roles.prefix_of(connection),
                migrations=_migrations(connection),
                tables=postgres.digests(connection),
            )
    except psycopg.OperationalError as error:
        raise BackupError(f"The database does not answer: {str(error).splitlines()[0]}.") from error


def _migrations(connection: postgres.Connection) -> list[str]:
    if connection.execute("SELECT to_regclass('django_migrations')").fetchone() == (None,):
        raise BackupError("The database has no tables yet, so there is nothing to back up.")
    found = connection.execute("SELECT app || '.' || name FROM django_migrations ORDER BY 1")
    return [str(name) for (name,) in found]


def _write(
    here: Installation, work: Path, manifest: Manifest, target: Path, reader: "pyrage.x25519.Recipient"
) -> None:
    """The archive, encrypted; under its name once it is whole."""
    plain, sealed = work / "archive.tar", target.with_suffix(".part")
    (work / MANIFEST).write_text(manifest.to_json(), encoding="utf-8")
    with tarfile.open(plain, "w") as archive:
        for name in (MANIFEST, DUMP):
            archive.add(work / name, arcname=name)
        for secret in sorted((here.secrets or here.home).glob(SECRETS)):
            archive.add(secret, arcname=f"{FILES}/{secret.name}")
    try:
        with plain.open("rb") as source, sealed.open("xb") as drain:
            pyrage.encrypt_io(source, drain, [reader])
        sealed.chmod(0o600)
        sealed.rename(target)
    except OSError as error:
        sealed.unlink(missing_ok=True)
        raise BackupError(f"{target} could not be written: {error.strerror}. No backup was made.") from error
