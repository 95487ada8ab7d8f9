"""Any spreadsheet or CSV as a header and rows of cells."""

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Final

from charset_normalizer import from_bytes
from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from kokong.kernel.errors import UserError

Cell = str | float | int | bool | datetime | date | time | timedelta

MAX_BYTES: Final = 20 * 1024 * 1024
MAX_ROWS: Final = 100_000
MAX_COLUMNS: Final = 200
MAX_UNPACKED: Final = 300 * 1024 * 1024
DELIMITERS: Final = ";,\t|"
SAMPLE: Final = 256 * 1024
ENCODINGS: Final = ["cp1252", "cp850", "mac_roman", "utf_16_le", "utf_16_be"]
BYTE_ORDER_MARKS: Final = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
ZIP: Final = b"PK\x03\x04"
OLE: Final = b"\xd0\xcf\x11\xe0"


class Unreadable(UserError):
    """The file is none that can be imported; the message says why."""


@dataclass(frozen=True)
class Row:
    """One row with its number in the file, the header being the first row with anything in it."""

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
    if not content.strip():
        raise Unreadable(_("The file is empty."))
    numbered = ((at, row) for at, row in enumerate(_lines(content), start=1) if any(map(_said, row)))
    header = tuple(str(cell).strip() for cell in next(numbered, (0, ()))[1])
    rows = tuple(Row(at, tuple(cells)) for at, cells in islice(numbered, MAX_ROWS + 1))
    _check(header, rows)
    return Table(header, rows)


def _check(header: Sequence[str], rows: Sequence[Row]) -> None:
    if not header:
        raise Unreadable(_("The file is empty."))
    if len(header) > MAX_COLUMNS:
        raise Unreadable(_("The file has more than %(limit)d columns.") % {"limit": MAX_COLUMNS})
    if not rows:
        raise Unreadable(_("The file has a header but no rows below it."))
    if len(rows) > MAX_ROWS:
        raise Unreadable(
            _("The file has more than %(limit)d rows. Nothing was imported. Divide it and import the parts.")
            % {"limit": MAX_ROWS}
        )


def _said(cell: Cell) -> bool:
    return cell not in {"", None} and not (isinstance(cell, str) and not cell.strip())


def _lines(content: bytes) -> Iterator[Sequence[Cell]]:
    if content.startswith((ZIP, OLE)):
        return iter(_sheet(content))
    return _delimited(_text(content))


def _sheet(content: bytes) -> list[list[Cell]]:
    try:
        if content.startswith(ZIP):
            with zipfile.ZipFile(io.BytesIO(content)) as packed:
                if sum(entry.file_size for entry in packed.infolist()) > MAX_UNPACKED:
                    raise Unreadable(_("The workbook is too large. Save the sheet as CSV and import that."))
        return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    except (CalamineError, zipfile.BadZipFile, IndexError) as error:
        raise Unreadable(
            _("The workbook can't be read; it may be cut off or protected. Save it again, or as CSV.")
        ) from error


def _text(content: bytes) -> str:
    """The text, by byte order mark, else UTF-8 if it is that, else the likeliest of the older encodings."""
    named = next((name for mark, name in BYTE_ORDER_MARKS if content.startswith(mark)), None)
    try:
        return content.decode(named or _bare_utf_16(content) or "utf-8")
    except UnicodeDecodeError:
        likeliest = from_bytes(content[:SAMPLE], cp_isolation=ENCODINGS).best()
    try:
        return content.decode(likeliest.encoding if likeliest else "cp1252")
    except UnicodeDecodeError as error:
        raise Unreadable(
            _("The file is neither a spreadsheet nor readable text. Save it as XLSX or as CSV in UTF-8.")
        ) from error


def _bare_utf_16(content: bytes) -> str | None:
    """UTF-16 without its mark: every second byte of Western text is zero."""
    sample = content[:1000]
    for name, zeros in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
        if len(zeros) > 3 and zeros.count(0) > 0.7 * len(zeros):
            return name
    return None


def _delimited(text: str) -> Iterator[list[Cell]]:
    if "\x00" in text[:SAMPLE]:
        raise Unreadable(
            _("The file is neither a spreadsheet nor readable text. Save it as XLSX or as CSV in UTF-8.")
        )
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        for row in reader:
            yield list(row)
    except csv.Error as error:
        raise Unreadable(
            _("The file stops making sense as CSV at line %(line)d: %(problem)s")
            % {"line": reader.line_num, "problem": error}
        ) from error


def _delimiter(text: str) -> str:
    """The character that divides the first lines into the most columns, the same number in each."""
    sample = text[:SAMPLE].splitlines()[:30]

    def columns(delimiter: str) -> tuple[float, int]:
        try:
            counts = [len(row) for row in csv.reader(sample, delimiter=delimiter) if row]
        except csv.Error:  # told with its line when the rows are read
            return 0.0, 0
        usual = max(set(counts), key=counts.count, default=1)
        return (counts.count(usual) / max(len(counts), 1) if usual > 1 else 0.0, usual)

    return max(DELIMITERS, key=columns)
