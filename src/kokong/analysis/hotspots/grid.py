"""Square cells over a study area, and the Gaussian smoothing that every surface is made with."""

import math
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import ArrayLike

from ..arrays import AnyArray, Floats, Ints, Refused, floats, same_length
from ..compiled import compiled
from ..words import gettext_noop

MOST_CELLS: Final = 40_000_000
REACH: Final = 4.0  # standard deviations at which a Gaussian kernel ends


@dataclass(frozen=True)
class Grid:
    """`columns` × `rows` square cells of `cell` metres; (`west`, `south`) is the outer corner of the first one.

    Cells are numbered row by row from the south-west.
    """

    west: float
    south: float
    cell: float
    columns: int
    rows: int

    @property
    def size(self) -> int:
        return self.columns * self.rows

    @property
    def shape(self) -> tuple[int, int]:
        return self.rows, self.columns

    def cells_of(self, x: ArrayLike, y: ArrayLike) -> Ints:
        """The cell of each point; -1 outside the grid."""
        column = np.floor((np.asarray(x) - self.west) / self.cell)
        row = np.floor((np.asarray(y) - self.south) / self.cell)
        inside = (column >= 0) & (column < self.columns) & (row >= 0) & (row < self.rows)
        return np.where(inside, row * self.columns + column, -1).astype(np.int64)

    def centres(self, cells: Ints) -> tuple[Floats, Floats]:
        """Coordinates of the cells' middles."""
        row, column = np.divmod(cells, self.columns)
        return self.west + (column + 0.5) * self.cell, self.south + (row + 0.5) * self.cell

    def counts(self, cells: Ints, weights: Floats | None = None) -> Floats:
        """Points, or their weights, summed by cell; (rows, columns)."""
        inside = cells >= 0
        weights = None if weights is None else weights[inside]
        return np.bincount(cells[inside], weights=weights, minlength=self.size).astype(float).reshape(self.shape)


def grid_over(x: ArrayLike, y: ArrayLike, *, cell: float, margin: float = 0.0, most: int = MOST_CELLS) -> Grid:
    """A grid over all points and `margin` metres around, its corner at a whole number of cells.

    Raises Refused when it would have more than `most` cells, naming how many points lie far from the others.
    """
    xs, ys = floats(x, "x"), floats(y, "y")
    if not same_length(xs, ys):
        raise Refused("There are no burglaries to lay a grid over.")
    if not cell > 0:
        raise Refused("The cells' side must be above 0 m.")
    west, south = (math.floor((float(v.min()) - margin) / cell) for v in (xs, ys))
    east, north = (math.floor((float(v.max()) + margin) / cell) + 1 for v in (xs, ys))
    columns, rows = east - west, north - south
    if columns * rows > most:
        raise Refused(
            gettext_noop(
                "Cells of %(cell)s m over %(across)s × %(along)s km would be %(cells)s cells; at most %(most)s "
                "fit. %(far)s of %(points)s points lie far from the others. Leave them out, or use larger cells."
            ),
            cell=f"{cell:g}",
            across=round(columns * cell / 1000),
            along=round(rows * cell / 1000),
            cells=columns * rows,
            most=most,
            far=int(far_off(xs, ys).sum()),
            points=xs.size,
        )
    return Grid(west * cell, south * cell, cell, columns, rows)


def far_off(x: Floats, y: Floats) -> AnyArray:
    """Which points lie a continent off: over 20 times as far from the middle as most others."""
    if not x.size:
        return np.zeros(0, bool)
    away = np.hypot(x - np.median(x), y - np.median(y))
    return away > 20 * max(float(np.quantile(away, 0.9)), 1000.0)


def kernel(sigma: float) -> Floats:
    """Half a Gaussian kernel over whole cells, summing to 1 with its mirror; `sigma` in cells."""
    steps = np.arange(math.ceil(REACH * sigma) + 1)
    # Mass within each cell, not height at its middle: a kernel narrower than a cell then keeps its shape.
    from scipy.special import ndtr

    half = ndtr((steps + 0.5) / sigma) - ndtr((steps - 0.5) / sigma)
    return np.asarray(half / (half[0] + 2 * half[1:].sum()))


@compiled
def _add(line: Floats, source: Floats, weight: float) -> None:
    for place in range(line.size):
        line[place] += weight * source[place]


@compiled
def _smooth(values: Floats, half: Floats, across: Floats, out: Floats) -> None:
    rows, columns = values.shape
    for row in range(rows):
        line, source = across[row], values[row]
        line[:] = source * half[0]
        for step in range(1, min(half.size, columns)):
            _add(line[: columns - step], source[step:], half[step])
            _add(line[step:], source[: columns - step], half[step])
    for row in range(rows):
        line = out[row]
        line[:] = across[row] * half[0]
        for step in range(1, half.size):
            if row + step < rows:
                _add(line, across[row + step], half[step])
            if row >= step:
                _add(line, across[row - step], half[step])


def smooth(values: Floats, sigma: float) -> Floats:
    """Gaussian smoothing of a (rows, columns) array; `sigma` in cells. What leaves the grid is lost."""
    dtype: Any = np.float32 if values.dtype == np.float32 else np.float64
    half = kernel(sigma).astype(dtype)
    values = np.ascontiguousarray(values, dtype)
    across, out = np.empty_like(values), np.empty_like(values)
    _smooth(values, half, across, out)
    return out


@compiled
def _add_kernels(surfaces: Floats, cells: Ints, weights: Floats, whole: Floats) -> None:
    columns, reach = surfaces.shape[2], whole.size // 2
    for one in range(cells.size):
        row, column = cells[one] // columns, cells[one] % columns
        west, east = max(column - reach, 0), min(column + reach + 1, columns)
        source = whole[west - column + reach : east - column + reach]
        for at in range(max(row - reach, 0), min(row + reach + 1, surfaces.shape[1])):
            for kind in range(surfaces.shape[0]):
                _add(surfaces[kind, at, west:east], source, weights[kind, one] * whole[at - row + reach])


def add_kernels(surfaces: Floats, cells: Ints, weights: Floats, sigma: float) -> None:
    """Add points to surfaces (kinds, rows, columns) in place, as `smooth` of their counts would; `sigma` in cells.

    `weights` are (kinds, points); points outside the grid have cell -1. The work is by point, not by cell.
    """
    half = kernel(sigma).astype(surfaces.dtype)
    inside = cells >= 0
    weights = np.ascontiguousarray(weights[:, inside], surfaces.dtype)
    _add_kernels(surfaces, cells[inside], weights, np.r_[half[:0:-1], half])
