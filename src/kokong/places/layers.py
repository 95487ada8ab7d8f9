"""What the map shows, kept in Web Mercator: water, green, roads and rails as features, buildings as outlines."""

from collections.abc import Iterable
from typing import Any, Final

import numpy as np
import shapely
from django.db import connection
from numpy.typing import NDArray

from kokong.kernel import tenancy

from . import crs

Shapes = NDArray[np.object_]
WORLD_M: Final = 40_075_016.685578488
DETAIL_M: Final = 0.3  # half of what a tile of the largest zoom can tell apart
LAST_ZOOM: Final = 14
_FIRST_ZOOM: Final = {
    "major": 8, "minor": 12, "path": 13, "river": 9, "canal": 11, "stream": 13, "ditch": 14, "drain": 14, "sea": 0,
    "rail": 10, "siding": 13, "tram": 13,
}  # fmt: skip


def to_mercator(shapes: Shapes, source: int | str = crs.DEGREES) -> Shapes:
    """Shapes in Web Mercator."""
    found: Shapes = shapely.transform(shapes, lambda p: crs.convert_array(p, source=source, target=crs.MERCATOR))
    return found


def to_metres(shapes: Shapes, epsg: int) -> Shapes:
    """Shapes in Web Mercator as metres of the municipality's system."""
    found: Shapes = shapely.transform(shapes, lambda p: crs.convert_array(p, source=crs.MERCATOR, target=epsg))
    return found


def first_zoom(kinds: list[str], shapes: Shapes) -> NDArray[np.int64]:
    """The zoom from which a feature is drawn: lines by kind, areas once they are three pixels wide."""
    west, south, east, north = shapely.bounds(shapes).T
    size = np.maximum(np.maximum(east - west, north - south), 1.0)
    by_size = np.ceil(np.log2(WORLD_M * 3 / (512 * size)))
    fixed = np.array([_FIRST_ZOOM.get(kind, -1) for kind in kinds])
    return np.where(fixed >= 0, fixed, np.clip(by_size, 5, LAST_ZOOM)).astype(np.int64)


def replace_features(source: str, layers: list[str], kinds: list[str], names: list[str], shapes: Shapes) -> None:
    """Replace a source's features of the municipality in scope; shapes in Mercator."""
    zooms = first_zoom(kinds, shapes)
    boxes = shapely.bounds(shapes)
    wkb = shapely.to_wkb(shapely.simplify(shapes, DETAIL_M))
    rows = (
        (source, layer, kind, name[:160], int(zoom), shape, *map(float, box))
        for layer, kind, name, zoom, shape, box in zip(layers, kinds, names, zooms, wkb, boxes, strict=True)
    )
    columns = "source, layer, kind, name, min_zoom, shape, west, south, east, north"
    types = "source text, layer text, kind text, name text, min_zoom smallint, shape bytea," + _BOX
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM places_mapfeature WHERE source = %s", [source])
        _copy(cursor, types, columns, rows)
        cursor.execute(
            f"INSERT INTO places_mapfeature (municipality_id, {columns}) SELECT %s, {columns} FROM staged",  # noqa: S608
            [tenancy.municipality_id()],
        )
        cursor.execute("DROP TABLE staged")


_BOX = " west float8, south float8, east float8, north float8"
_BUILDINGS = "source_id, kind, levels, outline, west, south, east, north"


def replace_buildings(source: str, ids: list[str], kinds: list[str], levels: list[int], shapes: Shapes) -> None:
    """Make a source's buildings of the municipality in scope exactly these; unchanged ones keep their rows."""
    boxes = shapely.bounds(shapes)
    wkb = shapely.to_wkb(shapes)
    rows = (
        (name, kind[:40], level if level >= 0 else None, shape, *map(float, box))
        for name, kind, level, shape, box in zip(ids, kinds, levels, wkb, boxes, strict=True)
    )
    types = "source_id text, kind text, levels smallint, outline bytea," + _BOX
    with connection.cursor() as cursor:
        _copy(cursor, types, _BUILDINGS, rows)
        gone = (
            "SELECT id FROM places_building b WHERE source = %s"
            " AND NOT EXISTS (SELECT FROM staged s WHERE s.source_id = b.source_id)"
        )
        cursor.execute(f"UPDATE places_dwelling SET building_id = NULL WHERE building_id IN ({gone})", [source])  # noqa: S608
        cursor.execute(f"DELETE FROM places_building WHERE id IN ({gone})", [source])  # noqa: S608
        cursor.execute(_KEEP_BUILDINGS, {"municipality": tenancy.municipality_id(), "source": source})
        cursor.execute("DROP TABLE staged")


_KEEP_BUILDINGS = f"""
INSERT INTO places_building AS b (municipality_id, source, {_BUILDINGS})
SELECT %(municipality)s, %(source)s, {_BUILDINGS} FROM staged
ON CONFLICT (municipality_id, source, source_id) DO UPDATE
SET kind = excluded.kind, levels = excluded.levels, outline = excluded.outline,
    west = excluded.west, south = excluded.south, east = excluded.east, north = excluded.north
WHERE (b.kind, b.levels, b.outline) IS DISTINCT FROM (excluded.kind, excluded.levels, excluded.outline)
"""  # noqa: S608


def edge() -> dict[str, Any]:
    """The line around what is known of water and green, in degrees, where a map lets its ground fade out."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT min(west), min(south), max(east), max(north) FROM places_mapfeature"
            " WHERE layer IN ('water', 'green')"
        )
        west, south, east, north = cursor.fetchone()
    corners = [] if west is None else [(west, south), (east, south), (east, north), (west, north), (west, south)]
    line = crs.convert_array(np.array(corners).reshape(-1, 2), source=crs.MERCATOR, target=crs.DEGREES)
    shape = {"type": "LineString", "coordinates": np.round(line, 5).tolist()} if corners else None
    features = [{"type": "Feature", "properties": {}, "geometry": shape}] if shape else []
    return {"type": "FeatureCollection", "features": features}


def buildings() -> tuple[list[int], list[str], Shapes]:
    """Ids, kinds and outlines (Mercator) of the buildings of the municipality in scope."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, kind, outline FROM places_building ORDER BY id")
        rows = cursor.fetchall()
    return (
        [r[0] for r in rows],
        [r[1] for r in rows],
        shapely.from_wkb(np.array([bytes(r[2]) for r in rows], dtype=object)),
    )


def named_roads() -> tuple[list[str], Shapes]:
    """Names and lines (Mercator) of the streets and paths that have a name."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, shape FROM places_mapfeature WHERE layer = 'roads' AND name <> '' ORDER BY id"
        )
        rows = cursor.fetchall()
    return [r[0] for r in rows], shapely.from_wkb(np.array([bytes(r[1]) for r in rows], dtype=object))


def _copy(cursor: Any, types: str, columns: str, rows: Iterable[tuple[Any, ...]]) -> None:
    cursor.execute(f"CREATE TEMPORARY TABLE staged ({types}) ON COMMIT DROP")
    with cursor.copy(f"COPY staged ({columns}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
