"""Zones and the risk map in longitude and latitude."""

from datetime import date, datetime, timedelta
from typing import Any, cast

import numpy as np
import shapely
from django.utils import timezone

from kokong.analysis.arrays import AnyArray, Floats
from kokong.places import api as places

from . import reading
from .values import Cell, Result, Ring, Surface, Zone

WEEK = timedelta(days=7)


def zones(*, now: datetime) -> tuple[Zone, ...]:
    """The zones of the week that `now` lies in, most expected burglaries first; none once that week is over."""
    found = newest("forecast")
    if found is None:
        return ()
    week = date.fromisoformat(found.figures["week"])
    if not week <= timezone.localdate(now) < week + WEEK:
        return ()
    grid, cells, zone = found.figures["grid"], found.arrays["cells"], found.arrays["zone"]
    return tuple(
        _zone(rank, row, grid, cells[zone == rank], week) for rank, row in enumerate(found.figures["zones"])
    )


def newest(kind: str) -> Result | None:
    """The newest result of a kind that still has its maps."""
    run = reading.latest(kind=kind)
    found = reading.result(run_id=run.id) if run else None
    return found if found and found.arrays else None


def _zone(place: int, row: dict[str, Any], grid: dict[str, Any], cells: AnyArray, week: date) -> Zone:
    west, south = corner(grid, cells)
    shape = shapely.union_all(shapely.box(west, south, west + grid["cell"], south + grid["cell"]))
    parts = shapely.get_parts(shape)
    lon, lat = places.degrees(x=row["x"], y=row["y"])
    return Zone(
        rank=place + 1,
        outline=tuple(_rings(part) for part in parts),
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


def corner(grid: dict[str, Any], cells: AnyArray) -> tuple[Floats, Floats]:
    """Metres of the squares' south-western corners."""
    row, column = np.divmod(cells.astype(np.int64), int(grid["columns"]))
    return grid["west"] + column * grid["cell"], grid["south"] + row * grid["cell"]


def surface(*, most: int | None = None) -> Surface | None:
    """The newest risk map, its `most` highest squares or all; None before there is one."""
    found = newest("surface")
    if found is None:
        return None
    arrays, grid = found.arrays, cast(dict[str, Any], found.figures["grid"])
    order = np.argsort(-arrays["per_year"], kind="stable")[:most]
    corners = _corners(grid, arrays["cells"][order])
    top = np.searchsorted(np.sort(-arrays["per_year"]), -arrays["per_year"][order], side="right")
    each = zip(
        corners,
        arrays["per_year"][order].tolist(),
        arrays["per_1000"][order].tolist(),
        arrays["homes"][order].tolist(),
        (top / arrays["cells"].size).tolist(),
        strict=True,
    )
    cells = tuple(
        Cell(tuple(ring), per_year, None if per_1000 != per_1000 else per_1000, homes, share)  # noqa: PLR0124 NaN
        for ring, per_year, per_1000, homes, share in each
    )
    return Surface(found.run, float(grid["cell"]), cells)


def _corners(grid: dict[str, Any], cells: AnyArray) -> list[list[tuple[float, float]]]:
    """Each square's corners in degrees, from the south-west, anticlockwise, closed."""
    west, south = corner(grid, cells)
    side = float(grid["cell"])
    x = west[:, None] + side * np.array([0, 1, 1, 0, 0])
    y = south[:, None] + side * np.array([0, 0, 1, 1, 0])
    lon, lat = places.degrees(x=x.ravel(), y=y.ravel())
    rings = np.column_stack([lon, lat]).reshape(-1, 5, 2).tolist()
    return [[(a, b) for a, b in ring] for ring in rings]
