"""Densities of many half-lives and bandwidths, carried from week to week."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from ..arrays import Floats, Ints
from ..hotspots import Grid, add_kernels, smooth
from .events import Events

NOTHING: Final = 1e-30  # below it a weight is taken for 0: numbers smaller still are slow to reckon with
MOST_DOUBLINGS: Final = 60.0  # of the newest weights over the first, before all are brought down again
WIDE: Final = 4  # cells that a kernel's standard deviation needs to be drawn well


@dataclass(frozen=True)
class Layer:
    """All half-lives' densities of one bandwidth, on squares of `factor` × `factor` cells.

    Wide kernels are as smooth on wider squares, and cost a small part there. `surfaces` is (half-lives, rows,
    columns).
    """

    factor: int
    sigma: float
    columns: int
    surfaces: Floats

    def squares(self, cells: Ints, columns: int) -> Ints:
        """The squares of cells; -1 stays."""
        row, column = np.divmod(cells, columns)
        return np.where(cells < 0, -1, row // self.factor * self.columns + column // self.factor)


class Fading:
    """One density per bandwidth and half-life of all burglaries known before `day`.

    Only shares of each density's whole are ever asked for, so nothing need fade: newer burglaries get greater
    weights instead, and a week on, only the week's own are added.
    """

    def __init__(
        self, events: Events, day: float, half_lives: tuple[float, ...], bandwidths: tuple[float, ...]
    ) -> None:
        """From what was known before `day`."""
        known = events.before(day)
        self.grid, self.day, self.seen = events.grid, day, known.count
        self._half_lives, self._since = np.array(half_lives), day
        weights = self._weights(known)
        self._total = weights[:, known.cells >= 0].sum(axis=1)
        self._layers = [self._layer(metres, known.cells, weights) for metres in bandwidths]

    @property
    def size(self) -> int:
        """Number of densities."""
        return len(self._layers) * self._half_lives.size

    def follows(self, events: Events, day: float) -> bool:
        """Whether whole weeks lead from here to `day`, and these are the burglaries it was made from."""
        weeks = (day - self.day) / 7
        same = self.grid is events.grid and events.before(self.day).count == self.seen
        return same and weeks >= 0 and weeks == int(weeks)

    def add(self, week: Events) -> None:
        """Go a week on; `week` are the burglaries that became known in it."""
        self.day, self.seen = self.day + 7, self.seen + week.count
        weights = self._weights(week)
        self._total = self._total + weights[:, week.cells >= 0].sum(axis=1)
        for layer in self._layers:
            add_kernels(layer.surfaces, layer.squares(week.cells, self.grid.columns), weights, layer.sigma)
        if (self.day - self._since) / self._half_lives.min() > MOST_DOUBLINGS:
            self._bring_down()

    def shares(self, week: Events) -> Floats:
        """(densities, burglaries): the share of its whole that each density gives the cells of `week`."""
        cells = week.cells[week.cells >= 0]
        scale, even = self._scale()
        found = [
            layer.surfaces.reshape(scale.size, -1)[:, layer.squares(cells, self.grid.columns)]
            * (scale / layer.factor**2)[:, None]
            + even[:, None]
            for layer in self._layers
        ]
        return np.vstack(found)

    def mixed(self, weights: Floats) -> Floats:
        """The densities, each summing to 1, in one by `weights`; flat."""
        scale, even = self._scale()
        parts = weights.reshape(len(self._layers), -1)
        mixture = np.full(self.grid.shape, float((parts * even).sum()), np.float32)
        for layer, part in zip(self._layers, parts, strict=True):
            if part.any():
                mixed = np.tensordot((part * scale / layer.factor**2).astype(np.float32), layer.surfaces, axes=1)
                mixture += _spread(mixed, layer.factor, self.grid)
        return np.asarray(mixture.ravel())

    def _layer(self, metres: float, cells: Ints, weights: Floats) -> Layer:
        factor = max(1, int(metres // (WIDE * self.grid.cell)))
        rows, columns = (-(-length // factor) for length in self.grid.shape)
        layer = Layer(
            factor,
            metres / (factor * self.grid.cell),
            columns,
            np.empty((self._half_lives.size, rows, columns), np.float32),
        )
        squares = layer.squares(cells, self.grid.columns)
        inside = squares >= 0
        for surface, each in zip(layer.surfaces, weights, strict=True):
            counts = np.bincount(squares[inside], each[inside], rows * columns)
            surface[:] = smooth(counts.reshape(rows, columns).astype(np.float32), layer.sigma)
        return layer

    def _weights(self, events: Events) -> Floats:
        """(half-lives, burglaries): twice as much for each half-life later."""
        weights = np.exp2((1 + events.days - self._since) / self._half_lives[:, None])
        return np.where(weights < NOTHING, 0.0, weights)

    def _bring_down(self) -> None:
        faded = np.exp2((self._since - self.day) / self._half_lives)
        self._since, self._total = self.day, self._total * faded
        for layer in self._layers:
            layer.surfaces[:] *= faded.astype(np.float32)[:, None, None]
            layer.surfaces[layer.surfaces < NOTHING] = 0

    def _scale(self) -> tuple[Floats, Floats]:
        """By half-life: one over the whole, and what each cell gets where that is nothing: then it is even."""
        empty = self._total <= 0
        return np.where(empty, 0.0, 1 / np.where(empty, 1.0, self._total)), empty / self.grid.size


def _spread(squares: Floats, factor: int, grid: Grid) -> Floats:
    """Squares' values on the cells within them."""
    if factor == 1:
        return squares
    rows, columns = grid.shape
    return np.repeat(np.repeat(squares, factor, axis=0)[:rows], factor, axis=1)[:, :columns]
