"""An uploaded file as a header and rows of cells, small enough to be kept and read at once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from django.utils.translation import gettext as _

from kokong import tables
from kokong.kernel.errors import UserError
from kokong.tables import Cell, Fault

MAX_BYTES: Final = 20 * 1024 * 1024
MAX_ROWS: Final = 100_000
MAX_COLUMNS: Final = 200


class Unreadable(UserError):
    """The file is none that can be imported; the message says why."""


@dataclass(frozen=True)
class Row:
    """One row with its number in the file, from 1."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Table:
    """A file's header and its rows. Empty rows are left out."""

    header: tuple[str, ...]
    rows: tuple[Row, ...]


def read(content: bytes) -> Table:
    """The first sheet of an XLSX, XLS or ODS file, or a CSV of whatever encoding and delimiter.

    Raises Unreadable for an empty file, one that is too large, and one that is neither.
    """
    if len(content) > MAX_BYTES:
        raise Unreadable(
            _("The file is larger than %(limit)d MB. Nothing was imported. Divide it and import the parts.")
            % {"limit": MAX_BYTES // 1024 // 1024}
        )
    try:
        with tables.opened(content) as table:
            rows = tuple(Row(number, tuple(cells)) for number, cells in islice(table.rows, MAX_ROWS + 1))
    except tables.Unreadable as error:
        raise Unreadable(_WHY[error.fault]() % {"line": error.line, "problem": error.problem}) from error
    _check(table.header, rows)
    return Table(table.header, rows)


def _check(header: Sequence[str], rows: Sequence[Row]) -> None:
    if len(header) > MAX_COLUMNS:
        raise Unreadable(_("The file has more than %(limit)d columns.") % {"limit": MAX_COLUMNS})
    if not rows:
        raise Unreadable(_("The file has a header but no rows below it."))
    if len(rows) > MAX_ROWS:
        raise Unreadable(
            _("The file has more than %(limit)d rows. Nothing was imported. Divide it and import the parts.")
            % {"limit": MAX_ROWS}
        )


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
}
