"""The file that a whole group travels in: a zip what is read again, and tables for people. Pure."""

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

FORMAT: Final = "kokong watch group 1"
INSIDE: Final = "group.json"
MOST_BYTES: Final = 4 * 1024 * 1024
MOST_HOMES: Final = 5000
COLUMNS: Final = ("address", "answer", "since", "name", "email", "phone", "role", "decals")


class NotOurs(ValueError):
    """The file is none that a group was taken out into, or has been changed so that it can't be read."""


@dataclass(frozen=True)
class Package:
    """A group as it travels: its name, where it was, addresses of its homes, and its roster as `COLUMNS`."""

    name: str
    municipality: str
    homes: tuple[str, ...]
    roster: tuple[tuple[str, ...], ...]


def packed(package: Package, *, told: Mapping[str, Any], files: Mapping[str, str]) -> bytes:
    """The zip: what `unpacked` reads, with what else is `told` of the group, and `files` for people."""
    content = {"format": FORMAT, "columns": COLUMNS, **asdict(package), **told}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written:
        written.writestr(INSIDE, json.dumps(content, ensure_ascii=False, indent=1, default=str))
        for name, text in files.items():
            written.writestr(name, text.encode("utf-8-sig"))
    return out.getvalue()


def unpacked(content: bytes) -> Package:
    """What a file holds. Raises NotOurs; nothing larger than `MOST_BYTES` is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as file, file.open(INSIDE) as inside:
            read = inside.read(MOST_BYTES + 1)
        said = json.loads(read) if len(read) <= MOST_BYTES else None
    except (
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        NotImplementedError,
        RuntimeError,
        EOFError,
        OSError,
    ) as error:
        raise NotOurs(INSIDE) from error
    if not isinstance(said, dict) or said.get("format") != FORMAT:
        raise NotOurs(INSIDE)
    return Package(
        _text(said.get("name")), _text(said.get("municipality")), _row(said.get("homes"), MOST_HOMES),
        tuple(_line(each) for each in _list(said.get("roster"), MOST_HOMES)),
    )  # fmt: skip


def _line(said: object) -> tuple[str, ...]:
    found = _row(said, len(COLUMNS))
    if len(found) != len(COLUMNS):
        raise NotOurs("roster")
    return found


def _row(said: object, most: int) -> tuple[str, ...]:
    return tuple(_text(each) for each in _list(said, most))


def _list(said: object, most: int) -> Sequence[object]:
    if not isinstance(said, list) or len(said) > most:
        raise NotOurs("list")
    return said


def _text(said: object) -> str:
    if not isinstance(said, str) or len(said) > 400:
        raise NotOurs("text")
    return said
