"""Footpaths: short cuts between cul-de-sacs, promenades, paths in parks and yards, a trail in the woods."""

import math

import numpy as np
import shapely
from shapely import STRtree
from shapely.geometry import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry

from .ground import Ground
from .model import StreetKind
from .network import Way
from .plans import TownPlan
from .plots import Placed, Site
from .shapes import blob, lines, polygons, roughen, stretch


class Pathfinder:
    """Lays footpaths that keep off buildings and water and begin at a street or another path."""

    def __init__(self, ways: list[Way], buildings: list[Placed], water: BaseGeometry) -> None:
        self.paths: list[Way] = []
        self._lines = [w.line for w in ways]
        self._tree = STRtree(self._lines)
        self._buildings = STRtree([b.footprint for b in buildings])
        self._water = water
        self._shore = water.buffer(2, quad_segs=2)
        shapely.prepare(water)

    def short_cuts(self, ways: list[Way], rng: np.random.Generator) -> None:
        """From the end of a cul-de-sac on to the next street, for those on foot."""
        for i, way in enumerate(ways):
            for end in (0, -1):
                tip = Point(way.line.coords[end])
                near = sorted(j for j in self._tree.query(tip, predicate="dwithin", distance=150) if j != i)
                if not way.district or not near or min(self._lines[j].distance(tip) for j in near) < 1:
                    continue
                target = min((self._lines[j] for j in near), key=tip.distance)
                if rng.random() < 0.6:
                    self._link(tip, target, way.district)

    def star(self, centre: Point, reach: float, arms: int, district: str) -> None:
        """Paths from a green's middle to the streets round it, at most `arms`, in different directions."""
        near = sorted(self._tree.query(centre, predicate="dwithin", distance=reach).tolist())
        taken: list[float] = []
        for j in sorted(near, key=lambda k: self._lines[k].distance(centre)):
            hit = self._lines[j].interpolate(self._lines[j].project(centre))
            bearing = math.atan2(hit.y - centre.y, hit.x - centre.x)
            if all(abs(math.remainder(bearing - other, 2 * math.pi)) > 0.9 for other in taken) and self._link(
                centre, self._lines[j], district
            ):
                taken.append(bearing)
            if len(taken) == arms:
                return

    def follow(self, line: BaseGeometry, kind: StreetKind = "footway") -> None:
        """A path along a given line, tied to the nearest street at both ends."""
        for part in lines(line.difference(self._shore), 60):
            self.paths.append(Way(part, kind))
            for end in (0, -1):
                tip = Point(part.coords[end])
                j = int(self._tree.nearest(tip))
                self._link(tip, self._lines[j], "")

    def _link(self, start: Point, target: LineString, district: str) -> bool:
        hit = target.interpolate(target.project(start))
        line = LineString([start, hit])
        if not 3 < line.length < 400 or line.intersects(self._water):
            return False
        if len(self._buildings.query(line, predicate="dwithin", distance=1.5)):
            return False
        self.paths.append(Way(line, "footway", district))
        return True


def lay_paths(
    plan: TownPlan,
    ground: Ground,
    site: Site,
    *,
    greens: list[Polygon],
    woods: list[Polygon],
    rng: np.random.Generator,
) -> list[Way]:
    """All footpaths of the town: in its yards and parks, along the shore, through its largest woods."""
    buildings = site.placed
    finder = Pathfinder(site.ways, buildings, ground.water)
    finder.short_cuts(site.ways, rng)
    for green in greens:
        finder.star(green.representative_point(), 190, 4, "")
    mainland = max(polygons(ground.land.buffer(-10)), key=lambda p: p.area).exterior.simplify(2)
    for first, *_, last in plan.promenade:
        shore = _shorter(LineString(mainland.coords), Point(first), Point(last))
        near = [b.footprint.buffer(3) for b in buildings if b.footprint.distance(shore) < 3]
        finder.follow(shore.difference(shapely.union_all(near)))
    wide = [w for w in woods if w.area > 60_000 and shapely.maximum_inscribed_circle(w, tolerance=20).length > 130]
    for wood in sorted(wide, key=lambda w: w.distance(Point(0, 0)))[:2]:
        finder.follow(_trail(wood, rng), "path")
    return finder.paths


def _shorter(ring: LineString, first: Point, last: Point) -> LineString:
    a, b = sorted((ring.project(first), ring.project(last)))
    return stretch(ring, a, b)


def _trail(wood: Polygon, rng: np.random.Generator) -> BaseGeometry:
    middle = shapely.maximum_inscribed_circle(wood, tolerance=20).coords
    reach = 1.25 * math.dist(middle[0], middle[1])
    loop = blob(middle[0][0], middle[0][1], min(reach, 420.0), rng, 0.3).exterior.simplify(4)
    ring = [(x, y) for x, y in shapely.get_coordinates(loop).tolist()]
    return LineString(roughen(ring, rng, [(160, 8)])).intersection(wood.buffer(25))
