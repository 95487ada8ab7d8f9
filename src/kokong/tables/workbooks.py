"""The first sheet of a workbook: XLSX, XLS or ODS."""

import zipfile
from collections.abc import Iterator
from typing import BinaryIO, Final

from python_calamine import CalamineError, CalamineWorkbook

from .cells import Cell, as_text
from .faults import Fault, Unreadable

MAX_UNPACKED: Final = 300 * 1024 * 1024
ZIP: Final = b"PK\x03\x04"
OLE: Final = b"\xd0\xcf\x11\xe0"


def rows(file: BinaryIO) -> Iterator[tuple[int, list[Cell]]]:
    """Its rows that aren't empty, numbered from 1.

    Raises Unreadable for a workbook that is broken, protected or unpacks beyond MAX_UNPACKED.
    """
    try:
        _check_size(file)
        file.seek(0)
        sheet = CalamineWorkbook.from_filelike(file).get_sheet_by_index(0)
        cells = sheet.to_python()
    except (CalamineError, zipfile.BadZipFile, IndexError) as error:
        raise Unreadable(Fault.BROKEN_WORKBOOK) from error
    first = 1 + (sheet.start or (0, 0))[0]  # calamine leaves out what is empty above
    return ((number, row) for number, row in enumerate(cells, first) if any(map(as_text, row)))


def _check_size(file: BinaryIO) -> None:
    file.seek(0)
    if file.read(4) != ZIP:
        return
    with zipfile.ZipFile(file) as packed:
        if sum(entry.file_size for entry in packed.infolist()) > MAX_UNPACKED:
            raise Unreadable(Fault.HUGE_WORKBOOK)
