"""The buildings everybody knows, and the workshops by the main road."""

import math

import shapely
from shapely import affinity
from shapely.geometry import Point, Polygon, box

from .blocks import find_blocks
from .plans import Landmark, TownPlan
from .plots import Placed, Quarter, Site
from .shapes import polygons, rectangle

_FORMS: dict[str, list[tuple[float, float, float, float]]] = {
    # boxes (x, y, length, depth) that make up the footprint, before turning
    "church": [(0, 0, 38, 13), (3, 0, 11, 25), (-20, 0, 9, 9)],
    "school": [(0, 14, 66, 13), (-26, -6, 14, 34), (20, -4, 13, 30), (0, -28, 24, 16)],
    "townhall": [(0, 0, 30, 15), (0, 0, 9, 19)],
    "station": [(0, 0, 42, 12)],
    "retail": [(0, 0, 62, 38), (24, 22, 20, 14)],
    "hospital": [(0, 10, 54, 14), (0, -12, 46, 13), (0, 0, 12, 30)],
    "sports": [(62, 0, 14, 44)],
}


def place_landmarks(plan: TownPlan, site: Site) -> list[tuple[str, str, Polygon]]:
    """Puts them up first, so that homes keep clear; returns (kind, name, ground) for the map."""
    grounds: list[tuple[str, str, Polygon]] = []
    for mark in plan.landmarks:
        site.place(Placed(mark.use, _footprint(mark), 2 if mark.use != "church" else 1, "", name=mark.name))
        grounds.append((mark.use, mark.name, _ground(mark)))
    return grounds


def _footprint(mark: Landmark) -> Polygon:
    parts = [box(x - w / 2, y - d / 2, x + w / 2, y + d / 2) for x, y, w, d in _FORMS[mark.use]]
    whole = max(polygons(shapely.union_all(parts)), key=lambda p: p.area)
    return affinity.translate(affinity.rotate(whole, mark.angle, origin=(0, 0)), *mark.at)


def _ground(mark: Landmark) -> Polygon:
    if mark.use == "sports":
        return rectangle(mark.at, math.radians(mark.angle), 105, 68)
    return Point(mark.at).buffer(mark.ground - 8, quad_segs=6)


def build_workshops(quarter: Quarter) -> None:
    """Halls and sheds on the industrial streets."""
    rng = quarter.rng
    for block in find_blocks(quarter.ways, quarter.inside, 12.0):
        shapely.prepare(block)
        (ax, ay), (bx, by) = shapely.get_coordinates(shapely.minimum_rotated_rectangle(block))[:2].tolist()
        turn = math.atan2(by - ay, bx - ax)
        x0, y0, x1, y1 = block.bounds
        for _ in range(int(block.area / 260)):
            centre = (float(rng.uniform(x0, x1)), float(rng.uniform(y0, y1)))
            hall = rectangle(centre, turn, float(rng.uniform(18, 66)), float(rng.uniform(14, 34)))
            if quarter.site.fits(hall, block, 11.0, 14.0):
                quarter.site.place(Placed("industrial", hall, 1, quarter.name))
