"""Columns of a CSV file as arrays: whatever its separator, encoding or packing, a stretch of rows at a time."""

import csv
import gzip
import io
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Final, TextIO, TypeAlias, cast

import numpy as np

from .arrays import AnyArray, Refused

Parser: TypeAlias = Callable[[list[str]], AnyArray]
STRETCH: Final = 50_000  # rows held as text at once
SEPARATORS: Final = ",;\t|"


def read_columns(path: Path, wanted: Mapping[str, str], parsers: Mapping[str, Parser]) -> dict[str, AnyArray]:
    """Each part of `wanted` (part to column) read by its parser.

    Columns are named as in the file, in upper or lower case, or by their numbers from 1 where there is no header
    row. Raises Refused when the file can't be read, lacks a column or has no rows.
    """
    try:
        try:
            with _opened(path, None) as lines:
                return _taken(lines, path, wanted, parsers)
        except UnicodeDecodeError:
            with _opened(path, "cp1252") as lines:
                return _taken(lines, path, wanted, parsers)
    except EOFError as error:
        raise Refused(f"{path.name} ends too early; copy it anew.") from error
    except (OSError, csv.Error) as error:
        raise Refused(f"{path} can't be read: {getattr(error, 'strerror', None) or error}.") from error


def _opened(path: Path, encoding: str | None) -> TextIO:
    """The file as text, unpacked if it is gzip whatever its name; by default Unicode, with or without a mark."""
    with path.open("rb") as raw:
        packed = raw.read(2) == b"\x1f\x8b"
    stream = cast(BinaryIO, gzip.open(path) if packed else path.open("rb"))  # noqa: SIM115 the caller closes it
    start = stream.read(1024)
    stream.seek(0)
    wide = start.startswith((b"\xff\xfe", b"\xfe\xff"))
    if b"\0" in start and not wide:
        stream.close()
        raise Refused(f"{path.name} is not text. Save it as CSV.")
    encoding = "utf-16" if wide else encoding or "utf-8-sig"
    return io.TextIOWrapper(
        stream, encoding=encoding, errors="replace" if encoding == "cp1252" else "strict", newline=""
    )


def _taken(
    lines: TextIO, path: Path, wanted: Mapping[str, str], parsers: Mapping[str, Parser]
) -> dict[str, AnyArray]:
    first = lines.readline()
    separator = max(SEPARATORS, key=first.count)
    if first[:4].lower() == "sep=":
        separator, first = first[4:5], lines.readline()
    if not first.strip():
        raise Refused(f"{path.name} is empty.")
    header = next(csv.reader([first], delimiter=separator))
    names = [name.strip() for name in header]
    numbered = all(name.isdigit() for name in wanted.values()) and not set(wanted.values()) <= set(names)
    places = {part: _place(name, names, path, numbered=numbered) for part, name in wanted.items()}
    found: dict[str, list[AnyArray]] = {part: [] for part in wanted}
    for rows in _stretches(csv.reader(lines, delimiter=separator), header if numbered else []):
        for part, place in places.items():
            found[part].append(parsers[part]([row[place] if place < len(row) else "" for row in rows]))
    if not found[next(iter(wanted))]:
        raise Refused(f"{path.name} has no rows.")
    return {part: np.concatenate(parts) for part, parts in found.items()}


def _stretches(reader: Iterator[list[str]], first: list[str]) -> Iterator[list[list[str]]]:
    rows = [first] if first else []
    while stretch := list(islice(reader, STRETCH)):
        yield [*rows, *filter(None, stretch)]
        rows = []
    if rows:
        yield rows


def _place(name: str, names: list[str], path: Path, *, numbered: bool) -> int:
    if numbered and 0 < int(name) <= len(names):
        return int(name) - 1
    alike = [place for place, other in enumerate(names) if other.lower() == name.lower()]
    if name in names and not numbered:
        return names.index(name)
    if len(alike) == 1 and not numbered:
        return alike[0]
    raise Refused(f"{path.name} has no column “{name}”. It has: {', '.join(names[:20])}.")
