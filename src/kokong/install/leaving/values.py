"""What a municipality's export is made of."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from kokong.kernel.errors import UserError

MANIFEST: Final = "manifest.json"
TABLES: Final = "tables"
FORMAT: Final = 1
Part = str  # "municipality", or "police": what only that authority may read


class LeavingError(UserError):
    """An export, an import or a forgetting can't be done; the message says what to do."""


@dataclass(frozen=True)
class Said:
    """What a table holds in a part: so many rows, and the digest of what they say in the source's numbers."""

    rows: int
    digest: str


@dataclass(frozen=True)
class Manifest:
    """What lies in an export. `files` are SHA-256 of each file; `key` is the same in both parts of one export.

    `migrations` are what the tables were made by: another program takes the files in only where it has the same.
    """

    part: Part
    code: str
    name: str
    taken: str
    version: str
    key: str
    migrations: str
    tables: Mapping[str, Said]
    files: Mapping[str, str]
    format: int = FORMAT

    def to_json(self) -> str:
        """As the export holds it."""
        return json.dumps(asdict(self), indent=1, ensure_ascii=False)

    @property
    def digest(self) -> str:
        """The digest that names this export: it covers every file."""
        return hashlib.sha256(self.to_json().encode()).hexdigest()

    @property
    def rows(self) -> int:
        """How many rows all tables hold together."""
        return sum(each.rows for each in self.tables.values())


@dataclass(frozen=True)
class Forgotten:
    """What was erased: rows by table, and how many lines of the log came after the export."""

    code: str
    name: str
    erased: Mapping[str, int]
    accounts: int
    jobs: int
    later_lines: int

    @property
    def rows(self) -> int:
        """All rows."""
        return sum(self.erased.values())


def manifest_from(text: str) -> Manifest:
    """As `Manifest.to_json` wrote it. Raises LeavingError for what isn't one."""
    try:
        told = json.loads(text)
        tables = {name: Said(**said) for name, said in told.pop("tables").items()}
        found = Manifest(**told, tables=tables)
    except (ValueError, TypeError, KeyError) as error:
        raise LeavingError("This is no export of a municipality. Nothing was changed.") from error
    if found.format != FORMAT:
        raise LeavingError("This export is of another format. Take the Kokong that wrote it. Nothing was changed.")
    return found


def sha256(path: Path) -> str:
    """The digest of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def missing(manifest: Manifest, folder: Path) -> Sequence[str]:
    """Files of an unpacked export that aren't there, or aren't what was written."""
    return [
        name
        for name, digest in manifest.files.items()
        if not (folder / name).is_file() or sha256(folder / name) != digest
    ]
