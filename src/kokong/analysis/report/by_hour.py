"""Burglaries by weekday, hour and shift: text, JSON, and where each shift's were."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np

from ..arrays import AnyArray, Floats, Ints, Refused
from ..hotspots import Grid, density, grid_over
from ..hotspots.aoristic import HOURS, Hours, usable, weights
from .layers import Layer
from .reading import Burglaries
from .writing import whole

DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
BLOCK: Final = 3  # hours of a column
SHARE: Final = 0.05  # of the cells that a shift's burglaries lie near
BANDWIDTH: Final = 200.0  # metres
FEWEST: Final = 20  # burglaries of a shift, below which zones would be places of single ones


def text(found: Hours, of: Ints, names: Sequence[str]) -> str:
    """A row for each weekday, a column for every three hours, and the sum of each shift."""
    blocks = found.table.reshape(7, HOURS // BLOCK, BLOCK).sum(axis=2)
    head = "      " + "".join(f"{f'{k:02d}-{k + BLOCK:02d}':>7}" for k in range(0, HOURS, BLOCK)) + "    all"
    rows = [
        f"{day:6}" + "".join(f"{value:7.1f}" for value in row) + f"{row.sum():7.1f}"
        for day, row in zip(DAYS, blocks, strict=True)
    ]
    shares = zip(names, _shares(found, of), strict=True)
    told = ", ".join(f"{name.strip()} {100 * share:.0f} %" for name, share in shares)
    said = f"{found.used} burglaries, {found.certain} of them known to the hour. By shift: {told}."
    left = ""
    if found.untimed or found.long:
        left = f"\nLeft out: {found.untimed} with a day alone, {found.long} with a window of over a week."
    return "\n".join([head, *rows, "", said]) + left


def _shares(found: Hours, of: Ints) -> list[float]:
    flat = found.table.ravel()
    return [float(flat[of == number].sum() / flat.sum()) for number in range(int(of.max()) + 1)]


def write(path: Path | None, found: Hours, of: Ints, names: Sequence[str]) -> None:
    """The same as JSON."""
    if path is None:
        return
    shares = {name.strip(): share for name, share in zip(names, _shares(found, of), strict=True)}
    told = {
        "weekdays": list(DAYS), "hours": found.table.tolist(), "used": found.used, "certain": found.certain,
        "untimed": found.untimed, "over_a_week": found.long, "shifts": shares,
    }  # fmt: skip
    with whole(path) as held:
        held.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def zones(found: Burglaries, of: Ints, names: Sequence[str], *, cell: float) -> Layer:
    """Where each shift's burglaries gathered: the densest twentieth of the cells near any, by kernel density.

    Each burglary counts in a shift by the share of its window there. A shift with fewer than 20 has no zones.
    """
    import shapely

    some = usable(found.earliest, found.latest)
    if not some.any():
        raise Refused("No burglary's time is known to more than a day, so that shifts can't be told.")
    share = weights(found.earliest[some], found.latest[some], of, len(names))
    grid = grid_over(found.x, found.y, cell=cell, margin=2 * BANDWIDTH)
    cells = grid.cells_of(found.x[some], found.y[some])
    near = np.flatnonzero(density(grid, cells, bandwidth=BANDWIDTH).ravel() > 1e-3 / max(cells.size, 1))
    shapes: list[AnyArray] = []
    shift: list[str] = []
    sums: list[float] = []
    for number, name in enumerate(names):
        if share[:, number].sum() < FEWEST:
            continue
        parts = _densest(grid, near, density(grid, cells, bandwidth=BANDWIDTH, weights=share[:, number]).ravel())
        points = np.asarray(shapely.points(found.x[some], found.y[some]), object)
        zone, inside = shapely.STRtree(points).query(parts, predicate="intersects")
        shapes.append(parts)
        shift += [name.strip()] * len(parts)
        sums += np.bincount(zone, share[inside, number], minlength=len(parts)).tolist()
    settings = {
        "cell": cell,
        "bandwidth": BANDWIDTH,
        "share_of_cells": SHARE,
        "method": "aoristic (Ratcliffe, 2000)",
    }
    fields = {"shift": np.array(shift, object), "burglaries": np.array(sums, np.float64)}
    return Layer("zones_by_shift", np.concatenate(shapes) if shapes else np.empty(0, object), fields, settings)


def _densest(grid: Grid, near: Ints, surface: Floats) -> AnyArray:
    import shapely

    many = max(1, int(SHARE * near.size))
    chosen = near[np.argsort(-surface[near], kind="stable")[:many]]
    x, y = grid.centres(chosen)
    half = grid.cell / 2
    boxes = shapely.box(x - half, y - half, x + half, y + half)
    return np.asarray(shapely.get_parts(shapely.union_all(boxes)), object)
