"""What an uploaded file of addresses is taken for, and where its first thousand rows lie; nothing is written."""

from collections import Counter
from collections.abc import Mapping as AnyMapping
from dataclasses import replace
from typing import Any, Final, TypeAlias

import numpy as np
from django.utils.translation import gettext as _
from pyproj import CRS
from pyproj.exceptions import CRSError

from kokong.tables import as_text, match

from .. import crs
from ..values import ImportRefused
from . import where
from .explain import described
from .here import ground_for, name_it
from .looked import Column, Looked, RowSpot, State
from .mapping import USUAL, Mapping, columns_of
from .source import Source
from .table import Taking, xy_of
from .uploaded import TALLIED, Rows, kind_of, rows_of, system_of, turned
from .where import Ground

LOOKED_AT: Final = 1000
FAR_M: Final = 50_000.0
REASONS: Final = 10
Result: TypeAlias = tuple[str, State, str, str]
"""A row, what becomes of it, why, and what it is called."""


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
    taking = Taking(columns, mapping, xy_of(columns, mapping, shaped=found.shaped))
    results, points = [], []
    for name, cells, place in found.rows[:LOOKED_AT]:
        told = dict(zip(found.header, cells, strict=False))
        results.append((name, *taking.take(name, told, turned(place, mapping))))
        points.append(taking.point(told, turned(place, mapping)))
    _ask_further(taking, found, columns.get(TALLIED, ()))
    base = replace(base, words=tuple(taking.unknown.most_common()))
    there = np.array([point for point in points if point is not None], dtype=float)
    if not len(there):
        return replace(_counted(base, results), problem=_("No row has coordinates."))
    here = ground_for(name_it(taking.so_far("")))
    base = _system(base, found, columns, mapping, there, here)
    if base.system == "":
        return _counted(base, results)
    turn = -1 if base.swapped != mapping.swapped else 1
    source = taking.so_far(base.system)
    try:
        results = _judged(source, results, turn, here)
        return _spots(_counted(base, results), results, points, turn, here)
    except ImportRefused as error:
        return replace(_counted(base, results), problem=error.message)


def _ask_further(taking: Taking, found: Rows, columns: tuple[str, ...]) -> None:
    """Also ask about municipalities that stand only in rows that are not looked at."""
    if len(columns) != 1:
        return
    at = found.header.index(columns[0])
    for _name, cells, _place in found.rows[LOOKED_AT:]:
        taking.ask(as_text(cells[at]) if at < len(cells) else "", 1)
    for said, rows in found.further.get(columns[0], {}).items():
        taking.ask(said, rows)


def _counted(base: Looked, results: list[Result]) -> Looked:
    counts = Counter(why for _row, state, why, _label in results if state != "matched")
    good = sum(state == "matched" for _row, state, _why, _label in results)
    return replace(base, rows=len(results), good=good, left=tuple(counts.most_common(REASONS)))


def _judged(source: Source, results: list[Result], turn: int, here: Ground) -> list[Result]:
    """What becomes of each row, now also by where it lies, as the import would find."""
    given = np.array([(a.x, a.y)[::turn] for a in source.addresses], dtype=float).reshape(-1, 2)
    if not len(given):
        return results
    verdict = where.preview(source, given, crs.of_municipality(), here)
    each = iter(zip(verdict.own, verdict.elsewhere, verdict.names.tolist(), strict=True))
    return [_by_place(result, *next(each)) if result[1] == "matched" else result for result in results]


def _by_place(result: Result, own: bool, elsewhere: bool, name: str) -> Result:
    row, state, why, label = result
    if own:
        return row, state, why, label
    if elsewhere:
        lies_in = {"where": name or _("no municipality that is known here")}
        return row, "aside", _("It lies in %(where)s.") % lies_in, label
    return row, "asked", where.out_of_place(), label


def _system(base: Looked, found: Rows, columns: Any, mapping: Mapping, points: np.ndarray, here: Ground) -> Looked:
    """In which system the points lie; asked where none or several fit that nobody chose."""
    epsg = crs.of_municipality()
    try:
        usual: int | str = system_of(found, columns, mapping, epsg, points)
    except ImportRefused:
        usual = ""
    said = found.crs if found.shaped else ""
    # Where the points were turned already, what fits is told as the file has it.
    fits = tuple((fit.crs, fit.swapped != mapping.swapped) for fit in where.fits(points, epsg=epsg, here=here))
    base = replace(base, fits=fits)
    if mapping.crs:
        return replace(base, system=usual, swapped=mapping.swapped)
    if said and where.lies(points, said, epsg=epsg, here=here):
        return replace(base, system=said)
    if usual != "" and (not fits or any(str(code) == _code(usual) and not turned for code, turned in fits)):
        return replace(base, system=usual, ask=not fits)
    if len(fits) == 1:
        return replace(base, system=fits[0][0], swapped=fits[0][1], ask=True)
    return replace(base, ask=True)


def _code(system: int | str) -> str:
    return str(system).removeprefix("EPSG:")


def _spots(base: Looked, results: list[Result], points: list[Any], turn: int, here: Ground) -> Looked:
    lying = [(result, point[::turn]) for result, point in zip(results, points, strict=True) if point is not None]
    given = np.array([point for _result, point in lying])
    degrees, metres, there = where.placed(given, base.system, crs.of_municipality())
    spots = tuple(
        RowSpot(row, state, label, why, x, y)
        for ((row, state, why, label), _point), (x, y), near in zip(
            lying, degrees.tolist(), (there & _close(metres, here)).tolist(), strict=True
        )
        if near and abs(y) <= 90
    )
    return replace(base, spots=spots, far=len(lying) - len(spots))


def _close(metres: np.ndarray, here: Ground) -> np.ndarray:
    """Which points lie by the municipality's homes; all of them while it has none."""
    if here.extent is None:
        return np.ones(len(metres), dtype=bool)
    west, south, east, north = here.extent
    low, high = np.array([west, south]) - FAR_M, np.array([east, north]) + FAR_M
    return np.asarray(((metres >= low) & (metres <= high)).all(axis=1))
