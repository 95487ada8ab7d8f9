"""Columns of a CSV file as arrays: whatever its separator, encoding or packing, a stretch of rows at a time."""

import csv
import difflib
import gzip
import io
import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO, Final, TextIO, TypeAlias, cast

import numpy as np

from .arrays import AnyArray, Refused

Parser: TypeAlias = Callable[[list[str]], AnyArray]
STRETCH: Final = 50_000  # rows held as text at once
SEPARATORS: Final = ",;\t|"
PACKED: Final = {
    b"PK\x03\x04": "a zip archive or an Excel workbook",
    b"BZh": "packed with bzip2",
    b"\xfd7zXZ": "packed with xz",
}
# What others call the columns, in the order in which they are believed.
OTHERWISE: Final = {
    "x": ("x", "xcoord", "east", "lon", "long", "lng", "longitude", "öst", "öster"),
    "y": ("y", "ycoord", "north", "lat", "latitude", "nord", "norr"),
    "date": ("date", "datum", "occurred", "occurrence", "start", "from", "time", "tidpunkt"),
    "until": ("until", "latest", "end", "to", "till", "slut"),
    "key": ("id", "case", "number", "nummer"),
}


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
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise Refused(f"{path.name} is damaged or ends too early; copy it anew.") from error
    except csv.Error as error:
        raise Refused(f"{path.name} can't be read as CSV ({error}). Is a quotation mark missing?") from error
    except OSError as error:
        raise Refused(f"{path} can't be read: {error.strerror or error}.") from error


def _opened(path: Path, encoding: str | None) -> TextIO:
    """The file as text, unpacked if it is gzip whatever its name; by default Unicode, with or without a mark."""
    with path.open("rb") as raw:
        packed = raw.read(2) == b"\x1f\x8b"
    stream = cast(BinaryIO, gzip.open(path) if packed else path.open("rb"))  # noqa: SIM115 the caller closes it
    start = stream.read(1024)
    stream.seek(0)
    wide = start.startswith((b"\xff\xfe", b"\xfe\xff"))
    what = next((name for mark, name in PACKED.items() if start.startswith(mark)), "not text in UTF-8")
    if (b"\0" in start or "UTF" not in what) and not wide:
        stream.close()
        raise Refused(f"{path.name} is {what}. Save it as CSV, packed with gzip or not at all.")
    encoding = "utf-16" if wide else encoding or "utf-8-sig"
    return io.TextIOWrapper(
        stream, encoding=encoding, errors="replace" if encoding == "cp1252" else "strict", newline=""
    )


def _taken(
    lines: TextIO, path: Path, wanted: Mapping[str, str], parsers: Mapping[str, Parser]
) -> dict[str, AnyArray]:
    first = next((line for line in lines if line.strip()), "")
    if not first:
        raise Refused(f"{path.name} is empty.")
    separator = _separator(first, wanted.values())
    rows = csv.reader(chain([first], lines), delimiter=separator)
    if first[:4].lower() == "sep=":
        separator = first[4:5]
        rows = csv.reader(lines, delimiter=separator)
    header = next(rows, [])
    names = [name.strip() for name in header]
    numbered = all(name.isdigit() for name in wanted.values()) and not set(wanted.values()) <= set(names)
    places = _places(wanted, names, path, numbered=numbered)
    found: dict[str, list[AnyArray]] = {part: [] for part in wanted}
    for stretch in _stretches(rows, header if numbered else []):
        for part, place in places.items():
            found[part].append(parsers[part]([row[place] if place < len(row) else "" for row in stretch]))
    if not found[next(iter(wanted))]:
        raise Refused(f"{path.name} has no rows.")
    return {part: np.concatenate(parts) for part, parts in found.items()}


def _separator(line: str, wanted: Iterable[str]) -> str:
    """The one that gives the columns asked for, else the most frequent."""
    asked = {name.lower() for name in wanted}
    often = sorted(SEPARATORS, key=line.count, reverse=True)
    split = (({name.strip().lower() for name in next(csv.reader([line], delimiter=by))}, by) for by in often)
    return next((by for names, by in split if asked <= names), often[0])


def _stretches(reader: Iterator[list[str]], first: list[str]) -> Iterator[list[list[str]]]:
    rows = [first] if first else []
    while stretch := list(islice(reader, STRETCH)):
        yield [*rows, *filter(None, stretch)]
        rows = []
    if rows:
        yield rows


def _places(wanted: Mapping[str, str], names: list[str], path: Path, *, numbered: bool) -> dict[str, int]:
    places = {part: _place(name, names, numbered=numbered) for part, name in wanted.items()}
    lost = [part for part, place in places.items() if place is None]
    if lost:
        listed = ", ".join(names[:20]) + (", …" if len(names) > 20 else "")
        raise Refused(
            f"{path.name} has no column “{wanted[lost[0]]}”. It has: {listed}.{_hint(lost, names)}"
        )
    twice = [name for name in wanted.values() if names.count(name) > 1 and not numbered]
    if twice:
        raise Refused(f"{path.name} has several columns named “{twice[0]}”. Rename all but one.")
    return {part: place for part, place in places.items() if place is not None}


def _place(name: str, names: list[str], *, numbered: bool) -> int | None:
    if numbered:
        return int(name) - 1 if 0 < int(name) <= len(names) else None
    if name in names:
        return names.index(name)
    alike = [place for place, other in enumerate(names) if other.lower() == name.lower()]
    return alike[0] if len(alike) == 1 else None


def _hint(lost: list[str], names: list[str]) -> str:
    """Which columns are most likely meant, if any look like it."""
    meant = {part: _meant(part, names) for part in lost}
    if not all(meant.values()) or len(set(meant.values())) < len(lost):
        return ""
    options = (f"--{'id' if part == 'key' else part} {_quoted(name)}" for part, name in meant.items())
    return f" Perhaps {' '.join(options)}?"


def _meant(part: str, names: list[str]) -> str:
    for word in OTHERWISE.get(part, ()):
        found = [name for name in names if _says(name, word)]
        if found:
            return found[0]
    return next(iter(difflib.get_close_matches(part, names, n=1)), "")


def _says(name: str, word: str) -> bool:
    """Whether one of a column's words is, or for a long word begins with, the one looked for."""
    parts = re.split(r"[\W_]+", name.lower())
    return any(part == word or (len(word) > 3 and part.startswith(word)) for part in parts)


def _quoted(name: str) -> str:
    return f'"{name}"' if " " in name else name
