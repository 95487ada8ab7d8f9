"""The walkable streets and paths, and what bars the way to them: cut into squares when imported, put together
again around a walk.

A segment is one straight step of a way, or of the edge of water or a railway: `(ax, ay, bx, by)` in metres. Steps
of ways meet where their ends have the same coordinates (to the millimetre), as the ways of OpenStreetMap do at
shared nodes.
"""

from collections.abc import Iterable
from typing import Final, NamedTuple, TypeAlias

import numpy as np
import shapely
from django.db import connection
from numpy.typing import NDArray

from .models import PathCell

CELL_M = 500.0
STEP_M = 250.0  # a step lies in the square of its middle: a long one would be missed by who stands at its end
_ROW = 1 << 24

POND_M2: Final = 100.0  # smaller water is walked round
EDGE_M: Final = 0.5  # how closely edges of water are kept

Segments: TypeAlias = NDArray[np.float64]
NONE: Final[Segments] = np.empty((0, 4))


class Net(NamedTuple):
    """The steps of ways in some squares, and of what nobody steps over; each of shape (n, 4)."""

    ways: Segments
    barriers: Segments


def segments_of(lines: NDArray[np.object_]) -> Segments:
    """The straight steps of lines in metres, shape (n, 4), none longer than `STEP_M`."""
    points, line = shapely.get_coordinates(shapely.segmentize(lines, STEP_M), return_index=True)
    if len(points) < 2:
        return np.empty((0, 4))
    points = np.round(points, 3)
    steps = np.hstack([points[:-1], points[1:]])[line[:-1] == line[1:]]
    moving: Segments = steps[(steps[:, :2] != steps[:, 2:]).any(axis=1)]
    return moving


def barriers_of(shapes: NDArray[np.object_]) -> Segments:
    """The steps of what nobody steps over, from lines and from the edges of areas in metres; ponds are none."""
    surfaces = np.isin(shapely.get_type_id(shapes), (3, 6))
    banks = shapely.boundary(shapes[surfaces & (shapely.area(shapes) >= POND_M2)])
    edges = shapely.simplify(np.concatenate([shapes[~surfaces], banks]), EDGE_M)
    return segments_of(shapely.get_parts(edges))


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


def store(segments: Segments, barriers: Segments = NONE) -> None:
    """Replace the network of the municipality in scope."""
    PathCell.objects.all().delete()
    ways, bars = _by_cell(segments), _by_cell(barriers)
    PathCell.objects.bulk_create(
        (PathCell(cell=c, segments=ways.get(c, b""), barriers=bars.get(c, b"")) for c in sorted(ways | bars)),
        batch_size=500,
    )


def _by_cell(segments: Segments) -> dict[int, bytes]:
    if not len(segments):
        return {}
    middle = (segments[:, :2] + segments[:, 2:]) / 2
    cells = cell_of(middle[:, 0], middle[:, 1])
    order = np.argsort(cells, kind="stable")
    ids, starts = np.unique(cells[order], return_index=True)
    parts = np.split(segments[order], starts[1:])
    return {int(c): part.tobytes() for c, part in zip(ids, parts, strict=True)}


def load(cells: Iterable[int]) -> Net:
    """The network in some squares of the municipality in scope."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT segments, barriers FROM places_pathcell WHERE cell = ANY(%s) ORDER BY cell", [list(cells)]
        )
        rows = cursor.fetchall()
    ways, barriers = (b"".join(bytes(row[at]) for row in rows) for at in (0, 1))
    return Net(*(np.frombuffer(stored, dtype=np.float64).reshape(-1, 4) for stored in (ways, barriers)))
