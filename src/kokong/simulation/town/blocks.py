"""Flats: the old centre's closed blocks, and the 1960s and 70s houses round their yards."""

import math
from itertools import pairwise

import numpy as np
import shapely
from shapely.geometry import LineString, Polygon
from shapely.ops import polygonize

from .model import Point
from .network import Way
from .plots import Door, Placed, Quarter
from .shapes import cleaned, rectangle

_STAIRWELL = 15.5  # the length of a slab that one stairwell serves, metres
_SLAB = 11.8
_REACH = 100.0  # nobody lives further than this from the street of their address, metres
_Side = tuple[Point, Point]


def find_blocks(ways: list[Way], inside: Polygon, verge: float) -> list[Polygon]:
    """The ground between streets, `verge` metres in from their centre lines."""
    net = shapely.union_all([*(w.line for w in ways), inside.exterior])
    streets = shapely.union_all([w.line for w in ways])
    ground = inside.intersection(streets.buffer(_REACH)).difference(streets.buffer(verge, cap_style="flat"))
    faces = [face.intersection(ground) for face in polygonize(net)]
    return [part for face in faces for part in cleaned(face, 4.0, 900)]


def build_centre(quarter: Quarter) -> None:
    """Closed blocks of two to four storeys, house by house, with a yard and a few gateways."""
    for block in find_blocks(quarter.ways, quarter.inside, 5.5):
        room = block.buffer(0.5)
        shapely.prepare(room)
        for side in _sides(block, 12):
            at = 0.0
            while at < math.dist(*side) - 9:
                at += _town_house(quarter, room, side, at)


def _town_house(quarter: Quarter, room: Polygon, side: _Side, at: float) -> float:
    rng = quarter.rng
    width = min(float(rng.uniform(13, 25)), math.dist(*side) - at)
    levels = int(rng.choice([2, 2, 3, 3, 4]))
    house = _beside(side, at, (width, float(rng.uniform(10, 12.5))), 0.0)
    on_street = min(w.line.distance(house) for w in quarter.ways) < 12
    if rng.random() >= 0.9 or not on_street or not quarter.site.fits(house, room, 0.01, 4.5):
        return 3.0
    if rng.random() < 0.08:
        quarter.site.place(Placed("retail", house, levels, quarter.name))
    else:
        per_floor = int(rng.choice([2, 3, 3] if width > 18 else [1, 2, 2]))
        shop = rng.random() < 0.35
        _add_flats(quarter, house, side, 1, (0 if shop else per_floor, *[per_floor] * (levels - 1)))
    return width + (float(rng.uniform(3, 8)) if rng.random() < 0.16 else 0.02)


def build_yards(quarter: Quarter) -> list[Polygon]:
    """Slabs round yards, slabs in parallel, or point blocks in the green; returns the yards."""
    blocks = find_blocks(quarter.ways, quarter.inside, 8.0)
    for block in blocks:
        shapely.prepare(block)
        manner = str(quarter.rng.choice(["yard", "yard", "parallel", "points"]))
        if manner == "parallel" and block.area > 5000:
            _parallel(quarter, block)
            continue
        if manner == "points" and block.area > 5000:
            _points(quarter, block)
        _yard(quarter, block)
    return blocks


def _yard(quarter: Quarter, block: Polygon) -> None:
    rng = quarter.rng
    levels = int(rng.choice([3, 4, 4, 4]))
    setback = float(rng.uniform(5, 11))
    for outline in cleaned(block, 14.0, 900):
        for side in _sides(outline, 30):
            at, length = float(rng.uniform(4, 10)), math.dist(*side)
            while at < length - 30:
                stairs = min(int(rng.integers(2, 5)), int((length - at) // 16))
                slab = _beside(side, at, (stairs * _STAIRWELL, _SLAB), setback)
                if stairs >= 2 and rng.random() < 0.92 and quarter.site.fits(slab, block, 10.0, 9.0):
                    _add_slab(quarter, slab, side, stairs, levels)
                    at += stairs * _STAIRWELL + float(rng.uniform(10, 17))
                else:
                    at += 6.0


def _parallel(quarter: Quarter, block: Polygon) -> None:
    rng = quarter.rng
    corners = [(x, y) for x, y in shapely.get_coordinates(shapely.minimum_rotated_rectangle(block)).tolist()]
    corners = corners if math.dist(*corners[:2]) > math.dist(*corners[1:3]) else corners[1:]
    side, depth = (corners[0], corners[1]), math.dist(*corners[1:3])
    # The envelope may run either way round: go to the side of it where the block lies.
    inward = 1 if block.distance(_beside(side, 0, (math.dist(*side), 4.0), 0.5 * depth)) == 0 else -1
    across = 8.0
    while across < depth - 18:
        at = float(rng.uniform(4, 22))
        while at < math.dist(*side) - 34:
            stairs = int(rng.integers(2, 5))
            setback = across if inward > 0 else -across - _SLAB
            slab = _beside(side, at, (stairs * _STAIRWELL, _SLAB), setback)
            if quarter.site.fits(slab, block, 15.0, 9.0):
                _add_slab(quarter, slab, side, stairs, 3)
                at += stairs * _STAIRWELL + 18
            else:
                at += 7.0
        across += float(rng.uniform(32, 40))


def _points(quarter: Quarter, block: Polygon) -> None:
    rng = quarter.rng
    x0, y0, x1, y1 = block.bounds
    turn = float(rng.uniform(0, math.pi / 2))
    for _ in range(60):
        tower = rectangle((float(rng.uniform(x0, x1)), float(rng.uniform(y0, y1))), turn, 21, 19)
        if quarter.site.fits(tower, block, 30.0, 14.0):
            _add_flats(quarter, tower, _sides(tower, 1)[0], 1, (3, *[4] * int(rng.integers(5, 8))))


def _sides(block: Polygon, shortest: float) -> list[_Side]:
    """The sides, anticlockwise, so that the inside lies on the left."""
    ring = shapely.get_coordinates(shapely.orient_polygons(block).exterior).tolist()
    pairs = (((p[0], p[1]), (q[0], q[1])) for p, q in pairwise(ring))
    return [(p, q) for p, q in pairs if math.dist(p, q) >= shortest]


def _beside(side: _Side, at: float, size: tuple[float, float], setback: float) -> Polygon:
    """A rectangle of a width and a depth to the left of the side, `at` metres from its start."""
    (ax, ay), (bx, by) = side
    t = math.atan2(by - ay, bx - ax)
    along, back = at + size[0] / 2, setback + size[1] / 2
    centre = (ax + along * math.cos(t) - back * math.sin(t), ay + along * math.sin(t) + back * math.cos(t))
    return rectangle(centre, t, size[0] - 0.02, size[1])


def _add_slab(quarter: Quarter, slab: Polygon, side: _Side, stairs: int, levels: int) -> None:
    """Two or three flats to a landing; a laundry takes one on the entrance floor in every third house."""
    per_floor = int(quarter.rng.choice([2, 3, 3, 3]))
    ground = per_floor - 1 if quarter.rng.random() < 0.35 else per_floor
    _add_flats(quarter, slab, side, stairs, (ground, *[per_floor] * (levels - 1)))


def _add_flats(quarter: Quarter, footprint: Polygon, side: _Side, stairs: int, flats: tuple[int, ...]) -> None:
    way = min(quarter.ways, key=lambda w: w.line.distance(footprint))
    facade = _facade(footprint, side, way.line)
    spots = [facade.interpolate((i + 0.5) / stairs, normalized=True) for i in range(stairs)]
    doors = [Door((p.x, p.y), flats) for p in spots]
    quarter.site.place(Placed("flat", footprint, len(flats), quarter.name, way, doors, lettered=stairs > 1))


def _facade(footprint: Polygon, side: _Side, street: LineString) -> LineString:
    """The wall along `side` that lies nearest the street."""
    t = np.arctan2(side[1][1] - side[0][1], side[1][0] - side[0][0])
    walls = [LineString(pair) for pair in pairwise(footprint.exterior.coords)]
    turns = [np.arctan2(w.coords[1][1] - w.coords[0][1], w.coords[1][0] - w.coords[0][0]) - t for w in walls]
    facing = [w for w, turn in zip(walls, turns, strict=True) if abs(np.sin(turn)) < 0.2]
    return min(facing, key=lambda w: street.distance(w.interpolate(0.5, normalized=True)))
