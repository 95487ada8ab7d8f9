"""Outlines in degrees: as the map draws them, and as they come back from it."""

import json
from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

import numpy as np
import shapely
from shapely import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from .. import crs
from . import rules
from .values import unfit

LONGEST: Final = 900_000  # letters; what is longer is a file


def from_text(text: str) -> BaseGeometry:
    """What was drawn (GeoJSON in degrees) in the municipality's metres. Raises AreaRefused."""
    if not text.strip():
        raise unfit("nothing")
    if len(text) > LONGEST:
        raise unfit("points")
    try:
        parts = list(islice(_polygons(json.loads(text)), rules.MOST_PARTS + 1))
    except (ArithmeticError, ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError) as error:
        raise unfit("no_area") from error
    if not parts:
        raise unfit("nothing")
    return _joined([to_metres(part) for part in parts])


def _joined(parts: list[Polygon]) -> BaseGeometry:
    """Parts that were drawn over each other are one; one that crosses itself stays as it is, to be refused."""
    valid = all(part.is_valid for part in parts)
    return shapely.union_all(parts) if valid and len(parts) > 1 else MultiPolygon(parts)


def _polygons(found: Any) -> Iterator[Polygon]:
    match found["type"]:
        case "FeatureCollection":
            for feature in found["features"]:
                yield from _polygons(feature)
        case "Feature":
            yield from _polygons(found["geometry"])
        case "Polygon":
            yield _polygon(found["coordinates"])
        case "MultiPolygon":
            yield from map(_polygon, found["coordinates"])
        case _:
            raise ValueError


def _polygon(rings: Any) -> Polygon:
    shell, *holes = ([(float(at[0]), float(at[1])) for at in ring] for ring in rings)
    return Polygon(shell, holes)


def to_metres(shape: Polygon) -> Polygon:
    """A shape in degrees in the municipality's system. Raises AreaRefused for what lies nowhere on earth."""
    places = shapely.get_coordinates(shape)
    if not np.isfinite(places).all() or (np.abs(places) > (180, 90)).any():
        raise unfit("outside")
    epsg = crs.of_municipality()
    found = shapely.transform(shape, lambda p: crs.convert_array(p, source=crs.DEGREES, target=epsg))
    if not np.isfinite(shapely.get_coordinates(found)).all():
        raise unfit("outside")
    return found


def to_degrees(shape: MultiPolygon) -> MultiPolygon:
    """A shape in the municipality's metres in degrees, to the centimetre."""
    epsg = crs.of_municipality()
    return shapely.transform(shape, lambda p: np.round(crs.convert_array(p, source=epsg, target=crs.DEGREES), 7))


def to_draw(shape: MultiPolygon) -> str:
    """An outline as text that can be drawn on; empty where it has holes, or more corners than a hand moves."""
    if shapely.get_num_coordinates(shape) > 1000 or any(part.interiors for part in shape.geoms):
        return ""
    return json.dumps(shapely.geometry.mapping(to_degrees(shape)), separators=(",", ":"))


def bounds_text(shape: MultiPolygon) -> str:
    """West, south, east, north in degrees, as the map reads them."""
    return ",".join(f"{number:.5f}" for number in to_degrees(shape).bounds)
