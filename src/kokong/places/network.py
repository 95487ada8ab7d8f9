"""The walkable streets and paths: cut into squares when imported, put together again around a walk.

A segment is one straight step of a way: `(ax, ay, bx, by)` in metres. Steps meet where their ends have
the same coordinates (to the millimetre), as the ways of OpenStreetMap do at shared nodes.
"""

from collections.abc import Iterable
from typing import TypeAlias

import numpy as np
import shapely
from django.db import connection
from numpy.typing import NDArray

from .models import PathCell

CELL_M = 500.0
STEP_M = 250.0  # a step lies in the square of its middle: a long one would be missed by who stands at its end
_ROW = 1 << 24

Segments: TypeAlias = NDArray[np.float64]


def segments_of(lines: NDArray[np.object_]) -> Segments:
    """The straight steps of lines in metres, shape (n, 4), none longer than `STEP_M`."""
    points, line = shapely.get_coordinates(shapely.segmentize(lines, STEP_M), return_index=True)
    if len(points) < 2:
        return np.empty((0, 4))
    points = np.round(points, 3)
    steps = np.hstack([points[:-1], points[1:]])[line[:-1] == line[1:]]
    moving: Segments = steps[(steps[:, :2] != steps[:, 2:]).any(axis=1)]
    return moving


def cell_of(x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.int64]:
    """The number of the square that a place lies in."""
    column, row = (np.floor(v / CELL_M).astype(np.int64) for v in (x, y))
    return row * _ROW + column


def cells_between(west: float, south: float, east: float, north: float) -> list[int]:
    """The numbers of all squares that a box touches."""
    columns, rows = (
        np.arange(np.floor(low / CELL_M), np.floor(high / CELL_M) + 1) * CELL_M
        for low, high in ((west, east), (south, north))
    )
    x, y = np.meshgrid(columns, rows)
    return [int(c) for c in cell_of(x.ravel() + 1, y.ravel() + 1)]


def store(segments: Segments) -> None:
    """Replace the network of the municipality in scope."""
    PathCell.objects.all().delete()
    if not len(segments):
        return
    middle = (segments[:, :2] + segments[:, 2:]) / 2
    cells = cell_of(middle[:, 0], middle[:, 1])
    order = np.argsort(cells, kind="stable")
    ids, starts = np.unique(cells[order], return_index=True)
    parts = np.split(segments[order], starts[1:])
    PathCell.objects.bulk_create(
        (PathCell(cell=int(c), segments=part.tobytes()) for c, part in zip(ids, parts, strict=True)),
        batch_size=500,
    )


def load(cells: Iterable[int]) -> Segments:
    """The segments in some squares of the municipality in scope, shape (n, 4)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT segments FROM places_pathcell WHERE cell = ANY(%s) ORDER BY cell", [list(cells)])
        stored = b"".join(bytes(row[0]) for row in cursor.fetchall())
    return np.frombuffer(stored, dtype=np.float64).reshape(-1, 4)
