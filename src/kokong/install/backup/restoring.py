"""Restoring a backup into an installation that holds nothing yet, and trying one beside."""

import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import psycopg
import pyrage
from psycopg import sql

from kokong.install import embedded
from kokong.kernel import roles
from kokong.kernel.installation import Installation

from . import keys, postgres
from .values import DUMP, FILES, MANIFEST, BackupError, Digest, Manifest, manifest_from

COMING: Final = f"{embedded.DATABASE}_coming"  # the name of the database until it is whole


def compare(dump: Path, manifest: Manifest) -> None:
    """Restore a dump on a server of its own that goes afterwards. Raises BackupError where rows differ."""
    with tempfile.TemporaryDirectory(prefix="kokong-restore-") as folder:
        home = Path(folder)
        home.chmod(0o711)  # the server has a user of its own, who passes through
        try:
            server = embedded.start(home / "server")
            _lay(server, dump, manifest, database=embedded.DATABASE)
        finally:
            embedded.stop(home / "server")


@contextmanager
def beside(*, path: Path, identity: Path) -> Iterator[str]:
    """A backup on a server of its own, which goes afterwards; how a superuser reaches it. Raises BackupError."""
    opener = keys.identity(identity)
    with tempfile.TemporaryDirectory(prefix="kokong-restore-") as folder:
        home = Path(folder)
        home.chmod(0o711)
        inside = home / "backup"
        inside.mkdir(mode=0o700)
        manifest = _unpack(path, opener, inside)
        try:
            server = embedded.start(home / "server")
            _lay(server, inside / DUMP, manifest, database=embedded.DATABASE)
            yield server.conninfo(user="postgres", database=embedded.DATABASE)
        finally:
            embedded.stop(home / "server")


def restore(here: Installation, *, path: Path, identity: Path, known: frozenset[str]) -> Manifest:
    """Bring a backup back into this installation, which must hold no municipality and not run.

    `known` are the migrations of this program: a backup of a newer one is refused. Until every table is compared,
    the database has another name, so that a restore that is killed leaves what there was. Raises BackupError.
    """
    if not here.embedded:
        raise BackupError(
            "This restores into the embedded database. For a PostgreSQL of your own see "
            "docs/how-to/back-up-and-restore.md. Nothing was changed."
        )
    opener = keys.identity(identity)
    with tempfile.TemporaryDirectory(prefix="kokong-restore-") as folder:
        manifest = _unpack(path, opener, Path(folder))
        newer = sorted(set(manifest.migrations) - known)
        if newer:
            raise BackupError(
                f"This backup is of a newer Kokong ({manifest.version}), with {len(newer)} changes to the tables "
                "that this one doesn't know. Install that version and restore again. Nothing was changed."
            )
        server = embedded.ensure_running(here.home)
        _refuse_filled(server)
        _lay(server, Path(folder) / DUMP, manifest, database=COMING)
        _bring_files(here, Path(folder) / FILES)
        _change_names(server)
    return manifest


def _unpack(path: Path, opener: "pyrage.x25519.Identity", folder: Path) -> Manifest:
    plain = folder / "archive.tar"
    try:
        with path.open("rb") as sealed, plain.open("wb") as drain:
            pyrage.decrypt_io(sealed, drain, [opener])
        with tarfile.open(plain) as archive:
            archive.extractall(folder, filter="data")
        plain.unlink()
        return manifest_from((folder / MANIFEST).read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise BackupError(f"There is no file {error.filename}. Nothing was changed.") from error
    except pyrage.DecryptError as error:
        raise BackupError(
            f"{path.name} can't be opened with this key, or is damaged. Nothing was changed."
        ) from error
    except (tarfile.TarError, ValueError, KeyError, OSError) as error:
        raise BackupError(f"{path.name} is no whole backup of Kokong. Nothing was changed.") from error


def _lay(server: embedded.Server, dump: Path, manifest: Manifest, *, database: str) -> None:
    """Restore a dump into an empty database and compare every table. Raises BackupError."""
    admin = server.conninfo(user="postgres", database="postgres")
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(database)))
        roles.prepare(connection, database=database, prefix=manifest.prefix)
    inside = server.conninfo(user="postgres", database=database)
    postgres.run("pg_restore", inside, "--exit-on-error", "--single-transaction", str(dump))
    with psycopg.connect(inside) as connection:
        _refuse_differing(postgres.digests(connection), manifest)


def _refuse_differing(found: dict[str, Digest], manifest: Manifest) -> None:
    names = sorted(set(found) | set(manifest.tables))
    differing = [name for name in names if found.get(name) != manifest.tables.get(name)]
    if differing:
        raise BackupError(
            f"{len(differing)} tables differ after restoring, {differing[0]} among them. This is no backup to "
            "rely on."
        )


def _refuse_filled(server: embedded.Server) -> None:
    with psycopg.connect(server.conninfo(user="postgres", database=embedded.DATABASE)) as connection:
        if connection.execute("SELECT to_regclass('kernel_municipality')").fetchone() == (None,):
            return
        row = connection.execute("SELECT count(*) FROM kernel_municipality").fetchone()
    if row and row[0]:
        raise BackupError(
            f"This installation holds {row[0]} municipalities already. Restore into one that holds none: set "
            "KOKONG_HOME to another folder. Nothing was changed."
        )


def _bring_files(here: Installation, files: Path) -> None:
    """The secrets, over those that an installation without municipalities made for itself."""
    for secret in sorted(files.glob("*")):
        here.give(secret.stem, secret.read_text(encoding="utf-8"))


def _change_names(server: embedded.Server) -> None:
    """The restored database takes the empty one's name, in one transaction."""
    names = {"old": sql.Identifier(embedded.DATABASE), "new": sql.Identifier(COMING)}
    aside = sql.Identifier(f"{embedded.DATABASE}_empty")
    try:
        with psycopg.connect(server.conninfo(user="postgres", database="postgres")) as connection:
            connection.execute(sql.SQL("ALTER DATABASE {old} RENAME TO {aside}").format(aside=aside, **names))
            connection.execute(sql.SQL("ALTER DATABASE {new} RENAME TO {old}").format(**names))
            connection.commit()
            connection.autocommit = True
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(aside))
    except psycopg.errors.ObjectInUse as error:
        raise BackupError(
            "Kokong is running in this folder. Stop it, and restore again. Nothing was changed."
        ) from error
