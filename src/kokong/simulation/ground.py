"""The lie of the land: sea, islands, river, lakes, parks, woods and fields."""

from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry import LineString, Point, Polygon, box
from shapely.geometry.base import BaseGeometry

from .plans import TownPlan
from .shapes import blob, lines, polygons, roughen, smooth


@dataclass(frozen=True, slots=True)
class Ground:
    """Land and water within the frame, in metres from the harbour."""

    frame: Polygon
    land: BaseGeometry
    sea: list[Polygon]
    coast: list[LineString]
    river: BaseGeometry
    lakes: list[tuple[str, Polygon]]
    parks: list[tuple[str, Polygon]]

    @property
    def water(self) -> BaseGeometry:
        return shapely.union_all([*self.sea, self.river, *(lake for _, lake in self.lakes)])


def lay_ground(plan: TownPlan, rng: np.random.Generator) -> Ground:
    """Draws shore, river and parks of the plan with a natural edge."""
    frame = box(-plan.half_size[0], -plan.half_size[1], plan.half_size[0], plan.half_size[1])
    shore = roughen(smooth(plan.coast, 9), rng, [(310, 16), (130, 9), (61, 5), (33, 2.2)])
    far = plan.half_size[0] * 3
    mainland = Polygon([*shore, (-far, shore[-1][1]), (-far, shore[0][1])]).buffer(0)
    islands = [blob(x, y, r, rng, 0.22) for x, y, r in plan.islands]
    quays = [Polygon(quay) for quay in plan.quays]
    land = shapely.union_all([mainland, *islands, *quays]).intersection(frame)
    sea = polygons(frame.difference(land), 2000)
    coast = _coast(sea, frame)
    lakes = [(name, blob(x, y, r, rng)) for name, x, y, r in plan.lakes]
    river = _river(plan, rng).intersection(frame).difference(shapely.union_all(sea))
    wet = shapely.union_all([*sea, river, *(lake for _, lake in lakes)])
    parks = [(name, part) for name, line in plan.parks
             for part in polygons(Polygon(line).buffer(-12).buffer(12).difference(wet.buffer(3)), 900)]
    return Ground(frame, land.difference(river), sea, coast, river, lakes, parks)


def _coast(sea: list[Polygon], frame: Polygon) -> list[LineString]:
    """The shore alone, land on the left, without the frame's straight edges."""
    inside = frame.buffer(-0.5)
    out: list[LineString] = []
    for part in sea:
        oriented = shapely.orient_polygons(part)  # sea on the left of its outer ring, so turn it round
        for ring in (oriented.exterior, *oriented.interiors):
            pieces = lines(shapely.line_merge(LineString(ring.coords[::-1]).intersection(inside)), 20)
            out.extend(pieces)
    return out


def _river(plan: TownPlan, rng: np.random.Generator) -> BaseGeometry:
    line = roughen(smooth(plan.river_line, 14), rng, [(260, 12), (110, 6)])
    width = np.linspace(8, 16, len(line)) + 1.5 * np.sin(np.arange(len(line)) / 5.0)
    pieces = [LineString([a, b]).buffer(float(w)) for a, b, w in zip(line, line[1:], width, strict=False)]
    return shapely.union_all(pieces).simplify(1.5)


def grow_woods(ground: Ground, built: BaseGeometry, roads: BaseGeometry, rng: np.random.Generator) -> list[Polygon]:
    """Forest on what is neither built, field nor water: dense where a slow noise is high, with soft edges."""
    free = ground.land.difference(shapely.union_all([built.buffer(14), roads.buffer(11), ground.water.buffer(6),
                                                     *(p.buffer(4) for _, p in ground.parks)]))
    x0, y0, x1, y1 = ground.frame.bounds
    xs, ys = np.meshgrid(np.arange(x0, x1, 62.0), np.arange(y0, y1, 62.0))
    x = (xs + rng.uniform(-26, 26, xs.shape)).ravel()
    y = (ys + rng.uniform(-26, 26, ys.shape)).ravel()
    wet = _noise(x, y, rng)
    near_town = shapely.distance(shapely.points(x, y), built) < 260
    spots = [Point(a, b).buffer(float(rng.uniform(38, 64)), quad_segs=5)
             for a, b in zip(x[wet > np.where(near_town, -0.15, -0.5)], y[wet > np.where(near_town, -0.15, -0.5)],
                             strict=True)]
    forest = shapely.union_all(spots).buffer(-20, quad_segs=4).buffer(20, quad_segs=4).intersection(free)
    return [p.simplify(2.0) for p in polygons(forest.buffer(-4).buffer(4, quad_segs=3), 2500)]


def lay_fields(ground: Ground, built: BaseGeometry, woods: list[Polygon]) -> list[Polygon]:
    """Farmland in the clearings away from the shore and the islands."""
    outer = max(polygons(ground.land, 1e5), key=lambda p: p.area, default=Polygon())
    free = outer.difference(shapely.union_all([built.buffer(40), ground.water.buffer(22),
                                               *(w.buffer(7) for w in woods)]))
    return [p.simplify(2.0) for p in polygons(free.buffer(-26).buffer(24, quad_segs=3), 9000)]


def _noise(x: np.ndarray, y: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    total = np.zeros_like(x)
    for wavelength in (1500.0, 900.0, 520.0, 330.0):
        angle, phase = rng.uniform(0, 2 * np.pi, 2)
        total += np.sin(2 * np.pi * (x * np.cos(angle) + y * np.sin(angle)) / wavelength + phase)
    return total / 2.0
