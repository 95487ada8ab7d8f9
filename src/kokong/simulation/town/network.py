"""Streets: main roads from the plan, district streets grown along a direction field, all joined."""

import math
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely
from shapely import STRtree
from shapely.geometry import LineString, MultiPoint, Point, Polygon
from shapely.geometry.base import BaseGeometry

from .ground import Ground
from .model import StreetKind
from .plans import DistrictPlan, TownPlan
from .shapes import blob, lines, polygons, smooth, stretch
from .streamlines import Streamlines, field

TOUCH = 0.05
_ACROSS = {"old": 110.0, "flats": 165.0, "rows": 190.0, "villas": 215.0, "holiday": 240.0, "industry": 210.0}
_SHORE = {"old": 14.0, "holiday": 34.0}


@dataclass(slots=True)
class Way:
    """A street while it is being laid out."""

    line: LineString
    kind: StreetKind
    district: str = ""
    name: str = ""


def district_grounds(plan: TownPlan, ground: Ground, rng: np.random.Generator) -> dict[str, Polygon]:
    """Where each district may build: its outline without water, parks, landmarks, groves and its neighbours."""
    kept = [p.buffer(6) for _, p in ground.parks]
    kept += [Point(mark.at).buffer(mark.ground) for mark in plan.landmarks]
    taken = shapely.union_all([ground.water.buffer(10), *kept])
    out: dict[str, Polygon] = {}
    for district in plan.districts:
        outline = Polygon(district.outline).buffer(0).intersection(ground.land)
        free = outline.difference(taken).difference(ground.water.buffer(_SHORE.get(district.kind, 16.0)))
        if district.kind in ("villas", "rows", "holiday"):
            free = free.difference(_groves(outline, rng)).buffer(-12, quad_segs=3).buffer(12, quad_segs=3)
        out[district.name] = max(polygons(free), key=lambda p: p.area)
        taken = shapely.union_all([taken, outline.buffer(6)])
    return out


def _groves(outline: BaseGeometry, rng: np.random.Generator) -> BaseGeometry:
    """Rocky knolls and groves that were left as they were when the streets came."""
    x0, y0, x1, y1 = outline.bounds
    return shapely.union_all(
        [
            blob(float(rng.uniform(x0, x1)), float(rng.uniform(y0, y1)), float(rng.uniform(24, 68)), rng, 0.34)
            for _ in range(max(2, int((x1 - x0) * (y1 - y0) / 60_000)))
        ]
    )


def lay_streets(
    plan: TownPlan, ground: Ground, grounds: dict[str, Polygon], rng: np.random.Generator
) -> list[Way]:
    """All streets for vehicles: connected, unnamed within districts."""
    roads = [
        Way(longest(LineString(smooth(r.line, 16)).intersection(ground.frame)), r.kind, "", r.name)
        for r in plan.roads
    ]
    ways = list(roads)
    for district in plan.districts:
        ways += _district_streets(district, grounds[district.name], roads, rng)
    _join_ends(ways, ground, rng)
    _connect(ways)
    return ways


def longest(geometry: BaseGeometry) -> LineString:
    return max(lines(geometry), key=lambda part: part.length)


def _district_streets(
    plan: DistrictPlan, inside: Polygon, roads: list[Way], rng: np.random.Generator
) -> list[Way]:
    kind: StreetKind = "living_street" if plan.kind == "old" else "residential"
    found = _grid(plan, inside, rng) if plan.kind == "centre" else _curved(plan, inside, roads, rng)
    return [Way(line, kind, plan.name) for line in found]


def _grid(plan: DistrictPlan, inside: Polygon, rng: np.random.Generator) -> list[LineString]:
    """An old grid: unequal blocks, none quite square."""
    centre, reach = inside.centroid, 700.0
    found: list[LineString] = []
    for turn in (0.0, 90.0):
        at = -reach + float(rng.uniform(0, plan.spacing))
        while at < reach:
            t = math.radians(plan.direction + turn + float(rng.normal(0, 1.3)))
            c, s = math.cos(t), math.sin(t)
            x, y = centre.x - at * s, centre.y + at * c
            bow = float(rng.normal(0, 7))
            line = LineString(
                smooth(
                    [
                        (x - reach * c, y - reach * s),
                        (x - bow * s, y + bow * c),
                        (x + reach * c, y + reach * s),
                    ],
                    20,
                )
            )
            found += lines(line.simplify(0.3).intersection(inside.buffer(-6)), 90)
            at += plan.spacing * float(rng.uniform(0.7, 1.3))
    return [_stopped(line, found, rng) for line in found]


def _stopped(line: LineString, others: list[LineString], rng: np.random.Generator) -> LineString:
    """Some streets of the grid were never carried through."""
    at = _crossings(line, [o for o in others if o is not line])
    if len(at) < 4 or rng.random() > 0.45:
        return line
    cut = at[int(rng.integers(1, len(at) - 1))]
    return stretch(line, 0, cut) if cut > line.length / 2 else stretch(line, cut, line.length)


def _curved(plan: DistrictPlan, inside: Polygon, roads: list[Way], rng: np.random.Generator) -> list[LineString]:
    room = max(polygons(inside.buffer(-13)), key=lambda p: p.area)
    angle = field(rng, plan.direction, plan.bend * 0.8)
    x0, y0, x1, y1 = room.bounds
    seeds = [(room.centroid.x, room.centroid.y)]
    seeds += [(float(rng.uniform(x0, x1)), float(rng.uniform(y0, y1))) for _ in range(40)]
    along = Streamlines(room, angle, plan.spacing)
    across = Streamlines(room, angle, _ACROSS[plan.kind], across=True)
    for road in roads:
        for part in lines(road.line.intersection(room.buffer(80))):
            along.keep_off(part)
    main = along.grow(seeds, 70)
    cross = [c for line in across.grow(seeds, 60) for c in _between_crossings(line, main, rng)]
    return [part for line in main for part in _split_long(line, cross, rng)] + cross


def _crossings(line: LineString, others: list[LineString]) -> list[float]:
    hits = shapely.get_coordinates(
        shapely.union_all([MultiPoint()] + [p for p in shapely.intersection(line, others) if not p.is_empty])
    )
    return sorted({round(line.project(Point(h)), 1) for h in hits})


def _between_crossings(line: LineString, main: list[LineString], rng: np.random.Generator) -> list[LineString]:
    """A cross street begins and ends at a street; some of its stretches were never built."""
    at = _crossings(line, main)
    stretches = [(a, b) for a, b in pairwise(at) if b - a > 20]
    out: list[list[float]] = []
    for a, b in stretches:
        if rng.random() < 0.3:
            continue
        if out and out[-1][1] == a:
            out[-1][1] = b
        else:
            out.append([a, b])
    return [stretch(line, a, b) for a, b in out]


def _split_long(line: LineString, cross: list[LineString], rng: np.random.Generator) -> list[LineString]:
    """A street longer than about 430 m changes its name at a crossing."""
    if line.length < float(rng.uniform(380, 520)):
        return [line]
    middle = [c for c in _crossings(line, cross) if 0.28 < c / line.length < 0.72]
    cut = middle[len(middle) // 2] if middle else line.length * float(rng.uniform(0.42, 0.58))
    return [
        p
        for part in (stretch(line, 0, cut), stretch(line, cut, line.length))
        for p in _split_long(part, cross, rng)
    ]


def _join_ends(ways: list[Way], ground: Ground, rng: np.random.Generator) -> None:
    """Runs loose ends on to a street close by; the others stay cul-de-sacs."""
    tree = STRtree([w.line for w in ways])
    for i, way in enumerate(ways):
        for end in (0, -1):
            tip = Point(way.line.coords[end])
            near = [j for j in tree.query(tip, predicate="dwithin", distance=78) if j != i]
            target = min((ways[j].line for j in sorted(near)), key=tip.distance, default=None)
            gap = target.distance(tip) if target is not None else math.inf
            if target is not None and gap > TOUCH and (gap < 30 or not way.district or rng.random() < 0.5):
                _extend(way, end, target, ground.water)


def _extend(way: Way, end: int, target: LineString, water: BaseGeometry) -> bool:
    tip = Point(way.line.coords[end])
    hit = target.interpolate(target.project(tip))
    link = LineString([tip, hit])
    if link.intersects(water):
        return False
    coords = list(way.line.coords)
    way.line = LineString([*coords, (hit.x, hit.y)] if end else [(hit.x, hit.y), *coords])
    return True


def _connect(ways: list[Way]) -> None:
    """Joins every loose part of the network to the rest by the shortest dry link from a street's end."""
    while True:
        part = _components(ways)
        loose = [i for i in range(len(ways)) if part[i] != part[0]]
        if not loose:
            return
        reached = shapely.union_all([w.line for w, p in zip(ways, part, strict=True) if p == part[0]])
        ends = [(reached.distance(Point(ways[i].line.coords[e])), i, e) for i in loose for e in (0, -1)]
        _, i, end = min(ends)
        tip = Point(ways[i].line.coords[end])
        hit = shapely.get_coordinates(shapely.shortest_line(tip, reached))[1]
        coords = list(ways[i].line.coords)
        ways[i].line = LineString([*coords, hit] if end else [hit, *coords])


def _components(ways: list[Way]) -> list[int]:
    geometries = [w.line for w in ways]
    pairs = STRtree(geometries).query(geometries, predicate="dwithin", distance=TOUCH)
    part = list(range(len(ways)))

    def root(i: int) -> int:
        while part[i] != i:
            part[i] = part[part[i]]
            i = part[i]
        return i

    for a, b in pairs.T.tolist():
        ra, rb = root(a), root(b)
        part[max(ra, rb)] = min(ra, rb)
    return [root(i) for i in range(len(ways))]


def node(ways: list[Way]) -> None:
    """Gives streets that meet a common point, rounded to the centimetre."""
    for way in ways:
        coords = np.round(shapely.get_coordinates(way.line), 2)
        way.line = LineString(coords[np.r_[True, np.any(np.diff(coords, axis=0) != 0, axis=1)]])
    geometries = [w.line for w in ways]
    extra: dict[int, set[tuple[float, float]]] = {}
    for i, j in STRtree(geometries).query(geometries, predicate="dwithin", distance=TOUCH).T.tolist():
        if i >= j:
            continue
        for point in _meetings(geometries[i], geometries[j]):
            extra.setdefault(i, set()).add(point)
            extra.setdefault(j, set()).add(point)
    for i, points in extra.items():
        ways[i].line = _with_points(geometries[i], points)


def _meetings(a: LineString, b: LineString) -> set[tuple[float, float]]:
    hits = {(round(x, 2), round(y, 2)) for x, y in shapely.get_coordinates(a.intersection(b)).tolist()}
    tips = {
        (x, y)
        for one, other in ((a, b), (b, a))
        for x, y in (one.coords[0], one.coords[-1])
        if other.distance(Point(x, y)) <= TOUCH
    }
    return tips | {h for h in hits if all(math.dist(h, t) > 4 * TOUCH for t in tips)}


def _with_points(line: LineString, points: set[tuple[float, float]]) -> LineString:
    own = [(line.project(Point(p)), (float(p[0]), float(p[1]))) for p in line.coords[1:-1]]
    first, last = line.coords[0], line.coords[-1]
    new = [(line.project(Point(p)), p) for p in sorted(points) if p not in (first, last)]
    kept = [o for o in own if all(math.dist(o[1], p) > 0.4 or o[1] == p for _, p in new)]
    coords = [first, *(p for _, p in sorted({*kept, *new})), last]
    return LineString([p for k, p in enumerate(coords) if k == 0 or p != coords[k - 1]])
