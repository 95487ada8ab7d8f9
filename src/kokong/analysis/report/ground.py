"""Streets and names on a map of burglaries, from a file of lines or an extract of OpenStreetMap."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from ..arrays import AnyArray, Floats, Refused
from .projecting import named_system
from .reading import Burglaries
from .streets import box

MARGIN_M: Final = 500.0
PLACES: Final = ("suburb", "quarter", "neighbourhood", "village", "hamlet", "town", "locality")
MOST_NAMES: Final = 14
APART: Final = 0.13  # of the map's longer side, between two names


@dataclass(frozen=True, eq=False)
class Ground:
    """Lines as arrays of points, and names at points, the weightiest first; all in the burglaries' metres."""

    lines: tuple[Floats, ...]
    names: tuple[tuple[float, float, str], ...]


def read_ground(path: Path, found: Burglaries) -> Ground:
    """The streets around the burglaries with the names of quarters, or of the longest streets without any.

    Raises Refused when the file can't be read or has no line near the burglaries.
    """
    import pyogrio

    try:
        lines, names = _read(path, found, "lines" if path.suffix == ".pbf" else None)
        quarters = _quarters(path, found) if path.suffix == ".pbf" else []
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError) as error:
        raise Refused(f"{path} can't be read as a map of streets: {str(error).split(';')[0]}") from error
    if not lines:
        raise Refused(f"{path.name} holds no streets near the burglaries. Is it the right area, and in lines?")
    return Ground(tuple(lines), tuple(_spread(quarters or _longest(lines, names), found)))


def _read(path: Path, found: Burglaries, layer: str | None) -> tuple[list[Floats], list[str]]:
    import pyogrio
    import shapely

    info = pyogrio.read_info(path, layer=layer)
    crs = info["crs"] if found.crs else None
    held = [name for name in info["fields"] if str(name).lower() in {"name", "namn", "gatunamn"}][:1]
    asked: dict[str, Any] = {"layer": layer, "where": "highway IS NOT NULL"} if layer else {}
    read = pyogrio.raw.read(path, columns=held, bbox=box(found, crs, MARGIN_M), **asked)
    shapes, fields = shapely.from_wkb(read[2]), read[3]
    parts, of = shapely.get_parts(shapes, return_index=True)
    street = shapely.get_type_id(parts) == 1
    parts, of = _in_metres(parts[street], crs, found.crs), of[street]
    names = [str(fields[0][k] or "") if held else "" for k in of]
    return [np.asarray(shapely.get_coordinates(part)) for part in parts], names


def _in_metres(shapes: AnyArray, crs: str | None, to: str) -> AnyArray:
    import shapely

    if crs is None:
        return shapes
    from pyproj import Transformer

    system, factor = named_system(to)
    change = Transformer.from_crs(crs, system, always_xy=True)
    moved: AnyArray = shapely.transform(shapes, lambda xy: np.column_stack(change.transform(*xy.T)) * factor)
    return moved


def _quarters(path: Path, found: Burglaries) -> list[tuple[float, float, str]]:
    """Named quarters and villages of an extract of OpenStreetMap, the larger kinds first."""
    import pyogrio
    import shapely

    crs = pyogrio.read_info(path, layer="points")["crs"] if found.crs else None
    asked = {"layer": "points", "columns": ["name", "place"], "where": "place IS NOT NULL AND name IS NOT NULL"}
    _, _, wkb, (name, kind) = pyogrio.raw.read(path, bbox=box(found, crs, 0), **asked)
    points = shapely.get_coordinates(_in_metres(shapely.from_wkb(wkb), crs, found.crs))
    some = [k for k in range(len(name)) if kind[k] in PLACES]
    some.sort(key=lambda k: (PLACES.index(kind[k]), str(name[k])))
    return [(float(points[k, 0]), float(points[k, 1]), str(name[k])) for k in some]


def _longest(lines: list[Floats], names: list[str]) -> list[tuple[float, float, str]]:
    """The streets of the greatest length by their names, at the middle of their longest piece."""
    total: dict[str, float] = {}
    piece: dict[str, tuple[float, Floats]] = {}
    for line, name in zip(lines, names, strict=True):
        if name:
            length = float(np.hypot(*np.diff(line, axis=0).T).sum())
            total[name] = total.get(name, 0.0) + length
            if length >= piece.get(name, (0.0, line))[0]:
                piece[name] = (length, line[len(line) // 2])
    ordered = sorted(total, key=lambda name: (-total[name], name))
    return [(float(piece[name][1][0]), float(piece[name][1][1]), name) for name in ordered]


def _spread(names: list[tuple[float, float, str]], found: Burglaries) -> list[tuple[float, float, str]]:
    """As many as don't stand in each other's way."""
    least = APART * max(float(np.ptp(found.x)), float(np.ptp(found.y)), 1.0)
    kept: list[tuple[float, float, str]] = []
    for x, y, name in names:
        if len(kept) < MOST_NAMES and all(np.hypot(x - a, y - b) > least for a, b, _ in kept):
            kept.append((x, y, name))
    return kept
