"""Cells that nobody may see again: keys, in files whose importer says so (`Seals`).

Such a file lies sealed until its import starts. Then it is written anew, each secret sealed by itself, so that
whoever takes the rows needs no secret of the installation to read the others. What is shown, kept or quoted of a
row has `HIDDEN` in the place of a secret, in whatever column it stands.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Final, Protocol

from django.utils.translation import gettext as _

from kokong.tables import Cell, as_csv, as_text

from .files import Table
from .values import Unreadable

HIDDEN: Final = "•••"
QUOTED: Final = 60  # characters of a cell that a message quotes


class Seals(Protocol):
    """What a room knows of its secrets in files."""

    def shown(self, text: str, *, field: str) -> str:
        """A cell as it may be seen, `HIDDEN` for a secret; `field` is the secret field in whose column it stands,
        empty elsewhere."""

    def cell(self, text: str, *, field: str) -> str:
        """A cell of a secret field as whoever takes its row may have it. Never raises: it says what is wrong."""

    def seal(self, content: bytes) -> bytes:
        """A whole file, sealed."""

    def unseal(self, content: bytes) -> bytes:
        """The file."""


def columns(header: Sequence[str], mapping: Mapping[str, str], secret: Collection[str]) -> dict[int, str]:
    """The secret fields, by where their columns are."""
    return {header.index(name): field for field, name in mapping.items() if field in secret and name in header}


def shown(seals: Seals | None, cells: Sequence[str], at: Mapping[int, str]) -> tuple[str, ...]:
    """The cells of a row as they may be seen; `at` as `columns` has it."""
    if seals is None:
        return tuple(cells)
    return tuple(seals.shown(text, field=at.get(n, "")) for n, text in enumerate(cells))


def quoted(seals: Seals | None, message: str, cells: Sequence[str], at: Mapping[int, str]) -> str:
    """A message about a row, without what of it must not be seen."""
    if seals is None:
        return message
    for number, text in enumerate(cells):
        if seals.shown(text, field=at.get(number, "")) != text:
            message = message.replace(text, HIDDEN).replace(text[:QUOTED], HIDDEN)
    return message


def check_header(seals: Seals | None, header: Sequence[str]) -> None:
    """Raises Unreadable where a secret stands among the headings, since those are kept."""
    if seals is not None and any(seals.shown(name, field="") != name for name in header):
        raise Unreadable(
            _("There is a key among the headings. Nothing was kept. Put a row with headings above the others.")
        )


def rewritten(seals: Seals, table: Table, at: Mapping[int, str]) -> bytes:
    """The table as CSV, its rows under their numbers, each secret sealed; one in another column is left out."""
    lines: list[Sequence[str]] = [[] for _row in range(table.at - 1)]
    lines.append(table.header)
    for line in table.rows:
        lines += [[] for _row in range(line.number - len(lines) - 1)]
        lines.append([_rewritten(seals, cell, field=at.get(n, "")) for n, cell in enumerate(line.cells)])
    return as_csv(lines).encode()


def _rewritten(seals: Seals, cell: Cell, *, field: str) -> str:
    text = as_text(cell)
    return seals.cell(text, field=field) if field else seals.shown(text, field="")
