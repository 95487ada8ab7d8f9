"""Columns of a file as arrays, a stretch of rows at a time."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Final, TypeAlias

import numpy as np

from kokong import tables
from kokong.tables import headings
from kokong.tables.reading import Numbered

from ..arrays import AnyArray, Refused
from . import choosing
from .files import why
from .joining import TOGETHER, joined

Parser: TypeAlias = Callable[[list[str]], AnyArray]
More: TypeAlias = Callable[[Sequence[str]], Mapping[str, str]]
STRETCH: Final = 50_000  # rows held as text at once
SERIALS: Final = (10_000, 100_000)  # numbers of days that a workbook may hold
DATED: Final = ("date", "until")  # parts in which a workbook's bare number is a day
# What others call the columns, in the order in which they are believed.
OTHERWISE: Final = {
    "x": ("x", "xcoord", "east", "lon", "long", "lng", "longitude", "öst", "öster"),
    "y": ("y", "ycoord", "north", "lat", "latitude", "nord", "norr"),
    "date": ("date", "datum", "occurred", "occurrence", "start", "from", "time", "tidpunkt"),
    "until": ("until", "latest", "end", "to", "till", "slut"),
    "key": ("id", "case", "number", "nummer"),
}


@dataclass(frozen=True)
class Layout:
    """How a file is laid out.

    Which sheet of a workbook (its number from 1, or its name), how many rows stand above the headings, and which
    rows count (`column=value`; several values of a column are any of them).
    """

    sheet: str = ""
    skip: int = 0
    where: tuple[str, ...] = ()


PLAIN: Final = Layout()


@dataclass(frozen=True)
class Taken:
    """Each part's values; how many rows the file has, and how many of them were not asked for."""

    parts: dict[str, AnyArray]
    rows: int
    elsewhere: int


def read_columns(
    path: Path,
    wanted: Mapping[str, str],
    parsers: Mapping[str, Parser],
    *,
    layout: Layout = PLAIN,
    more: More = lambda _names: {},
) -> Taken:
    """Each part of `wanted` (part to column) read by its parser; `more` parts are found among the headings.

    Columns are named as in the file, in upper or lower case, or by their numbers from 1 where there is no header
    row; several for one date are joined by plus signs. Headings below titles are found. Raises Refused when the
    file can't be read, lacks a column or has no rows.
    """
    try:
        sheet = _sheet(path, layout.sheet)
        with tables.opened(path, errors="replace", sheet=sheet, header=layout.skip + 1) as table:
            return _taken(table, path, wanted, parsers, layout, more)
    except (OSError, tables.Unreadable) as error:
        raise Refused(why(error, path)) from error


def _sheet(path: Path, told: str) -> int | None:
    """The number of the sheet that was told, from 0."""
    if not told:
        return None
    with tables.opened(path, errors="replace") as table:
        names = table.sheets
    if told in names:
        return names.index(told)
    if told.isdigit() and 0 < int(told) <= len(names):
        return int(told) - 1
    has = f"Its sheets are: {', '.join(names)}." if names else "It is no workbook and has no sheets."
    raise Refused(f"{path.name} has no sheet “{told}”. {has}")


def _taken(
    table: tables.Table,
    path: Path,
    wanted: Mapping[str, str],
    parsers: Mapping[str, Parser],
    layout: Layout,
    more: More,
) -> Taken:
    numbered = _numbered(wanted, table.header)
    names = list(table.header)
    rows: Iterator[Sequence[tables.Cell]] = chain([names], _cells(table.rows))
    if not numbered:
        names, rows = _below_titles(table, wanted)
    asked = {**wanted, **({} if numbered else more(names))}
    places = _places(asked, names, path, numbered=numbered)
    chosen = choosing.Chosen.of(layout.where, names, path)
    found: dict[str, list[AnyArray]] = {part: [] for part in asked}
    many = elsewhere = 0
    while stretch := list(islice(rows, STRETCH)):
        many += len(stretch)
        kept = chosen.of_rows(stretch)
        elsewhere += len(stretch) - len(kept)
        for part, columns in places.items() if kept else ():
            dated = table.epoch_1904 if part in DATED else None
            texts = joined([[_text(row, place, dated) for row in kept] for place in columns])
            found[part].append(parsers[part](texts))
    chosen.refuse_unseen(path)
    if not many or not found[next(iter(wanted))]:
        raise Refused(f"{path.name} has no rows.")
    return Taken({part: np.concatenate(parts) for part, parts in found.items()}, many, elsewhere)


def _cells(rows: Iterator[tuple[int, Sequence[tables.Cell]]]) -> Iterator[Sequence[tables.Cell]]:
    return (cells for _, cells in rows)


def _numbered(wanted: Mapping[str, str], header: Sequence[str]) -> bool:
    names = [part for name in wanted.values() for part in name.split(TOGETHER)]
    return all(name.isdigit() for name in names) and not set(names) <= set(header)


def _below_titles(
    table: tables.Table, wanted: Mapping[str, str]
) -> tuple[list[str], Iterator[Sequence[tables.Cell]]]:
    """The headings that hold what is wanted, below titles or over two rows, and the rows below them."""

    def held(names: Sequence[str]) -> dict[str, object]:
        return {name: 1 for name in wanted.values() if _part(name, list(names)) is not None}

    if len(held(table.header)) == len(set(wanted.values())):
        return list(table.header), _cells(table.rows)
    first = list(islice(table.rows, headings.AMONG + 1))
    lines: list[Numbered] = [(table.at, table.header), *first]
    said = headings.found(lines, held, total=len(first))
    if said.at == table.at and said.deep == 1:
        return list(table.header), _cells(chain(first, table.rows))
    return list(said.names), _cells(chain(lines[said.below :], table.rows))


def _text(row: Sequence[tables.Cell], place: int, dated: bool | None) -> str:
    """A cell as text; of a workbook's bare number of a day, the day. `dated` says whether its days are of 1904."""
    cell = row[place] if place < len(row) else ""
    if isinstance(cell, str):
        return cell
    if dated is not None and isinstance(cell, int | float) and (0 < cell < 1 or SERIALS[0] <= cell < SERIALS[1]):
        try:
            said = tables.said(cell, tables.Written(epoch_1904=dated))
            return said.text if said is not None else ""
        except ValueError:
            return str(cell)
    return tables.as_text(cell)


def _places(wanted: Mapping[str, str], names: list[str], path: Path, *, numbered: bool) -> dict[str, list[int]]:
    places = {part: _part(name, names, numbered=numbered) for part, name in wanted.items()}
    lost = [part for part, place in places.items() if place is None]
    if lost:
        listed = ", ".join(names[:20]) + (", …" if len(names) > 20 else "")
        raise Refused(f"{path.name} has no column “{wanted[lost[0]]}”. It has: {listed}.{_hint(lost, names)}")
    twice = [name for name in wanted.values() if names.count(name) > 1 and not numbered]
    if twice:
        raise Refused(f"{path.name} has several columns named “{twice[0]}”. Rename all but one.")
    return {part: place for part, place in places.items() if place is not None}


def _part(name: str, names: list[str], *, numbered: bool = False) -> list[int] | None:
    """Where the columns of a part stand: one, or several joined by plus signs."""
    whole = _place(name, names, numbered=numbered)
    if whole is not None or TOGETHER not in name:
        return None if whole is None else [whole]
    found = [_place(part.strip(), names, numbered=numbered) for part in name.split(TOGETHER)]
    return None if None in found else [place for place in found if place is not None]


def _place(name: str, names: list[str], *, numbered: bool) -> int | None:
    if numbered:
        return int(name) - 1 if name.isdigit() and 0 < int(name) <= len(names) else None
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
        found = [name for name in names if says(name, word)]
        if found:
            return found[0]
    return tables.nearest(part, names)


def says(name: str, word: str) -> bool:
    """Whether one of a column's words is, or for a long word begins with, the one looked for."""
    parts = re.split(r"[\W_]+", name.lower())
    return any(part == word or (len(word) > 3 and part.startswith(word)) for part in parts)


def _quoted(name: str) -> str:
    return f'"{name}"' if " " in name else name
