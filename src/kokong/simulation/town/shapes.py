"""Small geometry the generator shares: smooth lines, blobs, rectangles."""

from collections.abc import Iterable, Sequence

import numpy as np
import shapely
from shapely.geometry import LineString, MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import substring

from .model import Point, Ring


def smooth(points: Sequence[Point], step: float) -> list[Point]:
    """A centripetal-looking Catmull-Rom line through the points, with a vertex about every `step` metres."""
    p = np.array([points[0], *points, points[-1]], dtype=float)
    out: list[Point] = []
    for p0, p1, p2, p3 in zip(p, p[1:], p[2:], p[3:], strict=False):
        n = max(2, int(np.hypot(*(p2 - p1)) / step))
        for t in np.arange(n) / n:
            q = 0.5 * (
                2 * p1
                + (p2 - p0) * t
                + (2 * p0 - 5 * p1 + 4 * p2 - p3) * t**2
                + (3 * p1 - p0 - 3 * p2 + p3) * t**3
            )
            out.append((float(q[0]), float(q[1])))
    return [*out, points[-1]]


def roughen(line: Sequence[Point], rng: np.random.Generator, waves: Sequence[tuple[float, float]]) -> list[Point]:
    """Moves each vertex across the line by a sum of sines: (wavelength, amplitude) in metres."""
    p = np.array(line)
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(p, axis=0).T))])
    offset = np.zeros(len(p))
    for wavelength, amplitude in waves:
        phase = rng.uniform(0, 2 * np.pi, 2)
        swell = 0.6 + 0.4 * np.sin(along / (2.7 * wavelength) + phase[0])
        offset += amplitude * swell * np.sin(2 * np.pi * along / wavelength + phase[1])
    tangent = np.gradient(p, axis=0)
    tangent /= np.hypot(tangent[:, 0], tangent[:, 1])[:, None]
    moved = p + offset[:, None] * np.column_stack([-tangent[:, 1], tangent[:, 0]])
    return [(float(x), float(y)) for x, y in moved]


def blob(x: float, y: float, radius: float, rng: np.random.Generator, roughness: float = 0.16) -> Polygon:
    """A rounded, irregular patch about a point."""
    angle = np.linspace(0, 2 * np.pi, max(16, int(radius / 2.5)), endpoint=False)
    size = np.ones_like(angle)
    for k in range(1, 7):
        size += roughness / k**0.7 * rng.uniform(0.3, 1.0) * np.cos(k * angle + rng.uniform(0, 2 * np.pi))
    rim = np.column_stack([x + radius * size * np.cos(angle), y + radius * size * np.sin(angle)])
    return Polygon(rim).buffer(0)


def rectangle(centre: Point, angle: float, length: float, depth: float) -> Polygon:
    """A rectangle `length` along `angle` (radians) and `depth` across it."""
    c, s = np.cos(angle), np.sin(angle)
    half = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * (length / 2, depth / 2)
    return Polygon(half @ np.array([[c, s], [-s, c]]) + centre)


def cleaned(geometry: BaseGeometry, tolerance: float, smallest: float = 1.0) -> list[Polygon]:
    """The polygons of any geometry, simplified."""
    return [q for p in polygons(geometry, smallest) for q in polygons(p.simplify(tolerance), smallest)]


def stretch(line: LineString, start: float, end: float) -> LineString:
    """The part of a line between two distances along it."""
    part = substring(line, start, end)
    if not isinstance(part, LineString):
        raise ValueError("A stretch of a street needs a length.")
    return part


def polygons(geometry: BaseGeometry, smallest: float = 1.0) -> list[Polygon]:
    """The polygons of any geometry that are at least `smallest` square metres."""
    parts = shapely.get_parts(geometry, return_index=False)
    flat = [q for p in parts for q in (p.geoms if isinstance(p, MultiPolygon) else [p])]
    return [p for p in flat if isinstance(p, Polygon) and p.area >= smallest]


def lines(geometry: BaseGeometry, shortest: float = 1.0) -> list[LineString]:
    """The lines of any geometry that are at least `shortest` metres."""
    return [p for p in shapely.get_parts(geometry) if isinstance(p, LineString) and p.length >= shortest]


def along(line: LineString, chainage: float) -> tuple[Point, float]:
    """The point at a distance along the line, and the line's direction there (radians)."""
    before, after = line.interpolate(max(0.0, chainage - 3)), line.interpolate(min(line.length, chainage + 3))
    here = line.interpolate(chainage)
    return (here.x, here.y), float(np.arctan2(after.y - before.y, after.x - before.x))


def rounded(points: Iterable[Sequence[float]]) -> Ring:
    """Coordinates to the centimetre, so that points which meet are the same point."""
    return tuple((round(float(p[0]), 2), round(float(p[1]), 2)) for p in points)
