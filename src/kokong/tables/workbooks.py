"""The first sheet of a workbook: XLSX, XLS or ODS."""

import zipfile
import zlib
from collections.abc import Iterator
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
BROKEN: Final = (CalamineError, zipfile.BadZipFile, zlib.error, EOFError, IndexError, RuntimeError)


def rows(file: BinaryIO, bounds: Bounds) -> Iterator[tuple[int, list[Cell]]]:
    """Its rows that aren't empty, numbered from 1.

    Raises Unreadable for a workbook that is broken, protected or opens to more than `bounds`.
    """
    try:
        _check(file, bounds)
        file.seek(0)
        sheet = CalamineWorkbook.from_filelike(file).get_sheet_by_index(0)
        cells = sheet.to_python()
    except BROKEN as error:
        raise Unreadable(Fault.BROKEN_WORKBOOK) from error
    first = 1 + (sheet.start or (0, 0))[0]  # calamine leaves out what is empty above
    return ((number, row) for number, row in enumerate(cells, first) if any(map(as_text, row)))


def _check(file: BinaryIO, bounds: Bounds) -> None:
    """Before the workbook is opened: what its parts unpack to, and how far apart its cells are.

    calamine holds the whole rectangle from the first cell to the last: two cells in the corners of a sheet of
    1.4 kB would take 400 GB.
    """
    file.seek(0)
    if file.read(4) != ZIP:
        return
    with zipfile.ZipFile(file) as packed:
        parts = packed.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
            raise Unreadable(Fault.HUGE_WORKBOOK)
        if not PACKINGS.issuperset(part.compress_type for part in parts):
            raise Unreadable(Fault.BROKEN_WORKBOOK)
        cells = extents.cells(packed, most=bounds.sheet)
    if cells > bounds.sheet:
        raise Unreadable(Fault.HUGE_SHEET, count=cells)
