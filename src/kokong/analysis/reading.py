"""Burglaries from a CSV file: which rows were taken, which were not, and why."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Final, Literal, TypeAlias

import numpy as np

from .arrays import AnyArray, Floats, Refused
from .datetimes import DateOrder, as_days
from .delimited import Parser, read_columns
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

    def noted(self, doubt: str, many: int) -> "Burglaries":
        """With a note on rows that are kept, if there are any."""
        return replace(self, notes=(*self.notes, ("kept", doubt, many))) if many else self

    def without_stray(self) -> "Burglaries":
        """Without points a continent's way off, which no grid of small cells can hold."""
        from .hotspots import far_off

        return self.some(~far_off(self.x, self.y), gettext_noop("lie far from all others"))


def read_burglaries(path: Path, columns: Columns, *, crs: str = "", dates: DateOrder = "iso") -> Burglaries:
    """Read a CSV file (`.gz` too). Raises Refused when it can't be read as burglaries.

    `crs` is the coordinates' reference system, such as "EPSG:3006"; degrees are projected, feet become metres;
    "local" says that they are metres.
    """
    cells = read_columns(path, columns.wanted, _parsers(columns, dates))
    x, y, earliest = cells["x"], cells["y"], cells["date"]
    latest, rows = cells.get("until", earliest), x.size
    nowhere = ~(np.isfinite(x) & np.isfinite(y)) | ((x == 0) & (y == 0))
    never = ~(np.isfinite(earliest) & np.isfinite(latest))
    _refuse_wrong_columns(path, columns, rows, nowhere, never)
    found = Burglaries(x, y, earliest, latest, rows, crs).some(
        ~nowhere, gettext_noop("have no usable coordinates")
    )
    found = found.some(~never[~nowhere], gettext_noop("have no usable date"))
    if "key" in cells:
        found = found.some(
            _first_of_each(cells["key"][~nowhere & ~never]), gettext_noop("repeat another row's identity")
        )
    found = found.some(found.latest >= found.earliest, gettext_noop("end before they start"))
    if not found.x.size:
        raise Refused(
            f"No row of {path.name} can be used: " + "; ".join(f"{n} {why}" for _, why, n in found.notes)
        )
    return _doubts(_in_metres(found, crs))


def read_places(path: Path, columns: Columns) -> tuple[Floats, Floats]:
    """Coordinates alone, as the file has them, without rows that lack them."""
    cells = read_columns(path, {"x": columns.x, "y": columns.y}, _parsers(columns, "iso"))
    x, y = cells["x"], cells["y"]
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
    found = found.noted(gettext_noop("repeat another row's place and time"), again)
    return found.noted(gettext_noop("lie far from all others"), stray)


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


def _parsers(columns: Columns, dates: DateOrder) -> dict[str, Parser]:
    """How the texts of each part are read."""
    return {
        "x": _numbers,
        "y": _numbers,
        "date": partial(as_days, order=dates, column=columns.date),
        "until": partial(as_days, order=dates, column=columns.until),
        "key": np.array,
    }


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
