"""Reads addresses from a table: CSV, a workbook, or a GeoPackage (or another GIS file)."""

from collections import Counter
from collections.abc import Iterable, Iterator
from collections.abc import Mapping as AnyMapping
from contextlib import contextmanager
from functools import lru_cache
from itertools import chain, islice
from pathlib import Path
from typing import Any, Final

import numpy as np
from django.utils.translation import gettext as _
from pyproj.exceptions import CRSError

from kokong import tables
from kokong.kernel import tenancy, unreadable
from kokong.kernel.models import Municipality
from kokong.tables import Misread, as_text, headings, match, municipalities
from kokong.tables.headings import Headings
from kokong.tables.reading import Numbered

from .. import crs, rules
from ..values import ImportRefused, Progress
from . import regions
from .layer import cell, inner
from .looked import State
from .mapping import USUAL, Mapping, columns_of
from .source import UNNAMED, Address, Points, Source
from .where import like_degrees

BLOCK: Final = 20_000  # rows of a layer that are held at a time
_IN_BLOCKS: Final = (".gpkg", ".shp")  # of other files each block would be read from the file's beginning


def read_table(path: Path, mapping: Mapping, epsg: int, progress: Progress) -> Source:
    """Addresses of a CSV file or a workbook. Coordinates in columns x and y are in `mapping.crs`, else the
    municipality's `epsg`; in lon and lat they are degrees."""
    try:
        with opened(path, mapping) as (head, rows):
            columns = columns_of(mapping, head.names, has_shape=False)
            taking = Taking(columns, mapping, xy_of(columns, mapping), progress)
            for number, cells in rows:
                taking.take(str(number), dict(zip(head.names, cells, strict=False)))
    except tables.Unreadable as error:
        raise ImportRefused(unreadable.said(error, bounds=tables.OWN)) from error
    return taking.source(system_of(columns, mapping, epsg, taking.some_points()))


@contextmanager
def opened(path: Path, mapping: Mapping) -> Iterator[tuple[Headings, Iterator[Numbered]]]:
    """A table's headings, found below titles or over two rows where nobody says where they stand; and the rows."""
    with tables.opened(
        path, encoding=mapping.encoding, delimiter=mapping.delimiter, sheet=mapping.sheet, header=mapping.header
    ) as table:
        first = list(islice(table.rows, headings.AMONG + 1))
        lines = [(table.at, table.header), *first]
        if mapping.header:
            head = headings.over(lines, mapping.header_rows, total=len(first))
        else:
            head = headings.found(lines, lambda names: match(names, USUAL), total=len(first))
        yield head, chain(lines[head.below :], table.rows)


def xy_of(
    columns: AnyMapping[str, tuple[str, ...]], mapping: Mapping, *, shaped: bool = False
) -> tuple[str, str] | None:
    """The fields that hold east and north, in this order; None where shapes say it."""
    if shaped:
        return None
    pair = ("lon", "lat") if {"lon", "lat"} <= set(columns) else ("x", "y")
    return (pair[1], pair[0]) if mapping.swapped else pair


def system_of(columns: AnyMapping[str, tuple[str, ...]], mapping: Mapping, epsg: int, points: Points) -> int | str:
    """The system of coordinates in columns: `mapping.crs`, else the municipality's `epsg`. Longitude and latitude
    are degrees whatever is told of metres, unless the numbers themselves (`points`) are none."""
    if {"lon", "lat"} <= set(columns) and like_degrees(points):
        return mapping.crs if mapping.crs and _in_degrees(mapping.crs) else crs.DEGREES
    return mapping.crs or epsg


def _in_degrees(system: int) -> bool:
    try:
        return crs.in_degrees(system)
    except CRSError:
        return True  # the import says that nobody knows it


def read_layer(path: Path, mapping: Mapping, epsg: int, progress: Progress) -> Source:
    """Addresses of one layer of a GeoPackage. `mapping.crs` goes before what the file says of itself; a layer
    without shapes has its coordinates in columns, as a table."""
    first, _fids, some, _values = layer_of(path, mapping, most=1)
    names, shaped = list(first["fields"]), some is not None
    columns = columns_of(mapping, names, has_shape=shaped)
    taking = Taking(columns, mapping, xy_of(columns, mapping, shaped=shaped), progress)
    for fids, shapes, values in _blocks(path, mapping):
        points = inner(shapes) if shaped else [None] * len(fids)
        for i, (fid, point) in enumerate(zip(fids, points, strict=True)):
            taking.take(str(fid), {n: cell(v[i]) for n, v in zip(names, values, strict=True)}, point)
    if not shaped:
        return taking.source(system_of(columns, mapping, epsg, taking.some_points()))
    return taking.source(mapping.crs or _system(first["crs"], path))


def _blocks(path: Path, mapping: Mapping) -> Iterator[tuple[Any, Any, Any]]:
    """Ids, shapes and columns, so many rows at a time where the file has an index."""
    if not path.name.lower().endswith(_IN_BLOCKS):
        yield layer_of(path, mapping)[1:]
        return
    done = 0
    while True:
        _meta, fids, shapes, values = layer_of(path, mapping, most=BLOCK, skip=done)
        yield fids, shapes, values
        done += len(fids)
        if len(fids) < BLOCK:
            return


def layer_of(path: Path, mapping: Mapping, *, most: int | None = None, skip: int = 0) -> tuple[Any, Any, Any, Any]:
    """What pyogrio reads of the layer that is meant: what it says of itself, ids, shapes, columns; of at most so
    many rows, after those to skip. Raises ImportRefused for what can't be read, or several layers."""
    import pyogrio  # half a second, for map files alone

    try:
        layer = mapping.layer or _only_layer(path)
        meta, fids, shapes, values = pyogrio.raw.read(
            path, layer=layer, return_fids=True, force_2d=True, skip_features=skip, max_features=most
        )
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, RuntimeError) as error:
        raise ImportRefused(
            _("%(name)s can't be read: %(error)s Nothing was changed.") % {"name": path.name, "error": error}
        ) from error
    return meta, fids, shapes, values


def _only_layer(path: Path) -> str:
    import pyogrio

    layers = [str(name) for name, _shape in pyogrio.list_layers(path)]
    if len(layers) != 1:
        raise ImportRefused(
            _(
                "%(name)s has several layers: %(layers)s. Nothing was changed. "
                "Say which one in a mapping file (layer)."
            )
            % {"name": path.name, "layers": ", ".join(layers)}
        )
    return layers[0]


def _system(told: str | None, path: Path) -> str:
    if found := crs.told(told):
        return found
    raise ImportRefused(
        _("%(name)s doesn't say its coordinate system. Nothing was changed. "
          "Give its EPSG code in a mapping file (crs).") % {"name": path.name}
    )  # fmt: skip


_NOTHING: Final = frozenset({"-1", "None", "NULL", "null", "nan"})  # what registers write where they have nothing
# How addresses stand in a register that nobody lives at yet, or any more.
_NOT_IN_USE: Final = frozenset({
    "reserverad", "planerad", "preliminar", "forslag", "avregistrerad", "upphord", "utgangen", "historisk",
    "avslutad", "makulerad", "inaktiv", "borttagen", "reserved", "planned", "proposed", "retired", "historic",
    "inactive",
})  # fmt: skip


def not_in_use(status: str) -> str:
    """The status of an address that is reserved or retired; empty for one in use, or whose status says nothing."""
    return status if rules.fold(status) in _NOT_IN_USE else ""


# What is told of an address in words and whole numbers; a spreadsheet may have made something else of it.
_TYPED: Final = ("street", "farm", "number", "letter", "named", "unit", "stairwell")


class Taking:
    """Turns rows into addresses, and notes those that can't be. `unknown`: municipalities that nobody knows."""

    def __init__(
        self,
        columns: dict[str, tuple[str, ...]],
        mapping: Mapping,
        xy: tuple[str, str] | None,
        progress: Progress = lambda _what, _done, _total: None,
    ) -> None:
        self._columns = columns
        self._mapping = mapping
        self._xy = xy
        self._progress = progress
        self._addresses: list[Address] = []
        self._refused: list[tuple[str, str, str]] = []
        self._skipped: Counter[str] = Counter()
        self._named: dict[str, tuple[float, float]] = {}
        self._count = 0
        self._others: Counter[str] = Counter()
        self.unknown: Counter[str] = Counter()
        own = Municipality.objects.get(pk=tenancy.municipality_id())
        self._swedish = regions.is_swedish(own.code)
        self._names = municipalities.own(name=own.name, code=own.code)
        self._ours: dict[str, bool | None] = {"": None}  # a register says the same a million times
        self._texts: dict[str, str] = {}

    def take(
        self, row: str, cells: AnyMapping[str, object], where: tuple[float, float] | None = None
    ) -> tuple[State, str, str]:
        """One row: its name, its cells by column, and its place where it has a shape. What became of it, why, and
        what it is called."""
        self._count += 1
        if self._count % 5000 == 0:
            self._progress(_("Reading"), self._count, None)
        value = {name: self._joined(columns, cells) for name, columns in self._columns.items()}
        value["street"] = f"{value['street']} {value.get('farm', '')}".strip()
        label = f"{value['street']} {value.get('number', '')}{value.get('letter', '')}".strip()
        if status := not_in_use(value.get("status", "")):
            why = _("addresses that are not in use (%(status)s)") % {"status": status}
            self._skipped[why] += 1
            return "aside", why, label
        if (other := value.get("municipality", "")) and self._is_ours(other) is False:
            self._others[other] += 1
            return "aside", _("addresses of another municipality (%(code)s)") % {"code": other}, label
        if why := self._wrong(row, cells, value, where):
            self._refused.append((row, label, why))
            return "asked", why, label
        return "matched", "", label

    def ask(self, said: str, rows: int) -> None:
        """Ask about a municipality that so many further rows name, where nobody knows it."""
        if said and said not in _NOTHING and self._is_ours(said) is None:
            self.unknown[said] += rows

    def _is_ours(self, said: str) -> bool | None:
        """Whether a municipality is ours; None where nobody knows its name."""
        if said not in self._ours:
            self._ours[said] = self._meant(said)
        return self._ours[said]

    def _meant(self, said: str) -> bool | None:
        key = municipalities.key(said)
        if decided := self._mapping.municipalities.get(key):
            return decided == "ours"
        if key.isdigit() and not self._swedish:  # nobody knows the codes of other countries
            return True
        return municipalities.is_ours(said, self._names)

    def _wrong(
        self,
        row: str,
        cells: AnyMapping[str, object],
        value: dict[str, str],
        where: tuple[float, float] | None,
    ) -> str:
        """Why a row can't be taken; takes it where nothing is wrong."""
        said = value.get("municipality", "")
        if said and self._is_ours(said) is None:
            self.unknown[said] += 1  # asked about on the page; of a file that nobody asks about it says nothing
        if why := self._misread(cells):
            return why
        point = self.point(cells, where)
        if point is None:
            return _("no coordinates")
        if not value["street"]:
            return _("no street and no place")
        self._addresses.append(self._address(row, value, *point))
        return ""

    def point(
        self, cells: AnyMapping[str, object], where: tuple[float, float] | None
    ) -> tuple[float, float] | None:
        """Where a row lies in the file's system, east before north; None where it doesn't say."""
        if self._xy is None:
            return where
        try:
            x, y = (coordinate(self._joined(self._columns[name], cells)) for name in self._xy)
        except ValueError:
            return None
        return x, y

    def _misread(self, cells: AnyMapping[str, object]) -> str:
        """What a spreadsheet made of a part of the address, and what it probably was."""
        for name in _TYPED:
            for column in self._columns.get(name, ()):
                cell = cells.get(column, "")
                found = _misread_text(cell) if isinstance(cell, str) else tables.misread(cell)
                if found is not None:
                    told = {"column": column, "cell": as_text(cell)[:60], "probably": found.probably}
                    return str(unreadable.MISREAD[found.kind] % told)
        return ""

    def _own_id(self, address: str, x: float, y: float) -> str:
        """What names a row that has no id: its address, and for a later namesake also its place."""
        first = self._named.setdefault(address, (x, y))
        return address if first == (x, y) else f"{address}|{x:.5f},{y:.5f}"

    @staticmethod
    def _joined(columns: Iterable[str], cells: AnyMapping[str, object]) -> str:
        told = (as_text(cells.get(column, "")) for column in columns)
        return " ".join(cell for cell in told if cell and cell not in _NOTHING)

    def _address(self, row: str, value: dict[str, str], x: float, y: float) -> Address:
        number = f"{value.get('number', '')} {value.get('letter', '')}".strip() or value.get("named", "")
        entrance = f"{value.get('entrance', '')} {value.get('entrance_number', '')}".strip()
        postcode = value.get("postcode", "").lstrip("0")
        value["postcode"] = value.get("postcode", "") if postcode else ""
        unit = rules.unit_name(value.get("unit", ""))
        parts = (value["street"], number, unit, value.get("postcode", ""), value.get("locality", ""))
        once = self._once
        return Address(
            source_id=value.get("id") or self._own_id("|".join(map(rules.fold, parts)), x, y),
            street=once(value["street"]),
            number=once(number),
            x=x,
            y=y,
            unit=once(unit),
            stairwell=once(value.get("stairwell", "") or entrance),
            floor=rules.floor_told(value.get("floor", ""), unit=unit),
            postcode=once(value.get("postcode", "")),
            locality=once(value.get("locality", "")),
            district=once(value.get("district", "")),
            kind=self._mapping.kinds.get(rules.fold(value.get("kind", "")), ""),
            row=row,
            told_own=self._swedish and self._is_ours(value.get("municipality", "")) is True,
        )

    def _once(self, text: str) -> str:
        """The same text as before, where it came before: each cell of a file is one of its own."""
        return self._texts.setdefault(text, text)

    def some_points(self) -> Points:
        """Where the first addresses lie, in the file's system."""
        return np.array([(a.x, a.y) for a in self._addresses[:1000]]).reshape(-1, 2)

    def source(self, system: int | str) -> Source:
        """All that was read. Raises ImportRefused when nothing was."""
        if not self._count:
            raise ImportRefused(_("The file has no rows. Nothing was changed."))
        if not self._addresses and self._others:
            listed = ", ".join(f"{name} {count}" for name, count in self._others.most_common(3))
            raise ImportRefused(
                _("All addresses of the file are another municipality's (%(listed)s). Nothing was changed.")
                % {"listed": listed}
            )
        if not self._addresses:
            raise ImportRefused(_("No row of the file has a street and coordinates. Nothing was changed."))
        return self.so_far(system)

    def so_far(self, system: int | str) -> Source:
        """What was read until now, though it be nothing."""
        others = {_("addresses of another municipality (%(code)s)") % {"code": other}: count
                  for other, count in self._others.items()}  # fmt: skip
        return Source(
            name=self._mapping.source or UNNAMED,
            crs=system,
            addresses=self._addresses,
            rows=self._count,
            refused=self._refused,
            skipped=self._skipped + Counter(others),
        )


@lru_cache(maxsize=1 << 16)  # registers repeat a few thousand names and numbers a million times
def _misread_text(text: str) -> Misread | None:
    return tables.misread(text)


def coordinate(text: str) -> float:
    """A number with a decimal point or comma, spaces between thousands allowed. Raises ValueError otherwise."""
    value = tables.number(text)
    if value is None:
        raise ValueError(text)
    return value
