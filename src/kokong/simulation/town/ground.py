"""The lie of the land: sea, islands, river, lakes, parks, woods and fields."""

from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry import LineString, Polygon, box
from shapely.geometry.base import BaseGeometry

from .model import Point
from .plans import TownPlan
from .shapes import blob, cleaned, lines, polygons, roughen, smooth


@dataclass(frozen=True, slots=True)
class Ground:
    """Land and water within the frame, in metres from the harbour; shore and river also beyond it."""

    frame: Polygon
    land: BaseGeometry
    sea: list[Polygon]
    coast: list[LineString]
    river: BaseGeometry
    lakes: list[tuple[str, Polygon]]
    parks: list[tuple[str, Polygon]]
    quays: list[Polygon]
    water: BaseGeometry
    shore: list[Point]
    upstream: Point
    whole_river: BaseGeometry


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
    whole_river = _river(plan, rng)
    river = whole_river.intersection(frame).difference(shapely.union_all(sea))
    wet = shapely.union_all([*sea, river, *(lake for _, lake in lakes)])
    parks = [
        (name, part)
        for name, line in plan.parks
        for part in polygons(Polygon(line).buffer(-12).buffer(12).difference(wet.buffer(3)), 900)
    ]
    harbour = [part for quay in quays for part in polygons(quay.intersection(land))]
    return Ground(
        frame, land.difference(river), sea, coast, river, lakes, parks, harbour, wet, shore, plan.river_line[0],
        whole_river,
    )  # fmt: skip


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


def lay_country(
    ground: Ground, built: BaseGeometry, roads: BaseGeometry, rng: np.random.Generator, *, step: float = 110.0
) -> tuple[list[Polygon], list[Polygon]]:
    """Woods and fields on what is neither built nor water; fields lie where a slow noise is low, `step` apart."""
    built = built.simplify(5.0)
    hard = shapely.union_all(
        [
            built.buffer(7, quad_segs=2),
            roads.simplify(2.0).buffer(11, quad_segs=2),
            ground.water.simplify(1.5).buffer(6, quad_segs=2),
            *(p for _, p in ground.parks),
        ]
    )
    free = ground.land.difference(hard)
    shore = shapely.union_all([part.simplify(6.0).buffer(110, quad_segs=2) for part in ground.sea])
    clearings = _clearings(ground, rng, step).difference(shore)
    woods = free.difference(clearings).buffer(-5, quad_segs=2).buffer(5, quad_segs=3)
    fields = free.intersection(clearings.buffer(-7, quad_segs=2)).difference(built.buffer(24, quad_segs=2))
    return cleaned(woods, 1.5, 1500), cleaned(fields.buffer(-8).buffer(8, quad_segs=2), 1.5, 6000)


def _clearings(ground: Ground, rng: np.random.Generator, step: float) -> BaseGeometry:
    x0, y0, x1, y1 = ground.frame.bounds
    xs, ys = np.meshgrid(np.arange(x0, x1 + step, step), np.arange(y0, y1 + step, step))
    sway, radii = step * 4 / 11, (step * 75 / 110, step)
    x = (xs + rng.uniform(-sway, sway, xs.shape)).ravel()
    y = (ys + rng.uniform(-sway, sway, ys.shape)).ravel()
    low = _noise(x, y, rng) < -0.42
    spots = [
        blob(float(a), float(b), float(rng.uniform(*radii)), rng, 0.2) for a, b in zip(x[low], y[low], strict=True)
    ]
    return shapely.union_all(spots).simplify(3.0).buffer(24, quad_segs=3).buffer(-24, quad_segs=3)


def _noise(x: np.ndarray, y: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    total = np.zeros_like(x)
    for wavelength in (1500.0, 900.0, 520.0, 330.0):
        angle, phase = rng.uniform(0, 2 * np.pi, 2)
        total += np.sin(2 * np.pi * (x * np.cos(angle) + y * np.sin(angle)) / wavelength + phase)
    return total / 2.0
