"""An uploaded file as a header and lines of cells, small enough to be kept and read at once."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _

from kokong import tables
from kokong.kernel import unreadable
from kokong.tables import Cell, Fault
from kokong.tables.headers import told_apart

from .values import Unreadable

MAX_BYTES: Final = 20 * 1024 * 1024
SOME: Final = 50


@dataclass(frozen=True)
class Line:
    """One row as it stands, with its number in the file, from 1."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Table:
    """A file's header, its rows or the first of them, and how many it has. Empty rows are left out.

    `at` is the number of the row with the header, `sheets` what a workbook's sheets are called, `sheet` which one
    this is.
    """

    header: tuple[str, ...]
    rows: tuple[Line, ...]
    total: int
    at: int = 1
    sheets: tuple[str, ...] = ()
    sheet: int = 0
    epoch_1904: bool = False
    deep: int = 1

    @property
    def some(self) -> list[tuple[Cell, ...]]:
        """The cells of the first rows, to tell what a column holds."""
        return [line.cells for line in self.rows[:SOME]]


def read(content: bytes, *, first: int | None = None, sheet: int | None = None, header: int = 0) -> Table:
    """A sheet of an XLSX, XLS or ODS file, or a CSV of whatever encoding and delimiter.

    It is opened in a process of its own (see `kokong.tables.apart`). With `first`, only so many rows are handed
    over; `sheet` and `header` are as `kokong.tables.opened` has them.
    Raises Unreadable for an empty file, one that is or opens to too much, and one that is neither.
    """
    if len(content) > MAX_BYTES:
        raise Unreadable(
            _("The file is larger than %(limit)d MB. Nothing was imported. Divide it and import the parts.")
            % {"limit": MAX_BYTES // 1024 // 1024}
        )
    try:
        found = tables.uploaded(content, first=first, sheet=sheet, header=header)
    except tables.Unreadable as error:
        raise Unreadable(unreadable.said(error), busy=error.fault is Fault.BUSY) from error
    if not found.total:
        raise Unreadable(_("The file has a header but no rows below it."))
    rows = tuple(Line(number, tuple(cells)) for number, cells in found.rows)
    return Table(
        told_apart(found.header), rows, found.total, found.at, found.sheets, found.sheet, found.epoch_1904
    )


def load(path_or_bytes: Path | bytes) -> bytes:
    """A file's content; a file over the limit is not read. Raises Unreadable."""
    if isinstance(path_or_bytes, bytes):
        return path_or_bytes
    try:
        with path_or_bytes.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        said = {"path": path_or_bytes, "problem": error.strerror}
        raise Unreadable(_("%(path)s can't be read: %(problem)s.") % said) from error
