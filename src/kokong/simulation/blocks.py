"""Flats: the old centre's closed blocks, and the 1960s and 70s houses round their yards."""

import math

import numpy as np
import shapely
from shapely.geometry import LineString, Point as ShapelyPoint, Polygon
from shapely.ops import polygonize

from .model import Point
from .network import Way
from .plots import Door, Placed, Site
from .shapes import polygons, rectangle


def find_blocks(ways: list[Way], inside: Polygon, verge: float) -> list[Polygon]:
    """The ground between streets, `verge` metres in from their centre lines."""
    net = shapely.union_all([*(w.line for w in ways), inside.exterior])
    street = shapely.union_all([w.line for w in ways]).buffer(verge, cap_style="flat")
    faces = [face.intersection(inside).difference(street) for face in polygonize(net)]
    return [part.simplify(4.0) for face in faces for part in polygons(face, 900)]


def build_centre(site: Site, ways: list[Way], district: str, inside: Polygon, rng: np.random.Generator) -> None:
    """Closed blocks of two to four storeys, house by house, with a yard and a few gateways."""
    for block in find_blocks(ways, inside, 5.5):
        room = block.buffer(0.5)
        shapely.prepare(room)
        for a, b in _edges(block, 12):
            at = 0.0
            length = math.dist(a, b)
            while at < length - 9:
                width = min(float(rng.uniform(13, 25)), length - at)
                levels = int(rng.choice([2, 2, 3, 3, 4]))
                house = _beside(a, b, at, width, float(rng.uniform(10, 12.5)), 0.0)
                if rng.random() < 0.9 and _near(house, ways, 12) and site.fits(house, room, 0.0, 4.5):
                    _add_flats(site, ways, district, house, a, b, levels, 1, rng, use=_centre_use(rng))
                    at += width + (float(rng.uniform(3, 8)) if rng.random() < 0.16 else 0.02)
                else:
                    at += 3.0


def build_yards(site: Site, ways: list[Way], district: str, inside: Polygon, rng: np.random.Generator) -> list[Polygon]:
    """Slabs round yards, slabs in parallel, or point blocks in the green; returns the yards."""
    blocks = find_blocks(ways, inside, 8.0)
    for block in blocks:
        manner = str(rng.choice(["yard", "yard", "parallel", "points"]))
        if manner == "yard" or block.area < 5000:
            _yard(site, ways, district, block, rng)
        elif manner == "parallel":
            _parallel(site, ways, district, block, rng)
        else:
            _points(site, ways, district, block, rng)
            _yard(site, ways, district, block, rng)
    return blocks


def _yard(site: Site, ways: list[Way], district: str, block: Polygon, rng: np.random.Generator) -> None:
    levels = int(rng.choice([3, 3, 3, 4]))
    setback = float(rng.uniform(5, 11))
    shapely.prepare(block)
    for a, b in _edges(block.simplify(14.0), 30):
        at, length = float(rng.uniform(4, 10)), math.dist(a, b)
        while at < length - 30:
            stairs = int(min(rng.integers(2, 5), (length - at) // 16))
            slab = _beside(a, b, at, stairs * 15.5, 11.8, setback)
            if stairs >= 2 and rng.random() < 0.92 and site.fits(slab, block, 13.0, 9.0):
                _add_flats(site, ways, district, slab, a, b, levels, stairs, rng)
                at += stairs * 15.5 + float(rng.uniform(12, 22))
            else:
                at += 6.0


def _parallel(site: Site, ways: list[Way], district: str, block: Polygon, rng: np.random.Generator) -> None:
    box = list(block.minimum_rotated_rectangle.exterior.coords)
    a, b, c = box[0], box[1], box[2]
    if math.dist(a, b) < math.dist(b, c):
        a, b, c = b, c, box[3]
    depth, length = math.dist(b, c), math.dist(a, b)
    shapely.prepare(block)
    across = 8.0
    while across < depth - 18:
        at = float(rng.uniform(4, 22))
        while at < length - 34:
            stairs = int(rng.integers(2, 5))
            slab = _beside(a, b, at, stairs * 15.5, 11.8, across)
            if not site.fits(slab, block, 15.0, 9.0):
                slab = _beside(a, b, at, stairs * 15.5, 11.8, -across - 11.8)
            if site.fits(slab, block, 15.0, 9.0):
                _add_flats(site, ways, district, slab, a, b, 3, stairs, rng)
                at += stairs * 15.5 + 18
            else:
                at += 7.0
        across += float(rng.uniform(32, 40))


def _points(site: Site, ways: list[Way], district: str, block: Polygon, rng: np.random.Generator) -> None:
    x0, y0, x1, y1 = block.bounds
    turn = float(rng.uniform(0, math.pi / 2))
    shapely.prepare(block)
    for _ in range(60):
        x, y = float(rng.uniform(x0, x1)), float(rng.uniform(y0, y1))
        tower = rectangle((x, y), turn, 21, 19)
        if site.fits(tower, block, 30.0, 14.0):
            ring = list(tower.exterior.coords)
            _add_flats(site, ways, district, tower, ring[0], ring[1], int(rng.integers(6, 9)), 1, rng, per_floor=4)


def _edges(block: Polygon, shortest: float) -> list[tuple[Point, Point]]:
    """The block's sides, anticlockwise, so that the block lies on the left."""
    ring = list(shapely.orient_polygons(block).exterior.coords)
    pairs = [((p[0], p[1]), (q[0], q[1])) for p, q in zip(ring, ring[1:], strict=False)]
    return [(p, q) for p, q in pairs if math.dist(p, q) >= shortest]


def _beside(a: Point, b: Point, at: float, width: float, depth: float, setback: float) -> Polygon:
    """A rectangle to the left of the side a-b, `at` metres from a."""
    t = math.atan2(b[1] - a[1], b[0] - a[0])
    n = t + math.pi / 2
    along, back = at + width / 2, setback + depth / 2
    centre = (a[0] + along * math.cos(t) + back * math.cos(n), a[1] + along * math.sin(t) + back * math.sin(n))
    return rectangle(centre, t, width - 0.02, depth)


def _near(house: Polygon, ways: list[Way], distance: float) -> bool:
    return min(w.line.distance(house) for w in ways) < distance


def _centre_use(rng: np.random.Generator) -> str:
    return "retail" if rng.random() < 0.08 else "flat"


def _add_flats(site: Site, ways: list[Way], district: str, footprint: Polygon, a: Point, b: Point, levels: int,
               stairs: int, rng: np.random.Generator, *, use: str = "flat", per_floor: int = 0) -> None:
    way = min(ways, key=lambda w: w.line.distance(footprint))
    building = Placed(use, footprint, levels, district, way, lettered=stairs > 1)
    if use == "flat":
        facade = _facade(footprint, a, b, way.line)
        floor = per_floor or int(rng.choice([2, 2, 3]))
        ground = max(1, floor - 1) if per_floor or rng.random() < 0.3 else floor
        flats = (ground, *[floor] * (levels - 1))
        for i in range(stairs):
            point = facade.interpolate((i + 0.5) / stairs, normalized=True)
            building.doors.append(Door((point.x, point.y), flats))
    site.place(building)


def _facade(footprint: Polygon, a: Point, b: Point, street: LineString) -> LineString:
    """The long side (along a-b) that lies nearest the street."""
    ring = list(footprint.exterior.coords)
    t = math.atan2(b[1] - a[1], b[0] - a[0])
    sides = [LineString(pair) for pair in zip(ring, ring[1:], strict=False)
             if abs(math.sin(math.atan2(pair[1][1] - pair[0][1], pair[1][0] - pair[0][0]) - t)) < 0.2]
    return min(sides, key=lambda s: street.distance(ShapelyPoint(s.interpolate(0.5, normalized=True))))
