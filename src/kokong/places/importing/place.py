"""Puts every dwelling at its street, on a side of it, and into its building.

A street is what is joined on the ground: the ways of one name that lie within reach of each other, whatever town
its houses say. Where its line is known (a named way close by), the side and the position along the line are
measured; otherwise the house number tells the side.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain
from math import sqrt
from typing import Any

import numpy as np
import shapely
from django.db import connection
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

from kokong.kernel import tenancy

from .. import crs, rules, street_names
from .source import Points, Shapes
from .tidy import building_at

REACH_M = 400.0  # how far a home may stand from the line of the street it is named after
APART_M = 150.0  # ways of one name farther apart than this are streets of their own
TOGETHER_M = 1500.0  # homes of one name that no line shows are one street when they stand so near each other
BLOCK = 10_000  # dwellings that the database hands over at a time
MIDDLE_M = 0.5  # a point so close to the line has no side


@dataclass(slots=True)
class Home:
    """A live dwelling as it is placed."""

    id: int
    street_name: str
    locality: str
    number: str
    x: float
    y: float
    street: str = ""
    side: int = 0
    measure: float | None = None
    building: int | None = None


@dataclass
class Placed:
    """Streets by key: (name, name key, town), and the homes at them."""

    streets: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    homes: list[Home] = field(default_factory=list)


def place(homes: list[Home], names: Sequence[str], lines: Shapes) -> Placed:
    """Give each home its street, side and measure. `lines` are ways in metres, `names` their names."""
    ways: dict[str, list[int]] = defaultdict(list)
    for i, name in enumerate(names):
        ways[street_names.whole(name)].append(i)
    groups: dict[str, list[Home]] = defaultdict(list)
    for home in homes:
        groups[street_names.whole(home.street_name)].append(home)
    placed = Placed(homes=homes)
    for key, group in sorted(groups.items()):
        _place_name(group, lines[ways[key]] if key in ways else lines[:0], placed)
    return placed


def _place_name(group: list[Home], ways: Shapes, placed: Placed) -> None:
    """Homes of one street name, in all its villages: each to its nearest line."""
    streets = [_straightened(ways[part]) for part in _clusters(ways)]
    points = np.array([(h.x, h.y) for h in group])
    nearest, apart = _nearest(points, streets)
    alone = apart > REACH_M
    if alone.any():  # named after a street that no line shows
        nearest[alone] = len(streets) + _together(points[alone])
    for n in np.unique(nearest):
        mine = np.flatnonzero(nearest == n)
        here = [group[i] for i in mine]
        near = apart[mine] <= REACH_M
        _name(here, int(n), placed)
        if near.any():
            _measure([h for h, fine in zip(here, near, strict=True) if fine], points[mine[near]], streets, int(n))
        for home, fine in zip(here, near, strict=True):
            if not fine or home.side == 0:
                home.side = rules.parity_side(home.number)


def _nearest(points: Points, streets: list[Shapes]) -> tuple[np.ndarray, np.ndarray]:
    if not streets:
        return np.zeros(len(points), dtype=int), np.full(len(points), np.inf)
    shapes = np.array([shapely.multilinestrings(list(parts)) for parts in streets], dtype=object)
    apart = shapely.distance(np.asarray(shapely.points(points))[:, None], shapes[None, :])
    nearest = np.argmin(apart, axis=1)
    return nearest, apart[np.arange(len(points)), nearest]


def _name(homes: list[Home], line: int, placed: Placed) -> None:
    """One street for the homes along a line, whatever town each says; the street's is the one that most say.

    Where no line is known, homes of one name that stand together are a street. Namesakes in one town are told
    apart by a number.
    """
    spelling = _most(h.street_name for h in homes)
    locality = _most(h.locality for h in homes if h.locality)
    name_key = street_names.key(spelling)
    key = base = f"{name_key}|{rules.fold(locality)}"[:190]
    while key in placed.streets:
        line += 1
        key = f"{base}|{line}"
    placed.streets[key] = (spelling, name_key[:160], locality)
    for home in homes:
        home.street = key


def _most(said: Iterable[str]) -> str:
    """What is said most often, else first in the alphabet."""
    counts = Counter(said)
    return min(counts, key=lambda each: (-counts[each], each)) if counts else ""


def _together(points: Points) -> np.ndarray:
    """Which group each point belongs to: those within reach of each other are one, from west to east.

    All in a square are within reach; squares are joined where their nearest points are. So nobody lists the pairs
    of ten thousand homes.
    """
    squares, square = np.unique(np.floor(points / (TOGETHER_M / sqrt(2))), axis=0, return_inverse=True)
    square = square.ravel()
    parts = np.split(np.argsort(square, kind="stable"), np.cumsum(np.bincount(square))[:-1])
    trees = [cKDTree(points[part]) for part in parts]
    pairs = [(a, b) for a, b in cKDTree(squares).query_pairs(2.0, p=np.inf) if _reach(trees[a], trees[b])]
    joined = np.array(pairs, dtype=int).reshape(-1, 2)
    size = (len(squares), len(squares))
    graph = coo_array((np.ones(len(joined)), (joined[:, 0], joined[:, 1])), shape=size)
    count, of_square = connected_components(graph, directed=False)
    label = of_square[square]
    west = np.full(count, np.inf)
    np.minimum.at(west, label, points[:, 0])
    return np.asarray(np.argsort(np.argsort(west, kind="stable"))[label])


def _reach(here: cKDTree, there: cKDTree) -> bool:
    few, many = sorted((here, there), key=lambda tree: tree.n)
    apart, _which = many.query(few.data, distance_upper_bound=TOGETHER_M * 1.001)
    return bool(np.min(apart) <= TOGETHER_M)


def _clusters(ways: Shapes) -> list[np.ndarray]:
    """Groups of ways of one name that lie within reach of each other, from west to east."""
    if len(ways) < 2:  # as most streets
        return [np.arange(1)] if len(ways) else []
    a, b = shapely.STRtree(ways).query(ways, predicate="dwithin", distance=APART_M)
    count, label = connected_components(coo_array((np.ones(len(a)), (a, b)), shape=(len(ways), len(ways))))
    parts = [np.flatnonzero(label == n) for n in range(count)]
    return sorted(parts, key=lambda part: tuple(shapely.total_bounds(ways[part])))


def _straightened(ways: Shapes) -> Shapes:
    """A street's ways joined, all running the same way, ordered along the street's longest extent."""
    merged = shapely.get_parts(shapely.line_merge(shapely.union_all(ways)))
    points = shapely.get_coordinates(merged)
    _values, vectors = np.linalg.eigh(np.cov((points - points.mean(axis=0)).T))
    axis = vectors[:, 1] * (1 if vectors[np.argmax(np.abs(vectors[:, 1])), 1] > 0 else -1)
    start, end = (shapely.get_coordinates(shapely.get_point(merged, i)) @ axis for i in (0, -1))
    forward = np.where(end >= start, merged, shapely.reverse(merged))
    ordered: Shapes = forward[np.argsort(np.minimum(start, end), kind="stable")]
    return ordered


def _measure(homes: list[Home], points: Points, streets: list[Shapes], n: int) -> None:
    """Side and position of homes along the parts of street `n`: the parts lie end to end."""
    if not homes:
        return
    parts = streets[n]
    offsets = np.concatenate([[0.0], np.cumsum(shapely.length(parts))])
    shapes = np.asarray(shapely.points(points))
    which = np.argmin(shapely.distance(shapes[:, None], parts[None, :]), axis=1)
    line = parts[which]
    along = shapely.line_locate_point(line, shapes)
    before, after = (
        shapely.get_coordinates(shapely.line_interpolate_point(line, np.clip(along + d, 0, shapely.length(line))))
        for d in (-1.0, 1.0)
    )
    step, off = after - before, points - before
    across = (step[:, 0] * off[:, 1] - step[:, 1] * off[:, 0]) / np.maximum(np.hypot(step[:, 0], step[:, 1]), 1e-9)
    for home, offset, a, s in zip(homes, offsets[which], along, across, strict=True):
        home.measure = round(float(offset + a), 2)
        home.side = 0 if abs(s) < MIDDLE_M else (1 if s > 0 else -1)


def into_buildings(homes: list[Home], ids: Sequence[int], outlines: Shapes, epsg: int) -> None:
    """Note for each home the building (outlines in Mercator) that it stands in."""
    points = np.array([(h.x, h.y) for h in homes]).reshape(-1, 2)
    at = building_at(crs.convert_array(points, source=epsg, target=crs.MERCATOR), outlines)
    for home, i in zip(homes, at, strict=True):
        home.building = ids[i] if i >= 0 else None


def live_homes() -> list[Home]:
    """Every live dwelling of the municipality in scope, whatever its source; but a visitor's word alone makes no
    street."""
    once = dict[str, str]().setdefault  # a street is called the same at each of its homes
    with connection.chunked_cursor() as cursor:
        cursor.execute(
            "SELECT id, street_name, locality, number, location[0], location[1] FROM places_dwelling"
            " WHERE retired_at IS NULL AND (source <> %s OR street_id IS NOT NULL) ORDER BY id",
            [rules.FOUND],
        )
        rows = chain.from_iterable(iter(lambda: cursor.fetchmany(BLOCK), []))
        return [Home(i, once(street, street), once(town, town), once(number, number), x, y)
                for i, street, town, number, x, y in rows]  # fmt: skip


_STREETS = """
INSERT INTO places_street AS s (municipality_id, key, name, name_key, locality, dwellings)
SELECT %s, key, name, name_key, locality, dwellings FROM streets
ON CONFLICT (municipality_id, key) DO UPDATE
SET name = excluded.name, name_key = excluded.name_key, locality = excluded.locality,
    dwellings = excluded.dwellings
WHERE (s.name, s.name_key, s.locality, s.dwellings)
    IS DISTINCT FROM (excluded.name, excluded.name_key, excluded.locality, excluded.dwellings)
"""
_PLACES = """
UPDATE places_dwelling d SET street_id = s.id, side = p.side, measure = p.measure, building_id = p.building
FROM placed p JOIN places_street s ON s.key = p.street
WHERE d.id = p.id
  AND (d.street_id, d.side, d.measure, d.building_id) IS DISTINCT FROM (s.id, p.side, p.measure, p.building)
"""


def write(placed: Placed) -> None:
    """Write streets, and where each dwelling stands; streets without dwellings count none."""
    here = Counter(home.street for home in placed.homes)
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE streets (key text, name text, name_key text, locality text, dwellings int)"
            " ON COMMIT DROP; CREATE TEMPORARY TABLE placed"
            " (id bigint, street text, side smallint, measure float8, building bigint) ON COMMIT DROP"
        )
        _copy(cursor, "streets", ((key, *values, here[key]) for key, values in placed.streets.items()))
        _copy(cursor, "placed", ((h.id, h.street, h.side, h.measure, h.building) for h in placed.homes))
        cursor.execute(_STREETS, [tenancy.municipality_id()])
        cursor.execute(_PLACES)
        cursor.execute(
            "UPDATE places_street s SET dwellings = 0 WHERE dwellings > 0"
            " AND NOT EXISTS (SELECT FROM streets t WHERE t.key = s.key)"
        )
        cursor.execute("DROP TABLE streets, placed")


def _copy(cursor: Any, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
    with cursor.copy(f"COPY {table} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
    cursor.execute(f"ANALYZE {table}")
