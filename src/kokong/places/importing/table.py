"""Reads addresses from a table: CSV, a workbook, or a GeoPackage (or another GIS file)."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyogrio
import shapely
from django.utils.translation import gettext as _
from pyogrio.errors import DataLayerError, DataSourceError
from pyproj import CRS
from pyproj.exceptions import CRSError

from kokong import tables
from kokong.kernel import tenancy, unreadable
from kokong.kernel.models import Municipality
from kokong.tables import as_text

from .. import crs, outlines, rules
from ..values import ImportRefused, Progress
from . import regions
from .clip import forms, same
from .mapping import Mapping, columns_of
from .source import Address, Source


def read_table(path: Path, mapping: Mapping, epsg: int, progress: Progress) -> Source:
    """Addresses of a CSV file or a workbook. Coordinates in columns x and y are in `mapping.crs`, else the
    municipality's `epsg`; in lon and lat they are degrees."""
    try:
        with tables.opened(path, encoding=mapping.encoding, delimiter=mapping.delimiter) as table:
            columns = columns_of(mapping, table.header, has_shape=False)
            degrees = "lon" in columns and "lat" in columns
            taking = _Taking(columns, mapping, ("lon", "lat") if degrees else ("x", "y"), progress)
            for number, cells in table.rows:
                taking.take(str(number), dict(zip(table.header, map(as_text, cells), strict=False)))
    except tables.Unreadable as error:
        raise ImportRefused(unreadable.said(error, bounds=tables.OWN)) from error
    return taking.source(crs.DEGREES if degrees else mapping.crs or epsg)


def read_layer(path: Path, mapping: Mapping, progress: Progress) -> Source:
    """Addresses of one layer of a GeoPackage. `mapping.crs` goes before what the file says of itself."""
    meta, fids, shapes, values = layer_of(path, mapping)
    names = list(meta["fields"])
    columns = columns_of(mapping, names, has_shape=shapes is not None)
    arrays = dict(zip(names, values, strict=True))
    points = None if shapes is None else shapely.point_on_surface(shapely.from_wkb(shapes))
    taking = _Taking(columns, mapping, ("x", "y"), progress)
    for i, fid in enumerate(fids):
        where = None if points is None else (shapely.get_x(points[i]), shapely.get_y(points[i]))
        taking.take(str(fid), {name: _plain(values[i]) for name, values in arrays.items()}, where)
    return taking.source(mapping.crs or _system(meta["crs"], path))


def layer_of(path: Path, mapping: Mapping, *, most: int | None = None) -> tuple[Any, Any, Any, Any]:
    """What pyogrio reads of the layer that is meant: what it says of itself, ids, shapes, columns; of its first
    rows only where `most` says how many. Raises ImportRefused for what can't be read, or several layers."""
    try:
        layer = mapping.layer or _only_layer(path)
        meta, fids, shapes, values = pyogrio.raw.read(path, layer=layer, return_fids=True, max_features=most)
    except (DataSourceError, DataLayerError, RuntimeError) as error:
        raise ImportRefused(
            _("%(name)s can't be read: %(error)s Nothing was changed.") % {"name": path.name, "error": error}
        ) from error
    return meta, fids, shapes, values


def _only_layer(path: Path) -> str:
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
    try:
        return CRS(told or "").to_string()
    except CRSError as error:
        raise ImportRefused(
            _(
                "%(name)s doesn't say its coordinate system. Nothing was changed. "
                "Give its EPSG code in a mapping file (crs)."
            )
            % {"name": path.name}
        ) from error


def _plain(value: object) -> str:
    return as_text(value.item() if isinstance(value, np.generic) else value)


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


class Whose:
    """Whose a row is, by what its column of municipalities says: a code, or one of Sweden's 290 by its name."""

    def __init__(self, code: str, name: str) -> None:
        self._code = code
        self._name = name
        self._names = {rules.fold(each.name) for each in outlines.municipalities()}
        self._said: dict[str, str] = {"": ""}  # a register says the same a million times

    def own(self, said: str) -> bool:
        """Whether it says that the row is the municipality's own."""
        return self._read(said) == self._code

    def other(self, said: str) -> str:
        """The other municipality that it names, as it does; empty for our own, and for what names none."""
        return said if self._read(said) not in {"", self._code} else ""

    def _read(self, said: str) -> str:
        if said not in self._said:
            self._said[said] = self._meant(said)
        return self._said[said]

    def _meant(self, said: str) -> str:
        """Our code, a code or name of another, or nothing."""
        if said.isdigit():
            return code if regions.is_swedish(code := said.rjust(4, "0")) else ""
        if same(said, self._name):
            return self._code
        return next(iter(forms(said) & self._names), "")


def whose() -> Whose | None:
    """Whose rows are, seen from the municipality in scope; None where its code is no Swedish one."""
    own = Municipality.objects.get(pk=tenancy.municipality_id())
    return Whose(own.code, own.name) if regions.is_swedish(own.code) else None


class _Taking:
    """Turns rows into addresses, and notes those that can't be."""

    def __init__(
        self, columns: dict[str, tuple[str, ...]], mapping: Mapping, xy: tuple[str, str], progress: Progress
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
        self._whose = whose()
        self._others: Counter[str] = Counter()

    def take(self, row: str, cells: dict[str, str], where: tuple[float, float] | None = None) -> None:
        """One row: its name, its cells by column, and its place where it has a shape."""
        self._count += 1
        if self._count % 5000 == 0:
            self._progress(_("Reading"), self._count, None)
        value = {name: self._joined(columns, cells) for name, columns in self._columns.items()}
        value["street"] = f"{value['street']} {value.get('farm', '')}".strip()
        label = f"{value['street']} {value.get('number', '')}".strip()
        if status := not_in_use(value.get("status", "")):
            self._skipped[_("addresses that are not in use (%(status)s)") % {"status": status}] += 1
            return
        if other := self._whose.other(value.get("municipality", "")) if self._whose else "":
            self._others[other] += 1
            return
        try:
            x, y = where or (coordinate(value[self._xy[0]]), coordinate(value[self._xy[1]]))
        except ValueError:
            self._refused.append((row, label, _("no coordinates")))
            return
        if not value["street"]:
            self._refused.append((row, label, _("no street and no place")))
            return
        self._addresses.append(self._address(row, value, x, y))

    def _own_id(self, address: str, x: float, y: float) -> str:
        """What names a row that has no id: its address, and for a later namesake also its place."""
        first = self._named.setdefault(address, (x, y))
        return address if first == (x, y) else f"{address}|{x:.5f},{y:.5f}"

    @staticmethod
    def _joined(columns: Iterable[str], cells: dict[str, str]) -> str:
        told = (cells.get(column, "").strip() for column in columns)
        return " ".join(cell for cell in told if cell and cell not in _NOTHING)

    def _address(self, row: str, value: dict[str, str], x: float, y: float) -> Address:
        number = f"{value.get('number', '')} {value.get('letter', '')}".strip() or value.get("named", "")
        entrance = f"{value.get('entrance', '')} {value.get('entrance_number', '')}".strip()
        postcode = value.get("postcode", "").lstrip("0")
        value["postcode"] = value.get("postcode", "") if postcode else ""
        unit = rules.unit_name(value.get("unit", ""))
        parts = (value["street"], number, unit, value.get("postcode", ""), value.get("locality", ""))
        return Address(
            source_id=value.get("id") or self._own_id("|".join(map(rules.fold, parts)), x, y),
            street=value["street"],
            number=number,
            x=x,
            y=y,
            unit=unit,
            stairwell=value.get("stairwell", "") or entrance,
            floor=rules.floor_told(value.get("floor", ""), unit=unit),
            postcode=value.get("postcode", ""),
            locality=value.get("locality", ""),
            district=value.get("district", ""),
            kind=self._mapping.kinds.get(rules.fold(value.get("kind", "")), ""),
            row=row,
            told_own=bool(self._whose and self._whose.own(value.get("municipality", ""))),
        )

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
        for other, count in self._others.items():
            self._skipped[_("addresses of another municipality (%(code)s)") % {"code": other}] = count
        if not self._addresses:
            raise ImportRefused(_("No row of the file has a street and coordinates. Nothing was changed."))
        return Source(
            name=self._mapping.source or "table",
            crs=system,
            addresses=self._addresses,
            rows=self._count,
            refused=self._refused,
            skipped=self._skipped,
        )


def coordinate(text: str) -> float:
    """A number with a decimal point or comma, spaces between thousands allowed. Raises ValueError otherwise."""
    value = tables.number(text)
    if value is None:
        raise ValueError(text)
    return value
