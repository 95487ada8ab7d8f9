"""Dwellings of the municipality in scope: by id, by nearness, and how many and where they are."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, Final

import numpy as np
from django.db import connection

from kokong.kernel.fields import Point

from . import crs, rules, street_names
from .models import Dwelling as Row
from .models import ImportRun
from .values import Dwelling, DwellingNotFound, Layout, Neighbour, Neighbourhood, StreetNear

SAME_DOOR_M = 30
Box = tuple[float, float, float, float]
"""West, south, east, north."""


def from_rows(rows: Sequence[Row]) -> list[Dwelling]:
    """Values of rows, with degrees computed for all at once."""
    lon, lat = crs.convert(
        [row.location.x for row in rows],
        [row.location.y for row in rows],
        source=crs.of_municipality(),
        target=crs.DEGREES,
    )
    return [_value(row, x, y) for row, x, y in zip(rows, lon, lat, strict=True)]


def _value(row: Row, lon: float, lat: float) -> Dwelling:
    parts = {"street": row.street_name, "number": row.number, "unit": row.unit, "stairwell": row.stairwell}
    return Dwelling(
        id=row.pk,
        address=rules.address(**parts),
        full_address=rules.full_address(**parts, postcode=row.postcode, locality=row.locality),
        **parts,
        postcode=row.postcode,
        locality=row.locality,
        kind=row.kind,
        x=row.location.x,
        y=row.location.y,
        lon=lon,
        lat=lat,
        retired=row.retired_at is not None,
        building_id=row.building_id,
        district=row.district,
        homes=row.homes,
        homes_by=row.homes_by,
        use=row.use,
        found=row.source == rules.FOUND,
    )


def by_ids(ids: Iterable[int]) -> dict[int, Dwelling]:
    """The dwellings that exist in the municipality in scope, by id; retired ones too."""
    rows = list(Row.objects.filter(pk__in=set(ids)))
    return {home.id: home for home in from_rows(rows)}


_COLUMNS = (
    "d.id, d.street_name, d.number, d.unit, d.kind, d.location <-> home.location, d.building_id, d.street_id,"
    " d.number_key, d.stairwell, d.floor, d.side, d.measure, d.unit_key, d.homes,"
    " d.location[0], d.location[1], d.source"
)
# Two ways to be near: by distance (one walk through the GiST index) and inside the same building, whose
# flats may be more than fit into the first.
_AROUND = f"""
WITH home AS MATERIALIZED (SELECT * FROM places_dwelling WHERE id = %(id)s)
SELECT {_COLUMNS} FROM home, home d
UNION
SELECT {_COLUMNS} FROM home, (
    SELECT * FROM places_dwelling WHERE retired_at IS NULL AND source <> '{rules.FOUND}'
    ORDER BY location <-> (SELECT location FROM home) LIMIT %(limit)s) d
UNION
SELECT {_COLUMNS} FROM home, (
    SELECT * FROM places_dwelling WHERE retired_at IS NULL AND building_id = (SELECT building_id FROM home)
    ORDER BY number_key, unit_key, id LIMIT %(limit)s) d
"""  # noqa: S608


def around(*, dwelling_id: int, radius_m: float, at_least: int, limit: int) -> Neighbourhood:
    """See `api.neighbourhood`."""
    with connection.cursor() as cursor:
        cursor.execute(_AROUND, {"id": dwelling_id, "limit": limit + 1})
        rows = _without_told(cursor.fetchall())
    home = next((row for row in rows if row[0] == dwelling_id), None)
    if home is None:
        raise DwellingNotFound
    found = [_neighbour(row, home) for row in sorted(rows, key=_order) if row[0] != dwelling_id]
    inside = sum(n.distance_m <= radius_m for n in found)
    kept = found[: max(inside, at_least)]
    return Neighbourhood(_neighbour(home, home), tuple(_capped(kept, limit)))


def _order(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """Nearest first, to the centimetre; then by address."""
    return round(row[5], 2), row[1], row[8], row[13], row[0]


def _capped(found: list[Neighbour], limit: int) -> list[Neighbour]:
    """The first `limit`, where the same stairwell and building go before other doors at the cap."""
    if len(found) <= limit:
        return found
    chosen = sorted(found, key=lambda n: (not n.same_stairwell, not n.same_building))[:limit]
    ids = {n.dwelling_id for n in chosen}
    return [n for n in found if n.dwelling_id in ids]


def _neighbour(row: tuple[Any, ...], home: tuple[Any, ...]) -> Neighbour:
    same_door = row[7] is not None and (row[7], row[8]) == (home[7], home[8]) and row[5] <= SAME_DOOR_M
    same_door = same_door and (row[9] == home[9] or "" in {row[9], home[9]})  # a block doesn't say its stairwells
    return Neighbour(
        dwelling_id=row[0],
        address=rules.address(street=row[1], number=row[2], unit=row[3]),
        kind=row[4],
        distance_m=round(row[5], 2),
        same_building=same_door or (row[6] is not None and row[6] == home[6]),
        same_stairwell=same_door,
        floor=row[10],
        street_id=row[7],
        side=row[11],
        measure_m=row[12],
        street=street_names.whole(row[1]),
        homes=row[14],
        x=row[15],
        y=row[16],
    )


def _without_told(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """The homes of a block are those that nobody listed or told. The flats of the block's own file are taken off
    already, so that only those told, and another file's, are."""
    listed = Counter((row[7], row[8]) for row in rows if row[3])
    own = Counter((row[7], row[8], row[17]) for row in rows if row[3])
    return [
        (*row[:14], max(1, row[14] - listed[row[7], row[8]] + own[row[7], row[8], row[17]]), *row[15:])
        if row[14] > 1 and not row[3]
        else row
        for row in rows
    ]


def nearest(*, point: Point, within_m: float) -> Dwelling | None:
    """The live dwelling nearest to a point (metres), if it is within `within_m`."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, location <-> %(at)s::point FROM places_dwelling WHERE retired_at IS NULL"
            " ORDER BY location <-> %(at)s::point LIMIT 1",
            {"at": f"({point[0]!r},{point[1]!r})"},
        )
        found = cursor.fetchone()
    if found is None or found[1] > within_m:
        return None
    return by_ids([found[0]])[found[0]]


_NEAREST: Final = """
SELECT asked.number, home.id
FROM unnest(%(x)s::float8[], %(y)s::float8[]) WITH ORDINALITY AS asked (x, y, number),
LATERAL (
    SELECT id, location <-> point(asked.x, asked.y) AS away FROM places_dwelling
    WHERE retired_at IS NULL ORDER BY location <-> point(asked.x, asked.y) LIMIT 1
) AS home
WHERE home.away <= %(within)s
"""


def nearest_of(*, points: Sequence[Point], within_m: float) -> tuple[Dwelling | None, ...]:
    """See `api.nearest_dwellings`."""
    with connection.cursor() as cursor:
        cursor.execute(_NEAREST, {"x": [p[0] for p in points], "y": [p[1] for p in points], "within": within_m})
        there = dict(cursor.fetchall())
    known = by_ids(there.values())
    return tuple(known.get(there.get(number, 0)) for number in range(1, len(points) + 1))


def streets_near(*, points: Sequence[Point], within_m: float) -> tuple[StreetNear | None, ...]:
    """See `api.streets_near`."""
    found: list[StreetNear | None] = [None] * len(points)
    with connection.cursor() as cursor:
        cursor.execute(
            _STREETS_NEAR,
            {"x": [p[0] for p in points], "y": [p[1] for p in points], "within": within_m},
        )
        for number, name, locality, homes in cursor.fetchall():
            found[number - 1] = StreetNear(name, locality, homes)
    return tuple(found)


_STREETS_NEAR = """
SELECT asked.number, street.name, street.locality, street.dwellings
FROM unnest(%(x)s::float8[], %(y)s::float8[]) WITH ORDINALITY AS asked (x, y, number),
LATERAL (
    SELECT street_id, location <-> point(asked.x, asked.y) AS away FROM places_dwelling
    WHERE retired_at IS NULL ORDER BY location <-> point(asked.x, asked.y) LIMIT 1
) AS home JOIN places_street AS street ON street.id = home.street_id
WHERE home.away <= %(within)s
"""


def extent(*, without: str = "") -> tuple[float, float, float, float] | None:
    """The box around the live dwellings, in metres: x and y, least and greatest; but for one source's."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT min(location[0]), min(location[1]), max(location[0]), max(location[1])"
            " FROM places_dwelling WHERE retired_at IS NULL AND source <> %s",
            [without],
        )
        found = cursor.fetchone()
    return None if found is None or found[0] is None else (found[0], found[1], found[2], found[3])


def some_places(*, without: str = "", most: int = 1000) -> np.ndarray:
    """Where some of the live dwellings stand (n, 2; metres); but for one source's."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT location[0], location[1] FROM places_dwelling"
            " WHERE retired_at IS NULL AND source <> %s LIMIT %s",
            [without, most],
        )
        return np.array(cursor.fetchall(), dtype=float).reshape(-1, 2)


def beside(*, points: Sequence[Point], within_m: float) -> list[bool]:
    """See `api.beside`."""
    box = extent()
    if box is None:
        return [False] * len(points)
    west, south, east, north = box
    return [
        west - within_m <= x <= east + within_m and south - within_m <= y <= north + within_m for x, y in points
    ]


def bounds() -> tuple[float, float, float, float] | None:
    """See `api.bounds`."""
    box = extent()
    if box is None:
        return None
    west, south, east, north = box
    lon, lat = degrees([west, west, east, east], [south, north, south, north])
    return min(lon), min(lat), max(lon), max(lat)


def live() -> int:
    """How many dwellings are not retired."""
    return Row.objects.filter(retired_at=None).count()


def from_openstreetmap() -> bool:
    """Whether any of the ground of the municipality in scope came from OpenStreetMap."""
    return ImportRun.objects.filter(source="osm").exists()


_LAYOUT = """
SELECT id, location[0], location[1], kind, coalesce(building_id, -1), coalesce(street_id, -1), side
FROM places_dwelling WHERE retired_at IS NULL OR id = ANY(%s) ORDER BY id
"""


def layout(*, also: Iterable[int]) -> Layout:
    """See `api.layout`."""
    with connection.cursor() as cursor:
        cursor.execute(_LAYOUT, [list(also)])
        rows = cursor.fetchall()
    ids, x, y, kind, building, street, side = zip(*rows, strict=True) if rows else [()] * 7
    return Layout(
        ids=np.array(ids, np.int64),
        x=np.array(x, np.float64),
        y=np.array(y, np.float64),
        kind=tuple(kind),
        building=np.array(building, np.int64),
        street=np.array(street, np.int64),
        side=np.array(side, np.int8),
    )


def degrees(x: Any, y: Any) -> tuple[Any, Any]:
    """See `api.degrees`."""
    return crs.convert(x, y, source=crs.of_municipality(), target=crs.DEGREES)
