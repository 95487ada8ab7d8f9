"""A file as a table: a workbook, or text of any encoding and delimiter, packed by gzip or not."""

import gzip
import io
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final, Literal, TypeAlias, cast

from . import text, workbooks
from .bounds import OWN, Bounds
from .cells import Cell, as_text
from .cleaning import clean
from .faults import Fault, Unreadable

GZIP: Final = b"\x1f\x8b"

Numbered: TypeAlias = tuple[int, Sequence[Cell]]


@dataclass(frozen=True)
class Table:
    """A file's header, which is the first row with anything in it, and the rows below that aren't empty.

    Each row has its number in the file, from 1. Rows are read as they are asked for, once, and Unreadable may come
    from any of them. `at` is the header's own number; of a workbook `sheets` are the names of its sheets, and
    `sheet` says which one this is, from 0; `epoch_1904` that its bare numbers of days count from 1904.
    """

    header: tuple[str, ...]
    rows: Iterator[Numbered]
    at: int = 1
    sheets: tuple[str, ...] = ()
    sheet: int = 0
    epoch_1904: bool = False


@contextmanager
def opened(
    source: Path | bytes,
    *,
    encoding: str = "",
    delimiter: str = "",
    errors: Literal["strict", "replace"] = "strict",
    bounds: Bounds = OWN,
    sheet: int | None = None,
    header: int = 0,
) -> Iterator[Table]:
    """The table in a file, or in a file's content. `encoding` and `delimiter` go before what is found out.

    Of a workbook the sheet number `sheet`, from 0; the first with anything in it where none is told. The header is
    the first row from number `header` on with anything in it.

    Raises Unreadable, also for what opens to more than `bounds`, and OSError where there is no such file. Only
    files are unpacked, never content: what was uploaded stays as small as it was.
    """
    with _binary(source, bounds) as file:
        book = _book(file, bounds, sheet)
        found = iter(book.rows) if book else _text(file, encoding, delimiter, errors, bounds, header)
        rows = _bounded(found, bounds)
        first = next((row for row in rows if row[0] >= header), None)
        if first is None:
            raise Unreadable(Fault.EMPTY)
        names, number, of_1904 = (book.names, book.number, book.epoch_1904) if book else ((), 0, False)
        yield Table(tuple(map(as_text, first[1])), rows, first[0], names, number, of_1904)


def _binary(source: Path | bytes, bounds: Bounds) -> BinaryIO:
    if isinstance(source, bytes):
        return io.BytesIO(source)
    with source.open("rb") as file:
        packed = file.read(2) == GZIP
    if not packed:
        return source.open("rb")
    return cast(BinaryIO, io.BufferedReader(_Unpacking(cast(BinaryIO, gzip.open(source)), bounds.unpacked)))


class _Unpacking(io.RawIOBase):
    """A packed file that is refused where it opens to more than `most` bytes."""

    def __init__(self, file: BinaryIO, most: int) -> None:
        self._file, self._most = file, most

    def readable(self) -> bool:
        """It is for reading."""
        return True

    def seekable(self) -> bool:
        """It can be read again."""
        return True

    def readinto(self, buffer: Any) -> int:
        """The next bytes. Raises Unreadable beyond the most."""
        part = self._file.read(len(buffer))
        if self._file.tell() > self._most:
            raise Unreadable(Fault.HUGE_TEXT)
        buffer[: len(part)] = part
        return len(part)

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go there."""
        return self._file.seek(offset, whence)

    def close(self) -> None:
        """Close the file too."""
        self._file.close()
        super().close()


def _book(file: BinaryIO, bounds: Bounds, sheet: int | None) -> workbooks.Sheet | None:
    """The sheet of a workbook; None for what is none."""
    with _whole():
        if file.read(4) not in {workbooks.ZIP, workbooks.OLE}:
            return None
        return workbooks.sheet(file, bounds, number=sheet)


@contextmanager
def _whole() -> Iterator[None]:
    """Raises Unreadable for a packed file that ends too early."""
    try:
        yield
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise Unreadable(Fault.CUT_OFF) from error


def _text(
    file: BinaryIO, encoding: str, delimiter: str, errors: str, bounds: Bounds, header: int
) -> Iterator[Numbered]:
    with _whole():
        encoding = encoding or text.encoding_of(file)
        file.seek(0)
        with io.TextIOWrapper(file, encoding=encoding, errors=errors, newline="") as lines:
            yield from text.rows(lines, delimiter=delimiter, longest=bounds.record, header=header)


def _bounded(rows: Iterator[Numbered], bounds: Bounds) -> Iterator[Numbered]:
    """The same rows, their texts clean. Raises Unreadable beyond the bounds."""
    cells = letters = 0
    for count, (number, row) in enumerate(rows):
        if count > bounds.rows:  # the header is one more
            raise Unreadable(Fault.MANY_ROWS, count=bounds.rows)
        if len(row) > bounds.columns:
            raise Unreadable(Fault.MANY_COLUMNS, count=bounds.columns)
        cells += len(row)
        said = _joined(row)
        letters += len(said)
        if cells > bounds.cells or letters > bounds.text:
            raise Unreadable(Fault.HUGE_TEXT)
        if said.isprintable():
            yield number, row
            continue
        tidy = [clean(cell) if isinstance(cell, str) else cell for cell in row]
        if any(map(as_text, tidy)):
            yield number, tidy


def _joined(row: Sequence[Cell]) -> str:
    try:
        return "".join(row)  # type: ignore[arg-type]
    except TypeError:  # a workbook's row
        return "".join(cell for cell in row if isinstance(cell, str))
