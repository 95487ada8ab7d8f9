"""What an uploaded file of addresses is taken for, and where its first thousand rows lie; nothing is written."""

from collections import Counter
from collections.abc import Mapping as AnyMapping
from dataclasses import replace
from typing import Any, Final

import numpy as np
from django.utils.translation import gettext as _
from pyproj import CRS
from pyproj.exceptions import CRSError

from kokong.kernel.fields import Point
from kokong.tables import as_text, match

from .. import crs, homes
from ..values import ImportRefused
from . import where
from .clip import Clip
from .explain import described
from .here import own_clip, own_ground
from .looked import Column, Looked, RowSpot
from .mapping import USUAL, Mapping, columns_of
from .table import Taking, xy_of
from .uploaded import Rows, kind_of, rows_of, system_of, turned

LOOKED_AT: Final = 1000
FAR_M: Final = 50_000.0
REASONS: Final = 10


def look(content: bytes, mapping: Mapping) -> Looked:
    """See `api.look_at_places`."""
    if kind_of(content) == "osm":
        return Looked("osm", system=crs.DEGREES, said="EPSG:4326")
    found = rows_of(content, mapping, first=LOOKED_AT + 60)
    said = _name(found.crs)
    base = Looked(
        kind_of(content), found.header, found.at, found.deep, found.sheets, found.sheet, found.total,
        said=said,
    )  # fmt: skip
    first = [[as_text(cell) for cell in cells] for _name, cells, _place in found.rows]
    try:
        columns = columns_of(mapping, found.header, has_shape=found.shaped)
    except ImportRefused as error:
        usual = {name: (column,) for name, column in match(found.header, USUAL).items()}
        given = mapping.columns or ({} if mapping.whole else usual)
        named = {name: those for name, those in given.items() if set(those) <= set(found.header)}
        return replace(
            base, problem=error.message, columns=_columns(found, first, named),
            chosen={name: those[0] for name, those in named.items()},
        )  # fmt: skip
    base = replace(
        base, columns=_columns(found, first, columns),
        chosen={name: those[0] for name, those in columns.items()},
    )  # fmt: skip
    return _placed(base, found, columns, mapping)


def _columns(found: Rows, rows: list[list[str]], used: AnyMapping[str, tuple[str, ...]]) -> tuple[Column, ...]:
    """Each column of the file; those that are not used as registers call them were chosen."""
    usual = match(found.header, USUAL)
    return tuple(
        replace(each, why=_("as it was chosen")) if each.field and usual.get(each.field) != each.name else each
        for each in described(found.header, rows, used, Mapping())
    )


def _name(told: str) -> str:
    try:
        return str(CRS(told).name) if told else ""
    except CRSError:
        return told[:60]


def _placed(base: Looked, found: Rows, columns: dict[str, tuple[str, ...]], mapping: Mapping) -> Looked:
    """With the coordinate system, and the rows where it puts them."""
    rows = found.rows[:LOOKED_AT]
    taking = Taking(columns, mapping, xy_of(columns, mapping))
    results, points = [], []
    for name, cells, place in rows:
        told = dict(zip(found.header, cells, strict=False))
        results.append((name, *taking.take(name, told, turned(place, mapping))))
        points.append(taking.point(told, turned(place, mapping)))
    counts = Counter(why for _row, state, why, _label in results if state != "matched")
    base = replace(
        base, rows=len(rows), good=sum(state == "matched" for _row, state, _why, _label in results),
        left=tuple(counts.most_common(REASONS)), words=tuple(taking.unknown.most_common()),
    )  # fmt: skip
    there = [point for point in points if point is not None]
    if not there:
        return replace(base, problem=_("No row has coordinates."))
    base = _system(base, found, columns, mapping, np.array(there))
    if base.system == "":
        return base
    return _spots(base, results, points, mapping)


def _system(base: Looked, found: Rows, columns: Any, mapping: Mapping, points: np.ndarray) -> Looked:
    """In which system the points lie; asked where none or several fit that nobody chose."""
    epsg = crs.of_municipality()
    # Where the points were turned already, what fits is told as the file has it.
    fits = tuple(
        (fit.crs, fit.swapped != mapping.swapped) for fit in where.fits(points, epsg=epsg, here=own_ground())
    )
    base = replace(base, fits=fits)
    if mapping.crs:
        return replace(base, system=mapping.crs, swapped=mapping.swapped)
    try:
        usual: int | str = system_of(found, columns, mapping, epsg)
    except ImportRefused:
        usual = ""
    if usual != "" and (not fits or any(str(code) == _code(usual) and not turned for code, turned in fits)):
        return replace(base, system=usual, ask=not fits)
    if len(fits) == 1:
        return replace(base, system=fits[0][0], swapped=fits[0][1], ask=True)
    return replace(base, ask=True)


def _code(system: int | str) -> str:
    return str(system).removeprefix("EPSG:")


def _spots(base: Looked, results: list[Any], points: list[Any], mapping: Mapping) -> Looked:
    placed = [(result, point) for result, point in zip(results, points, strict=True) if point is not None]
    given = np.array([point for _result, point in placed])
    if base.swapped != mapping.swapped:
        given = given[:, ::-1]
    try:
        metres = crs.convert_array(given, source=base.system, target=crs.of_municipality())
        lon, lat = crs.convert(given[:, 0], given[:, 1], source=base.system, target=crs.DEGREES)
    except CRSError:
        return replace(base, problem=_("The coordinate system %(crs)s is not known. Nothing was changed.")
                       % {"crs": base.system})  # fmt: skip
    near = homes.beside(points=[Point(x, y) for x, y in metres.tolist()], within_m=FAR_M)
    clip, first = own_clip(), homes.extent() is None
    degrees = np.column_stack([lon, lat])
    names = _elsewhere(clip, degrees)
    spots = tuple(
        RowSpot(row, "aside" if elsewhere else state, label, why or elsewhere, float(x), float(y))
        for ((row, state, why, label), _point), (x, y), close, elsewhere in zip(
            placed, degrees, near, names, strict=True
        )
        if (close or first) and np.isfinite(x) and np.isfinite(y) and abs(y) <= 90
    )
    return replace(base, spots=spots, far=len(placed) - len(spots))


def _elsewhere(clip: Clip | None, degrees: np.ndarray) -> list[str]:
    """Where points lie that are not the municipality's own, in words; empty for its own, or where nobody knows."""
    if clip is None:
        return [""] * len(degrees)
    whose = clip.whose(degrees)
    said = (name or _("no municipality that is known here") for name in whose.names.tolist())
    return ["" if own else _("It lies in %(where)s.") % {"where": name}
            for own, name in zip(whose.own, said, strict=True)]  # fmt: skip
