"""Burglaries from a CSV file: which rows were taken, which were not, and why."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Final, Literal, TypeAlias

import numpy as np

from ..arrays import AnyArray, Flags, Floats, Refused
from ..words import gettext_noop
from . import identities, placing
from .datetimes import DateOrder, advice, as_days, serials
from .delimited import PLAIN, Layout, Parser, read_columns
from .identities import Repeating
from .numerals import as_numbers
from .projecting import IN_METRES, degrees_among_metres, looks_like_degrees, outside_use, to_metres

Note: TypeAlias = tuple[Literal["left_out", "kept"], str, int]
LOCAL: Final = "local"  # coordinates that are known to be metres, in no named system
TOO_MANY: Final = 0.5  # share of rows without place or time beyond which the columns are surely wrong

LEAST_MONTHS: Final = 10  # rows; fewer may by chance be of the first of a month


@dataclass(frozen=True)
class Columns:
    """Names of the columns; or their numbers from 1, for a file without a header row.

    A date in several columns is their names with plus signs between: `year+month+day`, `date+time`.
    """

    x: str = "x"
    y: str = "y"
    date: str = "date"
    until: str = ""
    key: str = ""
    reported: str = ""

    @property
    def wanted(self) -> dict[str, str]:
        """The columns that are asked for."""
        return {part: name for part, name in vars(self).items() if name}


@dataclass(frozen=True)
class Burglaries:
    """What a file holds: metres, and days since 1970 (`earliest` and `latest` are the same for a single date).

    `rows` is how many the file has; `notes` say what was left out or kept with doubt, each with a count. `crs` is
    the reference system the metres are in, "" if none was named. `repeating` is a column that nobody named and
    that looks like an identity: the same burglary on several rows. `reported`: days on which burglaries were
    reported, NaN where a row doesn't say, None where no column was named.
    """

    x: Floats
    y: Floats
    earliest: Floats
    latest: Floats
    rows: int
    crs: str
    notes: tuple[Note, ...] = field(default=())
    repeating: Repeating | None = None
    reported: Floats | None = None

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
        if not gone:
            return self
        x, y, earliest, latest = (values[keep] for values in (self.x, self.y, self.earliest, self.latest))
        notes = (*self.notes, ("left_out", reason, gone))
        again = self.repeating and replace(self.repeating, first=self.repeating.first[keep])
        heard = None if self.reported is None else self.reported[keep]
        return replace(
            self, x=x, y=y, earliest=earliest, latest=latest, notes=notes, repeating=again, reported=heard
        )

    def noted(self, doubt: str, many: int) -> "Burglaries":
        """With a note on rows that are kept, if there are any."""
        return replace(self, notes=(*self.notes, ("kept", doubt, many))) if many else self

    def without_stray(self) -> "Burglaries":
        """Without points a continent's way off, which no grid of small cells can hold."""
        from ..hotspots import far_off

        return self.some(~far_off(self.x, self.y), gettext_noop("lie far from all others"))


def read_burglaries(
    path: Path,
    columns: Columns,
    *,
    crs: str = "",
    dates: DateOrder = "iso",
    layout: Layout = PLAIN,
) -> Burglaries:
    """Read a CSV file (`.gz` too) or a workbook. Raises Refused when it can't be read as burglaries.

    `crs` is the coordinates' reference system, such as "EPSG:3006"; degrees are projected, feet become metres;
    "local" says that they are metres, "feet" that they are feet of no named system.
    """
    if columns.x == columns.y:
        raise Refused(f"Both coordinates are said to be in column {columns.x}. Name one column each.")
    placing.refuse_latitude_first(columns.x, columns.y)
    unread = _Unread()
    suspects: dict[str, str] = {}

    def more(names: Sequence[str]) -> dict[str, str]:
        others = [name for name in names if name not in columns.wanted.values()]
        suspects.update({} if columns.key else identities.candidates(others))
        return suspects

    taken = read_columns(path, columns.wanted, _parsers(columns, dates, unread), layout=layout, more=more)
    cells = taken.parts
    x, y, earliest, latest, alone = cells["x"], cells["y"], *_windows(cells)
    nowhere = ~(np.isfinite(x) & np.isfinite(y)) | ((x == 0) & (y == 0))
    never = ~(np.isfinite(earliest) & np.isfinite(latest))
    _refuse_wrong_columns(path, columns, (nowhere, never), unread)
    found = Burglaries(x, y, earliest, latest, taken.rows, crs, _not_asked(taken.elsewhere))
    found = replace(found, reported=cells.get("reported"))
    found = found.some(~nowhere, gettext_noop("have no usable coordinates"))
    found = found.some(~never[~nowhere], gettext_noop("have no usable date"))
    found = found.noted(gettext_noop("have one end of the window only"), int((alone & ~nowhere & ~never).sum()))
    if "key" in cells:
        found = found.some(
            _first_of_each(cells["key"][~nowhere & ~never]), gettext_noop("repeat another row's identity")
        )
    else:
        usable = ~nowhere & ~never
        found = _suspected(found, {part: cells[part][usable] for part in suspects}, suspects)
    found = found.noted(gettext_noop("are dated by Excel's number of the day"), unread.serials)
    found = found.some(found.latest >= found.earliest, gettext_noop("end before they start"))
    if not found.x.size:
        raise Refused(
            f"No row of {path.name} can be used: " + "; ".join(f"{n} {why}" for _, why, n in found.notes)
        )
    return _doubts(_in_metres(found, crs))


def _not_asked(rows: int) -> tuple[Note, ...]:
    return (("left_out", gettext_noop("are of other kinds than was asked for"), rows),) if rows else ()


def _suspected(found: Burglaries, values: dict[str, AnyArray], names: dict[str, str]) -> Burglaries:
    """With the column that looks like an identity and repeats, if there is one."""
    return replace(found, repeating=identities.repeating(values, names, found.x, found.y, found.earliest))


def read_places(path: Path, columns: Columns) -> tuple[Floats, Floats]:
    """Coordinates alone, as the file has them, without rows that lack them."""
    cells = read_columns(path, {"x": columns.x, "y": columns.y}, _parsers(columns, "iso", _Unread())).parts
    x, y = cells["x"], cells["y"]
    usable = np.isfinite(x) & np.isfinite(y)
    if not usable.any():
        raise Refused(f"No row of {path.name} has coordinates in {columns.x} and {columns.y}.")
    return x[usable], y[usable]


def _windows(cells: dict[str, AnyArray]) -> tuple[Floats, Floats, Flags]:
    """Earliest and latest times; where one is missing the other stands for both, and is told of."""
    earliest = cells["date"]
    if "until" not in cells:
        return earliest, earliest, np.zeros(earliest.size, bool)
    latest = cells["until"]
    alone = np.isfinite(earliest) ^ np.isfinite(latest)
    return np.where(np.isnan(earliest), latest, earliest), np.where(np.isnan(latest), earliest, latest), alone


def _in_metres(found: Burglaries, crs: str) -> Burglaries:
    if crs == LOCAL:
        return found
    if crs == placing.FEET:
        x, y = (v * placing.METRES_IN_A_FOOT for v in (found.x, found.y))
        return replace(found, x=x, y=y, crs=f"{placing.FEET}{IN_METRES}")
    if not crs and looks_like_degrees(found.x, found.y):
        raise Refused(
            f"The coordinates look like degrees (about {np.median(found.x):.4g}, {np.median(found.y):.4g}). "
            "Name their system, such as --crs EPSG:4326, or --crs local if they are metres."
        )
    degrees = degrees_among_metres(found.x, found.y)
    if degrees.sum() > TOO_MANY * degrees.size:
        raise Refused(
            f"{int(degrees.sum())} of {degrees.size} rows have degrees and the others metres or feet. Bring them "
            "into one reference system first."
        )
    found = found.some(~degrees, gettext_noop("have degrees, unlike most"))
    if not crs:
        placing.refuse_unsaid_unit(found.x, found.y)
        return found
    placing.refuse_nowhere(found.x, found.y, crs)
    x, y, name = to_metres(found.x, found.y, crs)
    usable = np.isfinite(x) & np.isfinite(y)
    moved = replace(found, x=x, y=y, crs=name)
    elsewhere = outside_use(found.x, found.y, crs)
    moved = moved.noted(gettext_noop("lie far outside the area of the reference system"), elsewhere)
    return moved.some(usable, gettext_noop("lie outside the reference system's area"))


def _doubts(found: Burglaries) -> Burglaries:
    """Notes on rows that may be wrong: kept, unless they surely stand for a place that nobody knew."""
    from ..hotspots import far_off

    stray = far_off(found.x, found.y)
    if stray.any():  # -9999, say, would be a place of many exact repeats
        _, place, many = np.unique(found.x + 1j * found.y, return_inverse=True, return_counts=True)
        filler = stray & (many[place] > 1)
        found, stray = found.some(~filler, gettext_noop("share one place far from all others")), stray[~filler]
    again = _repeated(found.x, found.y, found.earliest, found.latest)
    found = found.noted(gettext_noop("repeat another row's place and time"), again)
    found = found.noted(gettext_noop("are dated the first of a month, as if no day were known"), _months(found))
    return found.noted(gettext_noop("lie far from all others"), int(stray.sum()))


def _months(found: Burglaries) -> int:
    """How many rows are dated the first of a month, if it is more than chance can be."""
    day = np.floor(found.earliest).astype("datetime64[D]")
    firsts = int((day == day.astype("datetime64[M]")).sum())
    return firsts if firsts > max(TOO_MANY * day.size, LEAST_MONTHS) else 0


def _repeated(*columns: Floats) -> int:
    """How many rows are the same as one before them."""
    order = np.lexsort(columns)
    same = np.ones(max(order.size - 1, 0), bool)
    for column in columns:
        ranked = column[order]
        same &= ranked[1:] == ranked[:-1]
    return int(same.sum())


def _refuse_wrong_columns(path: Path, columns: Columns, bad: tuple[Flags, Flags], unread: "_Unread") -> None:
    """When most rows lack place or time, with one of the texts that could not be read."""
    nowhere, never = bad
    place, when = f"coordinates in {columns.x} and {columns.y}", f"date in {columns.date}"
    asked = "Are the columns right?"
    for lacking, what, parts in ((nowhere, place, ("x", "y")), (never, when, ("date", "until"))):
        if lacking.sum() <= TOO_MANY * lacking.size:
            continue
        text = next((unread.texts[part] for part in parts if part in unread.texts), "")
        such = f", such as “{text[:40]}”" if text else ""
        more = f" {advice(text)}" if lacking is never else ""
        count = f"{int(lacking.sum())} of {lacking.size} rows of {path.name}"
        raise Refused(f"{count} have no usable {what}{such}. {asked}{more}")


@dataclass
class _Unread:
    """Of each part the first text that could not be read; and how many dates were Excel's numbers."""

    texts: dict[str, str] = field(default_factory=dict)
    serials: int = 0


def _parsers(columns: Columns, dates: DateOrder, unread: _Unread) -> dict[str, Parser]:
    """How the texts of each part are read; `unread` is told what could not be."""
    read: dict[str, Parser] = {
        "x": partial(as_numbers, column=columns.x),
        "y": partial(as_numbers, column=columns.y),
        "date": partial(as_days, order=dates, column=columns.date),
        "until": partial(as_days, order=dates, column=columns.until, last=True),
        "reported": partial(as_days, order=dates, column=columns.reported),
    }
    suspects = {f"{identities.PART}{number}": identities.numbered for number in range(identities.MOST)}
    noting = {part: partial(_noting, parser, part, unread) for part, parser in read.items()}
    return {"key": np.array, **suspects, **noting}


def _noting(parser: Parser, part: str, unread: _Unread, texts: list[str]) -> AnyArray:
    values = parser(texts)
    if part == "date":
        unread.serials += serials(texts)
    if part not in unread.texts:
        lost = np.flatnonzero(np.isnan(values))
        said = next((texts[place] for place in lost.tolist() if texts[place].strip()), "")
        if said:
            unread.texts[part] = said.strip()
    return values


def _first_of_each(keys: AnyArray) -> AnyArray:
    """True for the first row of each key; rows without a key are each their own."""
    _, first = np.unique(keys, return_index=True)
    keep = keys == ""
    keep[first] = True
    return np.asarray(keep)
