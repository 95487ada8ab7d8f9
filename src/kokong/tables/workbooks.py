"""One sheet of a workbook: XLSX, XLS or ODS."""

import re
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO, Final

from python_calamine import CalamineError, CalamineWorkbook

from . import extents
from .bounds import Bounds
from .cells import Cell, as_text
from .faults import Fault, Unreadable

ZIP: Final = b"PK\x03\x04"
OLE: Final = b"\xd0\xcf\x11\xe0"
MAX_UNPACKED: Final = 300 * 1024 * 1024
MOST_PARTS: Final = 10_000
PACKINGS: Final = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
HEAD: Final = 64 * 1024
OLD_HEAD: Final = 1024 * 1024
_1904: Final = re.compile(rb"""<(?:\w+:)?workbookPr\b[^>]*\bdate1904\s*=\s*["'](?:1|true)["']""")
# The record DATEMODE of an XLS, between those that always stand beside it: HIDEOBJ before, PRECISION after.
_OLD_1904: Final = re.compile(rb"\x8d\x00\x02\x00..\x22\x00\x02\x00\x01\x00\x0e\x00", re.DOTALL)
BROKEN: Final = (CalamineError, zipfile.BadZipFile, zlib.error, EOFError, IndexError, RuntimeError)


@dataclass(frozen=True)
class Sheet:
    """One sheet: its rows that aren't empty, numbered from 1, and what all sheets of the workbook are called."""

    names: tuple[str, ...]
    number: int
    rows: Sequence[tuple[int, list[Cell]]]
    epoch_1904: bool = False


def sheet(file: BinaryIO, bounds: Bounds, *, number: int | None = None) -> Sheet:
    """A sheet by its number, from 0; the first with anything in it where none is told.

    Raises Unreadable for a workbook that is broken, protected or opens to more than `bounds`.
    """
    tried = number or 0
    try:
        _check_parts(file)
        _check_extent(file, tried, bounds)  # of a document all of it is read as soon as it is opened
        file.seek(0)
        book = CalamineWorkbook.from_filelike(file)
        names = tuple(book.sheet_names)
        found = _rows(book, tried)
        while not found and number is None and tried + 1 < len(names):
            tried += 1
            _check_extent(file, tried, bounds)
            found = _rows(book, tried)
        left = (book.get_sheet_by_index(tried).start or (0, 0))[1]
        found, of_1904 = _with_errors(file, tried, left, found), _from_1904(file)
    except BROKEN as error:
        raise Unreadable(Fault.BROKEN_WORKBOOK) from error
    return Sheet(names, tried, found, of_1904)


def _from_1904(file: BinaryIO) -> bool:
    """Whether the workbook counts its days from 1904, as those of old Macs do."""
    file.seek(0)
    if file.read(4) == OLE[:4]:
        file.seek(0)
        return _OLD_1904.search(file.read(OLD_HEAD)) is not None
    with zipfile.ZipFile(file) as packed:
        if "xl/workbook.xml" not in packed.namelist():
            return False
        with packed.open("xl/workbook.xml") as part:
            return _1904.search(part.read(HEAD)) is not None


def _with_errors(
    file: BinaryIO, number: int, left: int, rows: list[tuple[int, list[Cell]]]
) -> list[tuple[int, list[Cell]]]:
    """The same rows with the errors that their cells show (`#REF!`), which calamine leaves empty."""
    file.seek(0)
    if file.read(4) != ZIP:
        return rows
    with zipfile.ZipFile(file) as packed:
        errors = extents.errors(packed, sheet=number)
    for at, row in rows if errors else ():
        for column, said in errors.get(at, {}).items():
            if 0 <= column - left < len(row) and not as_text(row[column - left]):
                row[column - left] = said
    return rows


def _rows(book: CalamineWorkbook, number: int) -> list[tuple[int, list[Cell]]]:
    found = book.get_sheet_by_index(number)
    cells = found.to_python()
    first = 1 + (found.start or (0, 0))[0]  # calamine leaves out what is empty above, and what is to the left
    return [(at, row) for at, row in enumerate(cells, first) if any(map(as_text, row))]


def _check_parts(file: BinaryIO) -> None:
    """What the parts of the workbook unpack to, before it is opened."""
    file.seek(0)
    if file.read(4) != ZIP:
        return
    with zipfile.ZipFile(file) as packed:
        parts = packed.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise Unreadable(Fault.HUGE_WORKBOOK)
    if not PACKINGS.issuperset(part.compress_type for part in parts):
        raise Unreadable(Fault.BROKEN_WORKBOOK)


def _check_extent(file: BinaryIO, number: int, bounds: Bounds) -> None:
    """How far apart a sheet's cells are, before it is read.

    calamine holds the whole rectangle from the first cell to the last: two cells in the corners of a sheet of
    1.4 kB would take 400 GB.
    """
    file.seek(0)
    if file.read(4) != ZIP:
        return
    with zipfile.ZipFile(file) as packed:
        cells = extents.cells(packed, most=bounds.sheet, sheet=number)
    if cells > bounds.sheet:
        raise Unreadable(Fault.HUGE_SHEET, count=cells)
