"""What a backup is made of."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Final

from kokong.kernel.errors import UserError

SUFFIX: Final = ".kokong.age"
MANIFEST, DUMP, FILES = "manifest.json", "database.dump", "files"
SECRETS: Final = (
    "*.secret"  # without them no second factor, no link in a letter and no encrypted panel is understood
)


class BackupError(UserError):
    """A backup can't be made or read; the message says what to do."""


@dataclass(frozen=True)
class Digest:
    """How many rows a table has, and the sum of their hashes: the same for the same rows in any order."""

    rows: int
    sum: str


@dataclass(frozen=True)
class Manifest:
    """What lies in a backup. `prefix` begins the roles' names; `migrations` are those that were applied."""

    version: str
    taken: str
    prefix: str
    migrations: Sequence[str]
    tables: Mapping[str, Digest]

    def to_json(self) -> str:
        """As the backup holds it."""
        return json.dumps(asdict(self), indent=1)


def manifest_from(text: str) -> Manifest:
    """As `Manifest.to_json` wrote it."""
    told = json.loads(text)
    tables = {name: Digest(**digest) for name, digest in told.pop("tables").items()}
    return Manifest(**told, tables=tables)
