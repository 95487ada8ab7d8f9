"""What lies around a town, so that its map goes on to the edges of any window: shore, woods, fields and roads."""

from dataclasses import dataclass, replace

import numpy as np
import shapely
from shapely.geometry import LineString, Polygon, box
from shapely.geometry.base import BaseGeometry

from .ground import Ground, lay_country
from .model import Point
from .network import Way, longest
from .shapes import blob, polygons, roughen, smooth

FAR = 3.0  # times half the town's own frame
STEP = 420.0
OVERLAP = 20.0  # of water with the town's own, so that no seam shows
ISLANDS = 14
LAKES = 7


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Land and water between the town's frame and a wider one, and the main roads whole, by their names."""

    sea: list[Polygon]
    river: list[Polygon]
    lakes: list[Polygon]
    woods: list[Polygon]
    fields: list[Polygon]
    roads: dict[str, LineString]


def lay_surroundings(ground: Ground, ways: list[Way], rng: np.random.Generator) -> Surroundings:
    """The shore, the river and the main roads go on; islands, lakes, woods and fields lie as they happen to."""
    west, south, east, north = (FAR * edge for edge in ground.frame.bounds)
    frame = box(west, south, east, north)
    beyond = frame.difference(ground.frame.buffer(-OVERLAP, join_style="mitre"))
    land = _land(ground, frame, beyond, rng)
    river = _river(ground, frame, rng).intersection(land)
    lakes = _patches(land.buffer(-400).difference(river.buffer(200)), LAKES, (90, 320), rng)
    roads = {way.name: _continued(way, ground.frame, frame, rng) for way in ways if way.kind == "secondary"}
    wet = shapely.union_all([river, *lakes])
    dry, sea = land.difference(wet).difference(ground.frame), polygons(beyond.difference(land))
    around = replace(ground, frame=frame, land=dry, sea=sea, parks=[], water=wet)
    woods, fields = lay_country(around, Polygon(), shapely.union_all([*roads.values()]), rng, step=260.0)
    return Surroundings(sea, polygons(river), lakes, woods, fields, roads)


def _land(ground: Ground, frame: Polygon, beyond: BaseGeometry, rng: np.random.Generator) -> BaseGeometry:
    """The mainland west of the shore, and islands before it."""
    west, south, _east, north = frame.bounds
    shore = [
        *reversed(onward(ground.shore[0], (0.15, -1), -south, rng)),
        *ground.shore,
        *onward(ground.shore[-1], (0.15, 1), north, rng),
    ]
    mainland = Polygon([*shore, (2 * west, shore[-1][1]), (2 * west, shore[0][1])]).buffer(0)
    islands = _patches(frame.difference(mainland.buffer(150)).intersection(beyond), ISLANDS, (40, 170), rng)
    return shapely.union_all([mainland, *islands]).intersection(beyond)


def _river(ground: Ground, frame: Polygon, rng: np.random.Generator) -> BaseGeometry:
    """Whence the town's river comes."""
    upstream = LineString([ground.upstream, *onward(ground.upstream, (-1, 0.1), -frame.bounds[0], rng)])
    return shapely.union_all([ground.whole_river, upstream.buffer(8)])


def onward(start: Point, heading: Point, far: float, rng: np.random.Generator) -> list[Point]:
    """A winding line from a place in one direction until `far` (metres along its main axis from the harbour)."""
    along = 0 if abs(heading[0]) > abs(heading[1]) else 1
    points, sway = [start], 0.0
    while abs(points[-1][along]) < far + STEP:
        sway = 0.6 * sway + float(rng.normal(0.0, 90.0))
        x, y = points[-1]
        aside = (0.0, sway) if along == 0 else (sway, 0.0)
        points.append((x + STEP * heading[0] + aside[0], y + STEP * heading[1] + aside[1]))
    return roughen(smooth(points, 20), rng, [(310, 12), (130, 6)])[1:]


def _patches(
    where: BaseGeometry, most: int, radius: tuple[float, float], rng: np.random.Generator
) -> list[Polygon]:
    """Some rounded patches whose middles lie there."""
    west, south, east, north = where.bounds
    spots = np.column_stack([rng.uniform(west, east, 4 * most), rng.uniform(south, north, 4 * most)])
    there = [(float(x), float(y)) for x, y in spots if where.intersects(shapely.points(x, y))]
    return [blob(x, y, float(rng.uniform(*radius)), rng, 0.22) for x, y in there[:most]]


def _continued(way: Way, town: Polygon, frame: Polygon, rng: np.random.Generator) -> LineString:
    """A road on from those of its ends that lie at the town's edge to the edge of the frame, straight outward."""
    coords = [(float(x), float(y)) for x, y in way.line.coords]
    for at in (0, -1):
        x, y = coords[at]
        if town.exterior.distance(shapely.points(x, y)) > 1.0:
            continue
        heading = (float(np.sign(x)), 0.0) if abs(x) > abs(y) else (-0.05, float(np.sign(y)))
        more = onward((x, y), heading, frame.bounds[2], rng)
        coords = [*coords, *more] if at else [*reversed(more), *coords]
    return longest(LineString(coords).intersection(frame))
