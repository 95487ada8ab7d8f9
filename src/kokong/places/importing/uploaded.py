"""A file of addresses from the page: opened apart, as plain rows; or an OpenStreetMap extract, as it is."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Mapping as AnyMapping
from dataclasses import dataclass, field, fields
from math import isfinite
from typing import Any, Final, Literal, TypeVar

import numpy as np
import shapely
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kokong import tables
from kokong.kernel import unreadable
from kokong.tables import Cell, Fault, clean, headings, match
from kokong.tables.apart import Limits, Stopped, apart

from .. import crs
from ..values import FilesBusy, ImportRefused, Outside
from . import strangers, table
from .mapping import USUAL, Mapping, columns_of
from .source import Address, Border, Features, Outlines, Points, Source
from .table import Taking, xy_of

# What opens map files reserves much more of the address space than it takes.
MAPS: Final = Limits(memory=4 << 30, cpu_s=60)
EXTRACTS: Final = Limits(memory=4 << 30, cpu_s=300, wall_s=600.0)
SHEETS: Final = 10
TALLIED: Final = "municipality"  # what is asked about of all rows, however few are looked at
Kind = Literal["table", "layer", "osm"]
Value = TypeVar("Value")


@dataclass(frozen=True)
class Rows:
    """A file's headings and rows, each with its name, cells and place. `sheets` are a workbook's, or the layers of
    a map file, `sheet` which of them this is; `crs` the coordinate system that the file says itself. `further`
    counts what stands in the rows that were not asked for, of columns that hold few words."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, Sequence[Cell], tuple[float, float] | None], ...]
    total: int
    at: int = 0
    deep: int = 1
    sheets: tuple[str, ...] = ()
    sheet: int = 0
    crs: str = ""
    shaped: bool = False
    further: AnyMapping[str, AnyMapping[str, int]] = field(default_factory=dict)


def kind_of(content: bytes) -> Kind:
    """What a file is, by its first bytes."""
    start = content[:256].removeprefix(b"\xef\xbb\xbf").lstrip()
    if b"OSMHeader" in content[:64]:
        return "osm"
    return "layer" if content.startswith(strangers.SQLITE) or start.startswith(b"{") else "table"


def rows_of(content: bytes, mapping: Mapping, *, first: int | None = None) -> Rows:
    """The rows of a table or of a map file's layer, or the `first` of them. Raises ImportRefused, FilesBusy."""
    if kind_of(content) == "layer":
        return _layer(content, mapping, first)
    found = _sheet(content, mapping, mapping.sheet, first)
    if mapping.sheet is None and not mapping.header and len(_guess(found.header)) < 2:
        for number in range(min(len(found.sheets), SHEETS)):
            try:
                tried = _sheet(content, mapping, number, first)
            except ImportRefused:  # an empty sheet
                continue
            found = max(found, tried, key=lambda each: len(_guess(each.header)))
    return found


def _guess(header: Sequence[str]) -> dict[str, str]:
    return match(header, USUAL)


def _sheet(content: bytes, mapping: Mapping, number: int | None, first: int | None) -> Rows:
    try:
        read = tables.uploaded(content, first=first, sheet=number, header=mapping.header, tally=first is not None)
    except tables.Unreadable as error:
        busy = error.fault is Fault.BUSY
        raise (FilesBusy if busy else ImportRefused)(unreadable.said(error)) from error
    lines = [(read.at, read.header), *read.rows]
    if mapping.header:
        head = headings.over(lines, mapping.header_rows, total=read.total)
    else:
        head = headings.found(lines, _guess, total=read.total)
    rows = tuple((str(number), cells, None) for number, cells in lines[head.below :])
    further = {name: words for name, words in zip(head.names, read.tally, strict=False) if words}
    return Rows(
        head.names, rows, read.total - head.below + 1, head.at, head.deep, read.sheets, read.sheet, further=further
    )


def _layer(content: bytes, mapping: Mapping, first: int | None) -> Rows:
    def understood(head: Any, rows: list[Any]) -> Rows:
        if "fault" in head:
            raise ImportRefused(_WHY[head["fault"]]())
        kept = tuple((str(int(fid)), tuple(map(_cell, cells)), _place(place)) for fid, place, cells in rows)
        layers = tuple(clean(str(name))[:120] for name in head["layers"])
        header = tuple(clean(str(name)) for name in head["fields"])
        told = crs.told(clean(str(head["crs"])))
        further = {clean(str(name)): _tally(words) for name, words in head["tally"].items()}
        shaped = bool(head["shapes"])
        return Rows(header, kept, int(head["total"]), 0, 1, layers, int(head["layer"]), told, shaped, further)

    (column, *_more) = mapping.columns.get(TALLIED, ("",))
    return _apart(
        strangers.layer, content, MAPS, understood, number=mapping.sheet or 0, first=first, tally=column,
        called=list(USUAL[TALLIED]),
    )  # fmt: skip


def _tally(said: AnyMapping[str, Any]) -> dict[str, int]:
    return {clean(str(word)): int(rows) for word, rows in said.items()}


def _cell(said: Any) -> Cell:
    if isinstance(said, str):
        return clean(said)
    if isinstance(said, bool | int | float):
        return said
    raise ValueError(said)


def _place(said: Any) -> tuple[float, float] | None:
    if said is None:
        return None
    x, y = map(float, said)
    return (x, y) if isfinite(x) and isfinite(y) else None


def _apart(
    function: Callable[..., Iterator[Any]], content: bytes, limits: Limits,
    understood: Callable[[Any, list[Any]], Value], **given: Any,
) -> Value:  # fmt: skip
    """What the other process says, believed as far as it has the right form. Raises ImportRefused, FilesBusy."""
    try:
        head, *rest = apart(function, content, limits=limits, **given)
        return understood(head, rest)
    except Stopped as error:
        if error.why == "busy":
            raise FilesBusy(_WHY["busy"]()) from error
        raise ImportRefused(_WHY["costly" if error.why in {"time", "memory", "answer"} else "broken"]()) from error
    except (
        TypeError,
        ValueError,
        LookupError,
        ArithmeticError,
        AttributeError,
        shapely.errors.ShapelyError,
    ) as error:
        raise ImportRefused(_WHY["broken"]()) from error


def source(content: bytes, mapping: Mapping, epsg: int) -> Source:
    """All that a file holds, for the import. Raises ImportRefused, FilesBusy."""
    if kind_of(content) == "osm":
        return _apart(strangers.extract, content, EXTRACTS, _extract, language=get_language() or "en")
    found = rows_of(content, mapping)
    columns = columns_of(mapping, found.header, has_shape=found.shaped)
    taking = Taking(columns, mapping, xy_of(columns, mapping, shaped=found.shaped))
    for name, cells, place in found.rows:
        taking.take(name, dict(zip(found.header, cells, strict=False)), turned(place, mapping))
    return taking.source(system_of(found, columns, mapping, epsg, taking.some_points()))


def turned(place: tuple[float, float] | None, mapping: Mapping) -> tuple[float, float] | None:
    """A shape's place, its axes as the mapping has them."""
    return (place[1], place[0]) if place is not None and mapping.swapped else place


def system_of(
    found: Rows, columns: dict[str, tuple[str, ...]], mapping: Mapping, epsg: int, points: Points
) -> int | str:
    """The coordinate system of a file: as it was decided, as the file says, degrees for degrees, else our own."""
    if not found.shaped:
        return table.system_of(columns, mapping, epsg, points)
    if system := mapping.crs or found.crs:
        return system
    raise ImportRefused(_("The file doesn't say its coordinate system. Nothing was changed. Choose it."))


def _extract(head: Any, rest: list[Any]) -> Source:
    if "fault" in head:
        raise ImportRefused(clean(str(head["said"])))
    parts: dict[str, list[Any]] = {"address": [], "building": [], "feature": [], "border": []}
    for kind, *values in rest:
        parts[kind].append(values)
    buildings, features = _columns(parts["building"], 6), _columns(parts["feature"], 6)
    return Source(
        name="osm",
        crs=crs.DEGREES,
        addresses=[_address(values) for values in parts["address"]],
        rows=int(head["rows"]),
        refused=[(str(a), str(b), str(c)) for a, b, c in head["refused"]],
        skipped=Counter({str(what): int(count) for what, count in head["skipped"].items()}),
        outlines=Outlines(
            list(map(str, buildings[0])), list(map(str, buildings[1])), list(map(int, buildings[2])),
            _shapes(buildings[5]), list(map(int, buildings[3])), [_tags(each) for each in buildings[4]],
        ),
        features=Features(
            list(map(str, features[0])), list(map(str, features[1])), list(map(str, features[2])),
            _shapes(features[5]),
        ),
        walkable=np.array([bool(each) for each in features[3]], dtype=bool),
        barring=np.array([bool(each) for each in features[4]], dtype=bool),
        certain=True,
        borders=tuple(
            Border(int(level), str(name), str(country), frozenset(map(str, refs)), _shapes([shape])[0])
            for level, name, country, refs, shape in parts["border"]
        ),
        outside=[
            Outside(str(named), int(count), tuple(map(str, some))) for named, count, some in head["outside"]
        ],
    )  # fmt: skip


def _address(values: list[Any]) -> Address:
    """An address again: text is text, numbers are numbers."""
    given = dict(zip((each.name for each in fields(Address)), values, strict=True))
    for name in ("x", "y"):
        given[name] = float(given[name])
    for name in ("first", "homes"):
        given[name] = int(given[name])
    given["told_own"] = bool(given["told_own"])
    for name in ("uses", "lent"):
        given[name] = _tags(given[name])
    given["floor"] = None if given["floor"] is None else int(given["floor"])
    text = {name: clean(str(value)) for name, value in given.items() if isinstance(value, str)}
    return Address(**given | text)


def _tags(said: Any) -> dict[str, str]:
    return {str(key): str(value) for key, value in said.items()}


def _columns(rows: list[Any], width: int) -> list[list[Any]]:
    return [list(column) for column in zip(*rows, strict=True)] if rows else [[] for _i in range(width)]


def _shapes(wkb: list[Any]) -> Any:
    return shapely.from_wkb(np.array([bytes.fromhex(each) for each in wkb], dtype=object))


_WHY: Final[dict[str, Callable[[], str]]] = {
    "empty": lambda: _("The file is empty."),
    "many": lambda: _(
        "The file has more than 200,000 rows. Nothing was changed. Ask whoever looks after the "
        "installation to import it with `kokong import places`."
    ),
    "broken": lambda: _(
        "The file can't be read: it may be cut off, or is none of those named. Nothing was changed."
    ),
    "costly": lambda: _(
        "Opening the file took more memory or time than a file may, so it was stopped. Nothing was changed. Cut "
        "out the municipality, or ask whoever looks after the installation to import it with `kokong import "
        "places`."
    ),
    "busy": lambda: _("Other files are being read just now. Nothing was changed. Try again in a minute."),
}  # fmt: skip
