"""What an import would take each column for, and why, without writing anything."""

from collections.abc import Mapping as AnyMapping
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Final

import numpy as np
import shapely
from django.utils.translation import gettext as _

from kokong import tables
from kokong.kernel import unreadable
from kokong.tables import as_text

from .. import crs
from ..values import ImportRefused, Outside
from . import osm, table, where
from .clip import believed, left_out
from .here import own_clip, own_ground
from .looked import Column
from .mapping import Mapping, columns_of
from .report import outside_lines
from .source import LAYERS, OSM, Address, Source

LOOKED_AT: Final = 1000
SHOWN: Final = 3
_LABEL: Final = ("street", "farm", "number", "letter", "unit", "postcode", "locality")


@dataclass(frozen=True)
class Spot:
    """An address of the file for a map: degrees, what it says, and whether it lies in the municipality."""

    lon: float
    lat: float
    label: str
    own: bool


@dataclass(frozen=True)
class Explained:
    """What a file was taken for. `place` says in which coordinate systems it lies in the municipality, `fits` are
    they, where the file says none itself; `outside` is what lies elsewhere of the rows that were looked at,
    `spots` where some of them lie: in the only system that fits, else in the one that the import would take."""

    columns: tuple[Column, ...]
    place: str
    fits: tuple[where.Fit, ...] = ()
    outside: tuple[Outside, ...] = ()
    spots: tuple[Spot, ...] = ()


def explain(path: Path, mapping: Mapping) -> Explained:
    """See `api.explain_places`."""
    name = path.name.lower()
    if name.endswith(OSM):
        said = _("An OpenStreetMap extract: its tags are known, in degrees (EPSG:4326).")
        return _on_map(Explained((), said), osm.read(path, _quiet))
    return _of_layer(path, mapping) if name.endswith(LAYERS) else _of_table(path, mapping)


def _of_layer(path: Path, mapping: Mapping) -> Explained:
    meta, _fids, shapes, values = table.layer_of(path, mapping, most=LOOKED_AT)
    header = [str(field) for field in meta["fields"]]
    rows = [[as_text(cell) for cell in row] for row in zip(*(v.tolist() for v in values), strict=True)]
    found = columns_of(mapping, header, has_shape=shapes is not None)
    system = mapping.crs or meta["crs"]
    said = _("The file says its coordinate system: %(crs)s.") % {"crs": system}
    explained = Explained(described(header, rows, found, mapping), said)
    if shapes is None or not system:
        return explained
    points = shapely.point_on_surface(shapely.from_wkb(shapes))
    at = [None if point is None else (float(point.x), float(point.y)) for point in points]
    return _on_map(explained, _sample(header, rows, found, at, system))


def _of_table(path: Path, mapping: Mapping) -> Explained:
    try:
        with table.opened(path, mapping) as (head, below):
            header = list(head.names)
            rows = [list(map(as_text, cells)) for _number, cells in islice(below, LOOKED_AT)]
    except tables.Unreadable as error:
        raise ImportRefused(unreadable.said(error, bounds=tables.OWN)) from error
    found = columns_of(mapping, header, has_shape=False)
    at, degrees = _points(header, rows, found)
    points = np.array([point for point in at if point is not None], dtype=float).reshape(-1, 2)
    fits = where.fits(points, epsg=crs.of_municipality(), here=own_ground())
    said = _place(len(points), fits, mapping)
    if head.at > 1 or head.deep > 1:
        said = _("The headings stand in row %(row)d.") % {"row": head.at} + " " + said
    explained = Explained(described(header, rows, found, mapping), said, tuple(fits))
    system = crs.DEGREES if degrees else mapping.crs or crs.of_municipality()
    if len(fits) == 1:
        system = fits[0].crs
        at = [point if point is None or not fits[0].swapped else (point[1], point[0]) for point in at]
    return _on_map(explained, _sample(header, rows, found, at, system))


def _quiet(_what: str, _done: int, _total: int | None) -> None:
    """Nobody waits for a bar."""


def described(
    header: Sequence[str], rows: Sequence[Sequence[str]], found: AnyMapping[str, tuple[str, ...]], mapping: Mapping
) -> tuple[Column, ...]:
    """Each column, with what it was taken for and why."""
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


def _points(
    header: Sequence[str], rows: Sequence[Sequence[str]], found: dict[str, tuple[str, ...]]
) -> tuple[list[tuple[float, float] | None], bool]:
    """Where each row lies, and whether that is in degrees."""
    degrees = {"lon", "lat"} <= set(found)
    x, y = (header.index(found[name][0]) for name in (("lon", "lat") if degrees else ("x", "y")))
    return [_point(row, x, y) for row in rows], degrees


def _place(count: int, fits: Sequence[where.Fit], mapping: Mapping) -> str:
    if not count:
        return _("No row has coordinates.")
    north_first = _("north before east")
    listed = ", ".join(f"EPSG:{fit.crs}" + (f" ({north_first})" if fit.swapped else "") for fit in fits)
    if mapping.crs:
        return _("The mapping says EPSG:%(crs)s. In the municipality lie: %(fits)s.") % {
            "crs": mapping.crs, "fits": listed or "–"}  # fmt: skip
    return _("The file doesn't say its coordinate system. In the municipality it lies as: %(fits)s.") % {
        "fits": listed or "–"
    }


def _sample(
    header: Sequence[str], rows: Sequence[Sequence[str]], found: dict[str, tuple[str, ...]],
    points: Sequence[tuple[float, float] | None], system: int | str,
) -> Source:  # fmt: skip
    """The rows that have a place, as a source; without those that say they are another municipality's."""
    named = [header.index(column) for field in _LABEL for column in found.get(field, ())]
    told, towns = ([header.index(column) for column in found.get(field, ())][:1]
                   for field in ("municipality", "locality"))  # fmt: skip
    whose = table.whose()
    addresses, others = [], []
    for i, (row, point) in enumerate(zip(rows, points, strict=False)):
        if point is None:
            continue
        label = " ".join(row[n] for n in named if n < len(row))
        said, town = ("".join(row[n].strip() for n in each if n < len(row)) for each in (told, towns))
        address = Address(str(i), label, "", *point, locality=town, told_own=bool(whose and whose.own(said)))
        if other := whose.other(said) if whose else "":
            others.append((address, other))
        else:
            addresses.append(address)
    left = left_out([address for address, _other in others], [other for _address, other in others])
    return Source("", system, addresses, len(rows), outside=left)


def _on_map(explained: Explained, source: Source) -> Explained:
    """With where the addresses lie. What lies elsewhere is told as long as not most does: then the file is
    another's, or read wrongly, and the import says so."""
    clip = own_clip(source)
    if not source.addresses:
        return explained
    degrees = where.in_degrees(source)
    there = np.asarray(np.isfinite(degrees).all(axis=1))
    own, outside = there, tuple(source.outside)
    if clip is not None:
        whose = clip.whose(degrees)
        own = whose.own.copy()
        off = np.flatnonzero(~own & believed(source.addresses, own & there))
        own[off] = clip.near(degrees[off])
        out = np.flatnonzero(there & ~own)
        if source.certain or own.mean() >= where.HALF:
            outside += tuple(left_out([source.addresses[i] for i in out], whose.names[out].tolist()))
    spots = tuple(
        Spot(float(degrees[i, 0]), float(degrees[i, 1]), source.addresses[i].label, bool(own[i]))
        for i in range(0, len(degrees), max(1, len(degrees) // LOOKED_AT))
        if there[i]
    )
    return replace(explained, outside=outside, spots=spots)


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
    return [*told, found.place, *outside_lines(found.outside)]
