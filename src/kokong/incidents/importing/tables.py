"""An uploaded file as a header and rows of cells, small enough to be kept and read at once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from kokong import tables
from kokong.kernel.errors import UserError
from kokong.tables import Cell, Fault

MAX_BYTES: Final = 20 * 1024 * 1024


class Unreadable(UserError):
    """The file is none that can be imported; the message says why. `busy`: it may be read later."""

    def __init__(self, message: str, *, busy: bool = False) -> None:
        super().__init__(message)
        self.busy = busy


@dataclass(frozen=True)
class Row:
    """One row with its number in the file, from 1."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Table:
    """A file's header, its rows or the first of them, and how many it has. Empty rows are left out."""

    header: tuple[str, ...]
    rows: tuple[Row, ...]
    total: int


def read(content: bytes, *, first: int | None = None) -> Table:
    """The first sheet of an XLSX, XLS or ODS file, or a CSV of whatever encoding and delimiter.

    It is opened in a process of its own (see `kokong.tables.apart`). With `first`, only so many rows are handed
    over. Raises Unreadable for an empty file, one that is or opens to too much, and one that is neither.
    """
    if len(content) > MAX_BYTES:
        raise Unreadable(
            _("The file is larger than %(limit)d MB. Nothing was imported. Divide it and import the parts.")
            % {"limit": MAX_BYTES // 1024 // 1024}
        )
    try:
        found = tables.uploaded(content, first=first)
    except tables.Unreadable as error:
        raise Unreadable(_why(error), busy=error.fault is Fault.BUSY) from error
    if not found.total:
        raise Unreadable(_("The file has a header but no rows below it."))
    rows = tuple(Row(number, tuple(cells)) for number, cells in found.rows)
    return Table(found.header, rows, found.total)


def _why(error: tables.Unreadable) -> str:
    said = {
        "line": error.line,
        "problem": error.problem,
        "limit": error.count,
        "count": number_format(error.count, force_grouping=True),
        "most": number_format(tables.UPLOADED.sheet, force_grouping=True),
    }
    return _WHY[error.fault]() % said


def _no_table() -> str:
    return _("The file is neither a spreadsheet nor readable text. Save it as XLSX or as CSV in UTF-8.")


_WHY: Final[Mapping[Fault, Callable[[], str]]] = {
    Fault.EMPTY: lambda: _("The file is empty."),
    Fault.NO_TABLE: _no_table,
    Fault.CUT_OFF: _no_table,
    Fault.BROKEN_LINE: lambda: _("The file stops making sense as CSV at line %(line)d: %(problem)s"),
    Fault.BROKEN_WORKBOOK: lambda: _(
        "The workbook can't be read; it may be cut off or protected. Save it again, or as CSV."
    ),
    Fault.HUGE_WORKBOOK: lambda: _("The workbook is too large. Save the sheet as CSV and import that."),
    Fault.HUGE_SHEET: lambda: _(
        "The sheet reaches over %(count)s cells; at most %(most)s can be read. Nothing was imported. Often a "
        "single cell stands far outside the table: copy the rows with burglaries to a new sheet, or save as CSV."
    ),
    Fault.HUGE_TEXT: lambda: _(
        "The file holds more than can be read at once. Nothing was imported. Divide it and import the parts."
    ),
    Fault.MANY_ROWS: lambda: _(
        "The file has more than %(limit)d rows. Nothing was imported. Divide it and import the parts."
    ),
    Fault.MANY_COLUMNS: lambda: _("The file has more than %(limit)d columns."),
    Fault.COSTLY: lambda: _(
        "Opening the file took more memory or time than a file may, so it was stopped. Nothing was imported. "
        "Copy the rows with burglaries to a new sheet, or save it as CSV, and import that."
    ),
    Fault.BUSY: lambda: _("Other files are being read just now. Nothing was imported. Try again in a minute."),
}
