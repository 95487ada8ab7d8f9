"""What the ground looks like around some homes, for a map on paper."""

from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np
import shapely
from django.db import connection

from . import crs, layers
from .models import Dwelling as Row
from .values import GroundShape

_QUERY: Final = """
SELECT layer, kind, name, shape FROM places_mapfeature
WHERE west <= %(east)s AND east >= %(west)s AND south <= %(north)s AND north >= %(south)s
UNION ALL
SELECT 'buildings', kind, '', outline FROM places_building
WHERE west <= %(east)s AND east >= %(west)s AND south <= %(north)s AND north >= %(south)s
"""


def around_homes(*, dwelling_ids: Iterable[int], margin_m: float) -> tuple[GroundShape, ...]:
    """See `api.map_around`."""
    rows = Row.objects.filter(pk__in=list(dwelling_ids)).only("location")
    return around(points=[row.location for row in rows], margin_m=margin_m)


def around(*, points: Sequence[tuple[float, float]], margin_m: float) -> tuple[GroundShape, ...]:
    """Ground in the box around some points, in metres, cut to it; none without points."""
    if not points:
        return ()
    box = shapely.buffer(shapely.multipoints(points), margin_m).envelope
    epsg = crs.of_municipality()
    west, south, east, north = layers.to_mercator(np.array([box], dtype=object), epsg)[0].bounds
    with connection.cursor() as cursor:
        cursor.execute(_QUERY, {"west": west, "south": south, "east": east, "north": north})
        rows = cursor.fetchall()
    shapes = layers.to_metres(shapely.from_wkb(np.array([bytes(row[3]) for row in rows], dtype=object)), epsg)
    cut = shapely.intersection(shapely.make_valid(shapes), box) if len(rows) else shapes
    return tuple(
        GroundShape(layer, kind, name, shape)
        for (layer, kind, name, _wkb), shape in zip(rows, cut, strict=True)
        if not shape.is_empty
    )
