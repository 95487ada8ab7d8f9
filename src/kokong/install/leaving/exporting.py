"""Everything of a municipality as open files: one moment, one file for each authority."""

import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

import psycopg

import kokong
from kokong.install.backup import postgres

from . import readable, rows, schema
from .schema import Connection, Table
from .values import MANIFEST, TABLES, LeavingError, Manifest, Part, Said, sha256

PARTS: Final[tuple[Part, ...]] = ("municipality", "police")
Extra = Callable[[Path, Part], None]


@dataclass(frozen=True)
class Exported:
    """A part that was written, and the digest that names it."""

    path: Path
    part: Part
    tables: int
    rows: int
    digest: str


@contextmanager
def reading(conninfo: str) -> Iterator[Connection]:
    """A transaction that sees every row as it was at one moment."""
    with psycopg.connect(conninfo) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        if not postgres.sees_all(connection):
            raise LeavingError(
                "This role doesn't see every row, so an export would lack some. Nothing was written."
            )
        for setting in rows.SETTINGS:
            connection.execute(setting)
        yield connection


def municipality(connection: Connection, code: str) -> tuple[int, str]:
    """Its number and its name. Raises LeavingError where there is none of that code."""
    row = connection.execute("SELECT id, name FROM kernel_municipality WHERE code = %s", [code]).fetchone()
    if row is None:
        raise LeavingError(f"There is no municipality {code} here. `kokong municipality list` names them.")
    return int(str(row[0])), str(row[1])


def export(
    conninfo: str, *, code: str, to: Path, now: datetime, police: Path | None = None, extra: Extra | None = None
) -> Sequence[Exported]:
    """Write what the municipality may read to `to`, and what only the police may to `police` if it is given.

    Both parts are of one moment. A path that ends in .zip becomes one file, another a folder; neither may be
    there. `extra` adds more files for people to a part's folder. Raises LeavingError; then nothing is written.
    """
    wanted = {"municipality": to} | ({"police": police} if police else {})
    for path in wanted.values():
        if path.exists():
            raise LeavingError(f"{path} is there already. Nothing was written.")
    with tempfile.TemporaryDirectory(prefix="kokong-export-") as work, reading(conninfo) as connection:
        number, name = municipality(connection, code)
        made = {}
        for part in wanted:
            folder = Path(work) / part
            made[part] = _written(connection, folder, part, (code, number, name), now, extra)
        for part, path in wanted.items():
            _deliver(Path(work) / part, path)
    return [
        Exported(wanted[part], part, sum(1 for each in m.tables.values() if each.rows), m.rows, m.digest)
        for part, m in made.items()
    ]


def _written(
    connection: Connection,
    folder: Path,
    part: Part,
    whose: tuple[str, int, str],
    now: datetime,
    extra: Extra | None,
) -> Manifest:
    code, number, name = whose
    (folder / TABLES).mkdir(parents=True)
    tenants = schema.tables(connection)
    said = {table.name: _table(connection, folder, table, part, number, tenants) for table in tenants.values()}
    if part == "municipality":
        _accounts(connection, folder, number)
    readable.write(connection, folder, part=part, number=number, tenants=tenants)
    if extra:
        extra(folder, part)
    files = {str(path.relative_to(folder)): sha256(path) for path in sorted(folder.rglob("*")) if path.is_file()}
    manifest = Manifest(
        part=part, code=code, name=name, taken=now.isoformat(), version=kokong.__version__,
        key=f"{code} {now.isoformat()}", migrations=schema.fingerprint(connection), tables=said, files=files,
    )  # fmt: skip
    (folder / MANIFEST).write_text(manifest.to_json(), encoding="utf-8")
    return manifest


def _table(
    connection: Connection, folder: Path, table: Table, part: Part, number: int, tenants: Mapping[str, Table]
) -> Said:
    found = rows.read(connection, table, part=part, number=number, tenants=tenants)
    return rows.write(folder / TABLES / f"{table.name}.csv", table, found)


ACCOUNT: Final = Table(
    schema.ACCOUNTS,
    "id",
    tuple(schema.Column(n, "text", required=True) for n in ("id", "email", "name", "language")),
)


def _accounts(connection: Connection, folder: Path, number: int) -> None:
    """Whose work the rows are: number, proven address, name. Nothing that signs anybody in."""
    found = connection.execute(
        "SELECT id::text, email, name, language FROM people_user u WHERE EXISTS"
        " (SELECT FROM people_membership m WHERE m.user_id = u.id AND m.municipality_id = %s) ORDER BY u.id",
        [number],
    )
    told = (tuple(str(value) for value in row) for row in found)
    rows.write(folder / TABLES / f"{schema.ACCOUNTS}.csv", ACCOUNT, told)


def _deliver(folder: Path, to: Path) -> None:
    """Give what was written its place, under its name once it is whole."""
    half = to.with_name(f".{to.name}.part")
    try:
        if to.suffix == ".zip":
            with zipfile.ZipFile(half, "w", zipfile.ZIP_DEFLATED) as archive:
                for path in sorted(folder.rglob("*")):
                    archive.write(path, path.relative_to(folder))
            half.chmod(0o600)
        else:
            shutil.copytree(folder, half)
            half.chmod(0o700)
        half.rename(to)
    except OSError as error:
        raise LeavingError(f"{to} could not be written: {error.strerror}. There is no export.") from error
