"""Zones and the risk map in longitude and latitude."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
import shapely
from django.utils import timezone
from shapely import MultiPolygon

from kokong.analysis.arrays import AnyArray, Floats
from kokong.places import api as places

from . import reading
from .values import Result, Ring, Zone

WEEK = timedelta(days=7)


def zones(*, now: datetime) -> tuple[Zone, ...]:
    """The zones of the week that `now` lies in, most expected burglaries first; none once that week is over."""
    found = forecast(now=now)
    return tuple(zone for zone, _shape in drawn(found)) if found else ()


def forecast(*, now: datetime) -> Result | None:
    """The newest forecast, if it is for the week that `now` lies in."""
    found = newest("forecast")
    if found is None:
        return None
    week = date.fromisoformat(found.figures["week"])
    return found if week <= timezone.localdate(now) < week + WEEK else None


def newest(kind: str) -> Result | None:
    """The newest result of a kind that still has its maps."""
    found = reading.newest_result(kind=kind)
    return found if found and found.arrays else None


def drawn(found: Result) -> Iterator[tuple[Zone, MultiPolygon]]:
    """The zones of a forecast by rank, each with its shape in metres."""
    grid, cells, zone = found.figures["grid"], found.arrays["cells"], found.arrays["zone"]
    week = date.fromisoformat(found.figures["week"])
    for place, row in enumerate(found.figures["zones"]):
        shape = MultiPolygon(shapely.get_parts(shapely.union_all(squares(grid, cells[zone == place]))).tolist())
        yield _zone(place + 1, row, shape, week), shape


def _zone(rank: int, row: dict[str, Any], shape: MultiPolygon, week: date) -> Zone:
    lon, lat = places.degrees(x=row["x"], y=row["y"])
    return Zone(
        rank=rank,
        outline=tuple(_rings(part) for part in shape.geoms),
        lon=lon,
        lat=lat,
        area_m2=float(shape.area),
        dwellings=row["homes"],
        expected=row["expected"],
        share=row["share"],
        recent=row["recent"],
        latest=date.fromisoformat(row["latest"]) if row["latest"] else None,
        week=week,
    )


def _rings(polygon: Any) -> tuple[Ring, ...]:
    turned = shapely.geometry.polygon.orient(polygon)
    return tuple(_degrees(np.asarray(ring.coords)) for ring in (turned.exterior, *turned.interiors))


def _degrees(points: Floats) -> Ring:
    lon, lat = places.degrees(x=points[:, 0], y=points[:, 1])
    return tuple(zip(lon.tolist(), lat.tolist(), strict=True))


def squares(grid: dict[str, Any], cells: AnyArray) -> Any:
    """The squares of a grid by their numbers, in metres."""
    row, column = np.divmod(cells.astype(np.int64), int(grid["columns"]))
    west, south = grid["west"] + column * grid["cell"], grid["south"] + row * grid["cell"]
    return shapely.box(west, south, west + grid["cell"], south + grid["cell"])


def top(arrays: Mapping[str, AnyArray], at: AnyArray) -> Floats:
    """The share of all squares that lies at least as high as each of some, named by their places in the arrays."""
    ordered = np.sort(-arrays["per_year"])
    return np.asarray(np.searchsorted(ordered, -arrays["per_year"][at], side="right") / ordered.size)


def expected_at(*, x: Floats, y: Floats) -> Floats | None:
    """Burglaries to be expected in a year at one home at each of some places (metres), by the newest risk map:
    what its square holds, shared among the square's homes. 0 where the map has none; None without a map."""
    found = newest("surface")
    if found is None:
        return None
    grid, cells = found.figures["grid"], found.arrays["cells"].astype(np.int64)
    column = np.floor((x - grid["west"]) / grid["cell"]).astype(np.int64)
    row = np.floor((y - grid["south"]) / grid["cell"]).astype(np.int64)
    inside = (column >= 0) & (column < int(grid["columns"])) & (row >= 0)
    wanted = np.where(inside, row * int(grid["columns"]) + column, -1)
    at = np.minimum(np.searchsorted(cells, wanted), cells.size - 1)
    each = found.arrays["per_year"] / np.maximum(found.arrays["homes"], 1)
    return np.where(cells[at] == wanted, each[at], 0.0)
