"""Vector tiles of the municipality in scope, drawn when first asked for and kept until the next import."""

import gzip
from typing import Any, Final

import mapbox_vector_tile
import numpy as np
import shapely
from django.db import connection
from numpy.typing import NDArray

from . import crs
from .layers import LAST_ZOOM, WORLD_M
from .models import ImportRun, Tile

Shapes = NDArray[np.object_]
EXTENT: Final = 4096
BUFFER: Final = 80  # units around a tile that are drawn too, so that lines meet
BUILDINGS_FROM: Final = 13
EMPTY: Final = gzip.compress(b"", mtime=0)


def version() -> int:
    """The number of the last import; tiles of different versions may differ."""
    return ImportRun.objects.order_by("-id").values_list("id", flat=True).first() or 0


def tile(zoom: int, column: int, row: int, *, keep: bool = True) -> bytes | None:
    """A tile as gzipped MVT; None outside zoom 0 to 14. Drawn once and kept, unless nobody known asks (`keep`).

    Layers: water, green, roads, rails, water_names, buildings, addresses.
    """
    if not 0 <= zoom <= LAST_ZOOM or not (0 <= column < 1 << zoom and 0 <= row < 1 << zoom):
        return None
    place = {"zoom": zoom, "column": column, "row": row}
    now = version()
    kept = Tile.objects.filter(**place, version=now).values_list("data", flat=True).first()
    if kept is not None:
        return bytes(kept)
    data = draw(zoom, column, row)
    if keep and data != EMPTY:  # nothing is quickly drawn again, and anybody may ask for the whole world
        Tile.objects.bulk_create(
            [Tile(**place, version=now, data=data)],
            update_conflicts=True,
            unique_fields=["municipality", "zoom", "column", "row"],
            update_fields=["version", "data"],
        )
    return data


def draw(zoom: int, column: int, row: int) -> bytes:
    """The tile from the rows, gzipped."""
    size = WORLD_M / (1 << zoom)
    west, north = column * size - WORLD_M / 2, WORLD_M / 2 - row * size
    margin = size * BUFFER / EXTENT
    box = (west - margin, north - size - margin, west + size + margin, north + margin)
    layers = [
        _layer(name, rows, (west, north, size))
        for name, rows in (*_features(zoom, box), ("buildings", _buildings(zoom, box)))
    ]
    layers.append(_layer("addresses", _addresses(zoom, box), (west, north, size)))
    full = [layer for layer in layers if layer["features"]]
    if not full:
        return EMPTY
    options = {"extents": EXTENT, "y_coord_down": True}
    return gzip.compress(mapbox_vector_tile.encode(full, default_options=options), mtime=0)


Row = tuple[dict[str, Any], Any]  # a feature's properties, and its shape (or its WKB)
Box = tuple[float, float, float, float]
_TOUCHING: Final = "west < %(east)s AND east > %(west)s AND south < %(north)s AND north > %(south)s"


def _rows(sql: str, zoom: int, box: Box) -> list[tuple[Any, ...]]:
    west, south, east, north = box
    with connection.cursor() as cursor:
        cursor.execute(sql, {"zoom": zoom, "west": west, "south": south, "east": east, "north": north})
        return list(cursor.fetchall())


def _features(zoom: int, box: Box) -> list[tuple[str, list[Row]]]:
    """What is drawn by layer. A lake has its name at one point, however many tiles it lies in."""
    found: dict[str, list[Row]] = {"water": [], "green": [], "roads": [], "rails": [], "water_names": []}
    for layer, kind, name, wkb in _rows(
        "SELECT layer, kind, name, shape FROM places_mapfeature"  # noqa: S608
        f" WHERE min_zoom <= %(zoom)s AND {_TOUCHING} ORDER BY id", zoom, box,
    ):  # fmt: skip
        shape = shapely.from_wkb(bytes(wkb))
        label = name and layer == "water" and shape.area > 0
        found[layer].append(({"kind": kind, **({"name": name} if name and not label else {})}, shape))
        if label:
            found["water_names"].append(({"name": name}, shapely.point_on_surface(shape)))
    return list(found.items())


def _buildings(zoom: int, box: Box) -> list[Row]:
    if zoom < BUILDINGS_FROM:
        return []
    rows = _rows(f"SELECT outline FROM places_building WHERE {_TOUCHING} ORDER BY id", zoom, box)  # noqa: S608
    return [({}, bytes(wkb)) for (wkb,) in rows]


def _addresses(zoom: int, box: Box) -> list[Row]:
    """House numbers, one for each door."""
    if zoom < LAST_ZOOM:
        return []
    west, south, east, north = box
    epsg = crs.of_municipality()
    corners = ([west, east, west, east], [south, south, north, north])
    x, y = crs.convert(*corners, source=crs.MERCATOR, target=epsg)
    rows = _rows(
        "SELECT DISTINCT ON (street_id, number_key) number, location[0], location[1] FROM places_dwelling"
        " WHERE retired_at IS NULL AND number <> ''"
        " AND location <@ box(point(%(west)s, %(south)s), point(%(east)s, %(north)s))"
        " ORDER BY street_id, number_key, id", zoom, (min(x), min(y), max(x), max(y)),
    )  # fmt: skip
    metres = np.array([row[1:] for row in rows], dtype=float).reshape(-1, 2)
    points = np.asarray(shapely.points(crs.convert_array(metres, source=epsg, target=crs.MERCATOR)))
    return [({"number": r[0]}, point) for r, point in zip(rows, points, strict=True)]


def _layer(name: str, rows: list[Row], frame: tuple[float, float, float]) -> dict[str, Any]:
    """A layer in the tile's own whole numbers: clipped, simplified to half a unit, empty shapes left out."""
    west, north, size = frame
    shapes = np.array([shape for _properties, shape in rows], dtype=object)
    if rows and isinstance(shapes[0], bytes):
        shapes = np.asarray(shapely.from_wkb(shapes))
    scale = EXTENT / size
    shapes = shapely.transform(shapes, lambda p: (p - (west, north)) * (scale, -scale))
    clipped = shapely.clip_by_rect(shapes, -BUFFER, -BUFFER, EXTENT + BUFFER, EXTENT + BUFFER)
    drawn = shapely.simplify(clipped, 1.0)
    features = [
        {"geometry": shape, "properties": properties}
        for shape, (properties, _wkb) in zip(drawn, rows, strict=True)
        if not shape.is_empty
    ]
    return {"name": name, "features": features}
