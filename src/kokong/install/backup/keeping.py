"""Which backup was the last, for the doctor; and letting older ones go."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from kokong.kernel.installation import Installation, own_folder

from .values import SUFFIX

FILE: Final = "backup.json"


@dataclass(frozen=True)
class Newest:
    """When the newest backup was taken, and the newest that was tried; None where there was none."""

    taken: datetime | None
    tried: datetime | None


def newest(here: Installation) -> Newest:
    """What this installation remembers of its backups."""
    told = _told(here)
    taken, tried = (datetime.fromisoformat(told[name]) if told.get(name) else None for name in ("taken", "tried"))
    return Newest(taken, tried)


def remember(here: Installation, *, tried: bool, now: datetime) -> None:
    """Keep that a backup was taken, and whether it was tried."""
    told = {**_told(here), "taken": now.isoformat()} | ({"tried": now.isoformat()} if tried else {})
    own_folder(here.backup_folder)
    fresh = here.backup_folder / f".{FILE}"
    fresh.write_text(json.dumps(told), encoding="utf-8")
    fresh.replace(here.backup_folder / FILE)


def _told(here: Installation) -> dict[str, str]:
    try:
        found: dict[str, str] = json.loads((here.backup_folder / FILE).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return found


def forget_older(folder: Path, *, keep: int) -> list[Path]:
    """Remove all but the newest `keep` backups of a folder; those that went."""
    found = sorted(folder.glob(f"kokong-*{SUFFIX}"), reverse=True)
    for path in found[keep:]:
        path.unlink()
    return found[keep:]
