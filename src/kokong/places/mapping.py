"""Features of layers as the pages' own map draws them: GeoJSON in degrees, with the words of the layer."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

import numpy as np
import shapely

from kokong.kernel.features import Feature, Layer, Wanted, said

from . import crs

Drawing = dict[str, Any]
MOST: Final = 5000  # features of a layer on one map
EXACT: Final = 7  # decimals of a degree: a centimetre


def collection(layer: Layer, wanted: Wanted, *, now: datetime) -> Drawing:
    """What a page draws of a layer, and how many features there are in all."""
    found = (layer.seen or layer.find)(wanted)
    drawings = drawn(layer, found.features, now=now)
    return {"type": "FeatureCollection", "features": drawings, "numberMatched": found.matched}


def drawn(layer: Layer, found: Sequence[Feature], *, now: datetime) -> list[Drawing]:
    """Features of a layer as `<kk-map>` draws them; those without a place are left out."""
    placed = [(each, each.shape) for each in found if each.shape is not None]
    if not placed:
        return []
    epsg = crs.of_municipality()
    shapes = shapely.transform(
        np.array([shape for _each, shape in placed], dtype=object),
        lambda p: np.round(crs.convert_array(p, source=epsg, target=crs.DEGREES), EXACT),
    )
    return [
        {
            "type": "Feature",
            "geometry": shapely.geometry.mapping(shape),
            "properties": said(layer, each, now=now) | _inside(shape),
        }
        for (each, _shape), shape in zip(placed, shapes, strict=True)
    ]


def _inside(shape: Any) -> Drawing:
    """Where an area's popup opens, and its name is written."""
    if shape.geom_type == "Point":
        return {}
    parts = [part for part in shapely.get_parts(shape) if part.area] or [shape]
    spot = shapely.point_on_surface(parts[0])
    return {"at": [round(spot.x, EXACT), round(spot.y, EXACT)]}
