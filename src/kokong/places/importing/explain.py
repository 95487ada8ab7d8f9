"""What an import would take each column for, and why, without writing anything."""

from collections.abc import Mapping as AnyMapping
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Any, Final, TypeAlias

import numpy as np
from django.utils.translation import gettext as _

from kokong import tables
from kokong.kernel import unreadable
from kokong.tables import as_text

from .. import crs
from ..values import ImportRefused, Outside
from . import osm, table, where
from .clip import left_out
from .here import ground_for
from .layer import cell, inner
from .looked import Column
from .mapping import Mapping, check_told, columns_of
from .report import outside_lines, skipped_lines
from .source import LAYERS, OSM, Points, Source

LOOKED_AT: Final = 1000
SHOWN: Final = 3
Row: TypeAlias = tuple[str, Sequence[Any], tuple[float, float] | None]


@dataclass(frozen=True)
class Explained:
    """What a file was taken for. `place` says in which coordinate systems it lies in the municipality; `skipped`
    counts rows that are left out by what they say, `outside` by where they lie."""

    columns: tuple[Column, ...]
    place: str
    skipped: AnyMapping[str, int] = field(default_factory=dict)
    outside: tuple[Outside, ...] = ()


def explain(path: Path, mapping: Mapping) -> Explained:
    """See `api.explain_places`."""
    check_told(mapping, path.name)
    name = path.name.lower()
    if name.endswith(OSM):
        said = _("An OpenStreetMap extract: its tags are known, in degrees (EPSG:4326).")
        source = osm.read(path, _quiet)
        return _on_map(Explained((), said), source, _given(source), ground_for(source))
    return _of_layer(path, mapping) if name.endswith(LAYERS) else _of_table(path, mapping)


def _of_layer(path: Path, mapping: Mapping) -> Explained:
    meta, fids, shapes, values = table.layer_of(path, mapping, most=LOOKED_AT)
    header = [str(field) for field in meta["fields"]]
    points = [None] * len(fids) if shapes is None else inner(shapes)
    rows = [list(map(cell, row)) for row in zip(*values, strict=True)] or [[] for _point in points]
    told = "" if shapes is None else crs.told(meta["crs"])
    named = list(zip(map(str, fids.tolist()), rows, points, strict=True))
    return _of_rows(header, named, mapping, shaped=shapes is not None, told=told)


def _of_table(path: Path, mapping: Mapping) -> Explained:
    try:
        with table.opened(path, mapping) as (head, below):
            rows = [(str(number), list(cells), None) for number, cells in islice(below, LOOKED_AT)]
    except tables.Unreadable as error:
        raise ImportRefused(unreadable.said(error, bounds=tables.OWN)) from error
    found = _of_rows(list(head.names), rows, mapping, shaped=False, told="")
    if head.at > 1 or head.deep > 1:
        said = _("The headings stand in row %(row)d.") % {"row": head.at}
        return replace(found, place=f"{said} {found.place}")
    return found


def _of_rows(
    header: Sequence[str], rows: Sequence[Row], mapping: Mapping, *, shaped: bool, told: str
) -> Explained:
    """The columns, and where the rows lie as the import would take them: in the only system that fits, where the
    file says none."""
    columns = columns_of(mapping, header, has_shape=shaped)
    taking = table.Taking(columns, mapping, table.xy_of(columns, mapping, shaped=shaped))
    for name, cells, point in rows:
        taking.take(name, dict(zip(header, cells, strict=False)), point)
    source = taking.so_far("")
    given, epsg = _given(source), crs.of_municipality()
    here = ground_for(source)
    fits = where.fits(given, epsg=epsg, here=here)
    text = [[as_text(each) for each in cells] for _name, cells, _point in rows]
    said = _place(len(given), fits, mapping, told)
    explained = Explained(described(header, text, columns, mapping), said)
    if shaped:
        source.crs = mapping.crs or told
    else:
        source.crs = table.system_of(columns, mapping, epsg, given)
    if not (mapping.crs or told) and len(fits) == 1:
        source.crs = fits[0].crs
        given = given[:, ::-1] if fits[0].swapped else given
    return _on_map(explained, source, given, here) if source.crs else explained


def _given(source: Source) -> Points:
    return np.array([(a.x, a.y) for a in source.addresses], dtype=float).reshape(-1, 2)


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


def _place(count: int, fits: Sequence[where.Fit], mapping: Mapping, told: str) -> str:
    if told and not mapping.crs:
        return _("The file says its coordinate system: %(crs)s.") % {"crs": told}
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


def _on_map(explained: Explained, source: Source, given: Points, here: where.Ground) -> Explained:
    """With what is left out. What lies elsewhere is told as long as not most does: then the file is another's, or
    read wrongly, and the import says so."""
    outside = tuple(source.outside)
    if source.addresses:
        found = where.preview(source, given, crs.of_municipality(), here)
        if source.certain or found.own.mean() >= where.HALF:
            out = np.flatnonzero(found.elsewhere)
            outside += tuple(left_out([source.addresses[i] for i in out], found.names[out].tolist()))
    return replace(explained, skipped=dict(source.skipped), outside=outside)


def lines(found: Explained) -> list[str]:
    """For a screen: a line for each column, and where the file lies."""
    told = [
        f"{column.name}: {column.field or '–'} ({column.why}): {'; '.join(column.says)}"
        for column in found.columns
    ]
    return [*told, found.place, *skipped_lines(found.skipped), *outside_lines(found.outside)]
