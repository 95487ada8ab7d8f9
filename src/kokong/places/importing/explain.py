"""What an import would take each column for, and why, without writing anything."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

import numpy as np
from django.utils.translation import gettext as _

from kokong import tables
from kokong.kernel import tenancy, unreadable
from kokong.kernel.models import Municipality
from kokong.tables import as_text

from .. import crs, homes
from ..values import ImportRefused
from . import table, where
from .mapping import Mapping, columns_of
from .source import LAYERS, OSM

LOOKED_AT: Final = 1000
SHOWN: Final = 3


@dataclass(frozen=True)
class Column:
    """A column of the file: the field it was taken for (empty: not used), why, and what its first cells say."""

    name: str
    field: str
    why: str
    says: tuple[str, ...]


@dataclass(frozen=True)
class Explained:
    """What a file was taken for. `place` says in which coordinate systems it lies in the municipality."""

    columns: tuple[Column, ...]
    place: str


def explain(path: Path, mapping: Mapping) -> Explained:
    """See `api.explain_places`."""
    name = path.name.lower()
    if name.endswith(OSM):
        return Explained((), _("An OpenStreetMap extract: its tags are known, in degrees (EPSG:4326)."))
    if name.endswith(LAYERS):
        meta, _fids, shapes, values = table.layer_of(path, mapping, most=LOOKED_AT)
        header = [str(field) for field in meta["fields"]]
        rows = [[as_text(cell) for cell in row] for row in zip(*(v.tolist() for v in values), strict=True)]
        found = columns_of(mapping, header, has_shape=shapes is not None)
        said = _("The file says its coordinate system: %(crs)s.") % {"crs": mapping.crs or meta["crs"]}
        return Explained(_columns(header, rows, found, mapping), said)
    try:
        with tables.opened(path, encoding=mapping.encoding, delimiter=mapping.delimiter) as opened:
            header = list(opened.header)
            rows = [list(map(as_text, cells)) for _number, cells in islice(opened.rows, LOOKED_AT)]
    except tables.Unreadable as error:
        raise ImportRefused(unreadable.said(error, bounds=tables.OWN)) from error
    found = columns_of(mapping, header, has_shape=False)
    return Explained(_columns(header, rows, found, mapping), _place(header, rows, found, mapping))


def _columns(
    header: Sequence[str], rows: Sequence[Sequence[str]], found: dict[str, tuple[str, ...]], mapping: Mapping
) -> tuple[Column, ...]:
    field_of = {column: field for field, columns in found.items() for column in columns}
    named = {column for columns in mapping.columns.values() for column in columns}
    return tuple(
        Column(
            name,
            field_of.get(name, ""),
            _why(name, field_of.get(name, ""), named),
            tuple(dict.fromkeys(row[i] for row in rows[:50] if i < len(row) and row[i]))[:SHOWN],
        )
        for i, name in enumerate(header)
    )


def _why(name: str, field: str, named: set[str]) -> str:
    if not field:
        return _("not used")
    return _("named in the mapping") if name in named else _("called so in registers")


def _place(
    header: Sequence[str], rows: Sequence[Sequence[str]], found: dict[str, tuple[str, ...]], mapping: Mapping
) -> str:
    pair = ("lon", "lat") if {"lon", "lat"} <= set(found) else ("x", "y")
    x, y = (header.index(found[name][0]) for name in pair)
    points = [point for row in rows if (point := _point(row, x, y)) is not None]
    if not points:
        return _("No row has coordinates.")
    own = Municipality.objects.get(pk=tenancy.municipality_id())
    here = where.ground(epsg=crs.of_municipality(), code=own.code, extent=homes.extent())
    fits = where.fits(np.array(points), epsg=crs.of_municipality(), here=here)
    north_first = _("north before east")
    listed = ", ".join(f"EPSG:{fit.crs}" + (f" ({north_first})" if fit.swapped else "") for fit in fits)
    if mapping.crs:
        return _("The mapping says EPSG:%(crs)s. In the municipality lie: %(fits)s.") % {
            "crs": mapping.crs, "fits": listed or "–"}  # fmt: skip
    return _("The file doesn't say its coordinate system. In the municipality it lies as: %(fits)s.") % {
        "fits": listed or "–"
    }


def _point(row: Sequence[str], x: int, y: int) -> tuple[float, float] | None:
    """Where a row lies; None where its cells are no numbers, as an import refuses that row alone."""
    try:
        return table.coordinate(row[x]), table.coordinate(row[y])
    except (ValueError, IndexError):
        return None


def lines(found: Explained) -> list[str]:
    """For a screen: a line for each column, and where the file lies."""
    told = [
        f"{column.name}: {column.field or '–'} ({column.why}): {'; '.join(column.says)}"
        for column in found.columns
    ]
    return [*told, found.place]
