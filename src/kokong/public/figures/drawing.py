"""The map of areas: outlines in few corners, a number in each, no ground beneath and no point."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import shapely
from shapely import MultiPolygon

WIDTH: Final = 640.0
TALLEST: Final = 560.0
EDGE: Final = 8.0


@dataclass(frozen=True)
class Shape:
    """An area as it is drawn: a path, and where its number stands. Strings: SVG knows no decimal comma."""

    path: str
    x: str
    y: str


@dataclass(frozen=True)
class Drawing:
    """The picture, as wide and high as `box` says, with the shapes in the order of the areas."""

    box: str
    shapes: tuple[Shape, ...]


def drawing(outlines: Sequence[MultiPolygon]) -> Drawing | None:
    """Outlines in metres as shapes; None without any."""
    if not outlines:
        return None
    west, south, east, north = shapely.total_bounds(outlines)
    scale = min((WIDTH - 2 * EDGE) / max(east - west, 1.0), (TALLEST - 2 * EDGE) / max(north - south, 1.0))
    width, height = (east - west) * scale + 2 * EDGE, (north - south) * scale + 2 * EDGE

    def at(x: float, y: float) -> tuple[str, str]:
        return f"{(x - west) * scale + EDGE:.1f}", f"{(north - y) * scale + EDGE:.1f}"

    def shape(outline: MultiPolygon) -> Shape:
        parts = [shapely.simplify(part, 1.5 / scale) for part in outline.geoms]
        middle = shapely.point_on_surface(max(parts, key=lambda part: part.area))
        rings = (ring for part in parts for ring in (part.exterior, *part.interiors))
        path = " ".join("M" + "L".join(" ".join(at(x, y)) for x, y in ring.coords[:-1]) + "Z" for ring in rings)
        return Shape(path, *at(middle.x, middle.y))

    return Drawing(f"0 0 {width:.0f} {height:.0f}", tuple(map(shape, outlines)))
