"""A file as a table: a workbook, or text of any encoding and delimiter, packed by gzip or not."""

import gzip
import io
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final, Literal, TypeAlias, cast

from . import text, workbooks
from .cells import Cell, as_text
from .faults import Fault, Unreadable

GZIP: Final = b"\x1f\x8b"

Numbered: TypeAlias = tuple[int, Sequence[Cell]]


@dataclass(frozen=True)
class Table:
    """A file's header, which is the first row with anything in it, and the rows below that aren't empty.

    Each row has its number in the file, from 1. Rows are read as they are asked for, once, and Unreadable may come
    from any of them.
    """

    header: tuple[str, ...]
    rows: Iterator[Numbered]


@contextmanager
def opened(
    source: Path | bytes,
    *,
    encoding: str = "",
    delimiter: str = "",
    errors: Literal["strict", "replace"] = "strict",
) -> Iterator[Table]:
    """The table in a file, or in a file's content. `encoding` and `delimiter` go before what is found out.

    Raises Unreadable, and OSError where there is no such file. Only files are unpacked, never content: what was
    uploaded stays as small as it was.
    """
    with _binary(source) as file:
        rows = _rows(file, encoding, delimiter, errors)
        first = next(rows, None)
        if first is None:
            raise Unreadable(Fault.EMPTY)
        yield Table(tuple(as_text(cell) for cell in first[1]), rows)


def _binary(source: Path | bytes) -> BinaryIO:
    if isinstance(source, bytes):
        return io.BytesIO(source)
    with source.open("rb") as file:
        packed = file.read(2) == GZIP
    return cast(BinaryIO, gzip.open(source)) if packed else source.open("rb")


def _rows(file: BinaryIO, encoding: str, delimiter: str, errors: str) -> Iterator[Numbered]:
    try:
        if file.read(4) in {workbooks.ZIP, workbooks.OLE}:
            yield from workbooks.rows(file)
            return
        encoding = encoding or text.encoding_of(file)
        file.seek(0)
        with io.TextIOWrapper(file, encoding=encoding, errors=errors, newline="") as lines:
            yield from text.rows(lines, delimiter)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise Unreadable(Fault.CUT_OFF) from error
