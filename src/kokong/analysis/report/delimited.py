"""Columns of a file as arrays, a stretch of rows at a time."""

import re
from collections.abc import Callable, Mapping
from itertools import chain, islice
from pathlib import Path
from typing import Final, TypeAlias

import numpy as np

from kokong import tables

from ..arrays import AnyArray, Refused
from .files import why

Parser: TypeAlias = Callable[[list[str]], AnyArray]
STRETCH: Final = 50_000  # rows held as text at once
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
        with tables.opened(path, errors="replace") as table:
            return _taken(table, path, wanted, parsers)
    except (OSError, tables.Unreadable) as error:
        raise Refused(why(error, path)) from error


def _taken(
    table: tables.Table, path: Path, wanted: Mapping[str, str], parsers: Mapping[str, Parser]
) -> dict[str, AnyArray]:
    names = list(table.header)
    numbered = all(name.isdigit() for name in wanted.values()) and not set(wanted.values()) <= set(names)
    places = _places(wanted, names, path, numbered=numbered)
    rows = chain([names] if numbered else [], (cells for _, cells in table.rows))
    found: dict[str, list[AnyArray]] = {part: [] for part in wanted}
    while stretch := list(islice(rows, STRETCH)):
        for part, place in places.items():
            found[part].append(parsers[part]([_text(row[place]) if place < len(row) else "" for row in stretch]))
    if not found[next(iter(wanted))]:
        raise Refused(f"{path.name} has no rows.")
    return {part: np.concatenate(parts) for part, parts in found.items()}


def _text(cell: tables.Cell) -> str:
    return cell if isinstance(cell, str) else tables.as_text(cell)


def _places(wanted: Mapping[str, str], names: list[str], path: Path, *, numbered: bool) -> dict[str, int]:
    places = {part: _place(name, names, numbered=numbered) for part, name in wanted.items()}
    lost = [part for part, place in places.items() if place is None]
    if lost:
        listed = ", ".join(names[:20]) + (", …" if len(names) > 20 else "")
        raise Refused(f"{path.name} has no column “{wanted[lost[0]]}”. It has: {listed}.{_hint(lost, names)}")
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
    return tables.nearest(part, names)


def _says(name: str, word: str) -> bool:
    """Whether one of a column's words is, or for a long word begins with, the one looked for."""
    parts = re.split(r"[\W_]+", name.lower())
    return any(part == word or (len(word) > 3 and part.startswith(word)) for part in parts)


def _quoted(name: str) -> str:
    return f'"{name}"' if " " in name else name
