"""Workbooks for people's spreadsheets, written here beside the CSV and as careful."""

import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Final

from .cleaning import clean

WIDEST: Final = 60  # characters
LONGEST: Final = 32_767  # what a cell holds


def as_xlsx(rows: Iterable[Iterable[object]]) -> bytes:
    """Rows as a workbook of one sheet, headers first, as wide as what they say.

    Numbers, days and times stay such (a time of a zone is written as that zone's clock shows it). Everything else
    is text, also what looks like a formula: nothing in it runs, and nothing needs an apostrophe.
    """
    from openpyxl import Workbook  # takes a while to load, and most processes write no workbook
    from openpyxl.utils import get_column_letter

    cells = [[_plain(cell) for cell in row] for row in rows]
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.freeze_panes = "A2"
    for number, column in enumerate(zip(*cells, strict=False), 1):
        sheet.column_dimensions[get_column_letter(number)].width = _width(column)
    for number, row in enumerate(cells):
        sheet.append([_cell(sheet, cell, header=number == 0) for cell in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _plain(cell: object) -> Any:
    if isinstance(cell, datetime):
        return cell.replace(tzinfo=None)
    if isinstance(cell, int | float | Decimal | date | time):
        return cell
    return None if cell is None else clean(str(cell))[:LONGEST] or None


def _width(column: Sequence[object]) -> int:
    return min(max(len(str(cell or "")) for cell in column) + 3, WIDEST)


def _cell(sheet: Any, value: Any, *, header: bool) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, str):
        cell.data_type = "s"  # openpyxl takes "=1+1" for a formula
        cell.quotePrefix = True  # and a spreadsheet would, once the cell is edited
    if header:
        cell.font = Font(bold=True)
    return cell
