"""Burglaries from a CSV file: which rows were taken, which were not, and why."""

import csv
import gzip
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal, TextIO, TypeAlias, cast

import numpy as np

from .arrays import AnyArray, Floats, Refused
from .datetimes import DateOrder, as_days
from .projecting import looks_like_degrees, to_metres
from .words import gettext_noop

Note: TypeAlias = tuple[Literal["left_out", "kept"], str, int]
LOCAL: Final = "local"  # coordinates that are known to be metres, in no named system
TOO_MANY: Final = 0.5  # share of rows without place or time beyond which the columns are surely wrong


@dataclass(frozen=True)
class Columns:
    """Names of the columns; or their numbers from 1, for a file without a header row."""

    x: str = "x"
    y: str = "y"
    date: str = "date"
    until: str = ""
    key: str = ""

    @property
    def wanted(self) -> dict[str, str]:
        """The columns that are asked for."""
        return {part: name for part, name in vars(self).items() if name}


@dataclass(frozen=True)
class Burglaries:
    """What a file holds: metres, and days since 1970 (`earliest` and `latest` are the same for a single date).

    `rows` is how many the file has; `notes` say what was left out or kept with doubt, each with a count. `crs` is
    the reference system the metres are in, "" if none was named.
    """

    x: Floats
    y: Floats
    earliest: Floats
    latest: Floats
    rows: int
    crs: str
    notes: tuple[Note, ...] = field(default=())

    @property
    def days(self) -> Floats:
        """The middle of each window of time."""
        return (self.earliest + self.latest) / 2

    @property
    def windows(self) -> bool:
        """Whether any time is uncertain."""
        return bool((self.latest > self.earliest).any())

    def some(self, keep: AnyArray, reason: str) -> "Burglaries":
        """Only those in `keep`, with a note on how many were left out."""
        gone = int((~keep).sum())
        notes = (*self.notes, ("left_out", reason, gone)) if gone else self.notes
        return Burglaries(
            self.x[keep], self.y[keep], self.earliest[keep], self.latest[keep], self.rows, self.crs, notes
        )

    def without_stray(self) -> "Burglaries":
        """Without points a continent's way off, which no grid of small cells can hold."""
        from .hotspots import far_off

        return self.some(~far_off(self.x, self.y), gettext_noop("lie far from all others"))


def read_burglaries(path: Path, columns: Columns, *, crs: str = "", dates: DateOrder = "iso") -> Burglaries:
    """Read a CSV file (`.gz` too). Raises Refused when it can't be read as burglaries.

    `crs` is the coordinates' reference system, such as "EPSG:3006"; degrees are projected, feet become metres;
    "local" says that they are metres.
    """
    cells = _columns(path, columns)
    rows = len(next(iter(cells.values())))
    if not rows:
        raise Refused(f"{path.name} has no rows.")
    x, y = (_numbers(cells[axis]) for axis in ("x", "y"))
    earliest = as_days(cells["date"], dates, column=columns.date)
    latest = as_days(cells["until"], dates, column=columns.until) if "until" in cells else earliest
    nowhere = ~(np.isfinite(x) & np.isfinite(y)) | ((x == 0) & (y == 0))
    never = ~(np.isfinite(earliest) & np.isfinite(latest))
    _refuse_wrong_columns(path, columns, rows, nowhere, never)
    found = Burglaries(x, y, earliest, latest, rows, crs).some(
        ~nowhere, gettext_noop("have no usable coordinates")
    )
    found = found.some(~never[~nowhere], gettext_noop("have no usable date"))
    if "key" in cells:
        keys = np.array(cells["key"])[~nowhere & ~never]
        found = found.some(_first_of_each(keys), gettext_noop("repeat another row's identity"))
    found = found.some(found.latest >= found.earliest, gettext_noop("end before they start"))
    if not found.x.size:
        raise Refused(
            f"No row of {path.name} can be used: " + "; ".join(f"{n} {why}" for _, why, n in found.notes)
        )
    return _doubts(_in_metres(found, crs))


def read_places(path: Path, columns: Columns) -> tuple[Floats, Floats]:
    """Coordinates alone, as the file has them, without rows that lack them."""
    cells = _columns(path, columns)
    x, y = (_numbers(cells[axis]) for axis in ("x", "y"))
    usable = np.isfinite(x) & np.isfinite(y)
    if not usable.any():
        raise Refused(f"No row of {path.name} has coordinates in {columns.x} and {columns.y}.")
    return x[usable], y[usable]


def _in_metres(found: Burglaries, crs: str) -> Burglaries:
    if crs == LOCAL:
        return found
    if not crs and looks_like_degrees(found.x, found.y):
        raise Refused(
            f"The coordinates look like degrees (about {np.median(found.x):.4g}, {np.median(found.y):.4g}). "
            "Name their system, such as --crs EPSG:4326, or --crs local if they are metres."
        )
    if not crs:
        return found
    x, y, name = to_metres(found.x, found.y, crs)
    usable = np.isfinite(x) & np.isfinite(y)
    moved = Burglaries(x, y, found.earliest, found.latest, found.rows, name, found.notes)
    return moved.some(usable, gettext_noop("lie outside the reference system's area"))


def _doubts(found: Burglaries) -> Burglaries:
    """Notes on rows that are kept, though they may be wrong."""
    from .hotspots import far_off

    again = _repeated(found.x, found.y, found.earliest, found.latest)
    stray = int(far_off(found.x, found.y).sum())
    notes: list[Note] = list(found.notes)
    if again:
        notes.append(("kept", gettext_noop("repeat another row's place and time"), again))
    if stray:
        notes.append(("kept", gettext_noop("lie far from all others"), stray))
    return Burglaries(found.x, found.y, found.earliest, found.latest, found.rows, found.crs, tuple(notes))


def _repeated(*columns: Floats) -> int:
    """How many rows are the same as one before them."""
    order = np.lexsort(columns)
    same = np.ones(max(order.size - 1, 0), bool)
    for column in columns:
        ranked = column[order]
        same &= ranked[1:] == ranked[:-1]
    return int(same.sum())


def _refuse_wrong_columns(path: Path, columns: Columns, rows: int, nowhere: AnyArray, never: AnyArray) -> None:
    place, time = f"coordinates in {columns.x} and {columns.y}", f"date in {columns.date}"
    for bad, what in ((nowhere, place), (never, time)):
        if bad.sum() > TOO_MANY * rows:
            said = f"{int(bad.sum())} of {rows} rows of {path.name} have no usable {what}."
            raise Refused(f"{said} Are the columns right?")


def _columns(path: Path, columns: Columns) -> dict[str, Sequence[str]]:
    """The asked-for columns as texts."""
    try:
        try:
            with _opened(path, "utf-8-sig", "strict") as lines:
                return _taken(lines, path, columns)
        except UnicodeDecodeError:
            with _opened(path, "cp1252", "replace") as lines:
                return _taken(lines, path, columns)
    except EOFError as error:
        raise Refused(f"{path.name} ends too early; copy it anew.") from error
    except (OSError, csv.Error) as error:
        raise Refused(f"{path} can't be read: {getattr(error, 'strerror', None) or error}.") from error


def _opened(path: Path, encoding: str, errors: str) -> TextIO:
    if path.suffix == ".gz":
        return cast(TextIO, gzip.open(path, "rt", encoding=encoding, errors=errors, newline=""))
    return path.open(encoding=encoding, errors=errors, newline="")


def _taken(lines: TextIO, path: Path, columns: Columns) -> dict[str, Sequence[str]]:
    first = lines.readline()
    if not first.strip():
        raise Refused(f"{path.name} is empty.")
    delimiter = max(",;\t", key=first.count)
    header = next(csv.reader([first], delimiter=delimiter))
    names = [name.strip() for name in header]
    wanted = columns.wanted
    numbered = all(name.isdigit() for name in wanted.values()) and not set(wanted.values()) <= set(names)
    places = [_place(name, names, path, numbered=numbered) for name in wanted.values()]
    taken: list[list[str]] = [[header[place]] if numbered else [] for place in places]
    for row in csv.reader(lines, delimiter=delimiter):
        if row:
            for texts, place in zip(taken, places, strict=True):
                texts.append(row[place] if place < len(row) else "")
    return dict(zip(wanted, taken, strict=True))


def _place(name: str, names: list[str], path: Path, *, numbered: bool) -> int:
    if numbered and 0 < int(name) <= len(names):
        return int(name) - 1
    if name in names and not numbered:
        return names.index(name)
    raise Refused(f"{path.name} has no column “{name}”. It has: {', '.join(names[:20])}.")


def _numbers(texts: Sequence[str]) -> Floats:
    try:
        return np.array(texts, np.float64)
    except ValueError:
        return np.array([_number(text) for text in texts])


def _number(text: str) -> float:
    try:
        return float(text.strip().replace(" ", "").replace(",", "."))
    except ValueError:
        return float("nan")


def _first_of_each(keys: AnyArray) -> AnyArray:
    """True for the first row of each key; rows without a key are each their own."""
    _, first = np.unique(keys, return_index=True)
    keep = keys == ""
    keep[first] = True
    return np.asarray(keep)
