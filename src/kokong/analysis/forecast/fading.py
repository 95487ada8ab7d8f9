"""Densities of many half-lives and bandwidths, carried from week to week."""

from typing import Final

import numpy as np

from ..arrays import Floats
from ..hotspots import add_kernels, smooth
from .events import Events

NOTHING: Final = 1e-30  # below it a density is taken for 0: numbers smaller still are slow to reckon with


class Fading:
    """One density per half-life and bandwidth of all burglaries before `day`.

    A week on, what is there has faded, and only the week's own burglaries are added: the same as made anew from
    all of them, but for rounding. `surfaces` is (half-lives, bandwidths, rows, columns).
    """

    def __init__(
        self, events: Events, day: float, half_lives: tuple[float, ...], bandwidths: tuple[float, ...]
    ) -> None:
        """From what happened before `day`."""
        known = events.before(day)
        self.grid, self.day, self.seen = events.grid, day, known.count
        self._half_lives = np.array(half_lives)
        self._sigmas = [metres / self.grid.cell for metres in bandwidths]
        self.surfaces = np.empty((len(half_lives), len(bandwidths), *self.grid.shape), np.float32)
        for surfaces, weights in zip(self.surfaces, self._weights(known), strict=True):
            counts = self.grid.counts(known.cells, weights).astype(np.float32)
            for place, sigma in enumerate(self._sigmas):
                surfaces[place] = smooth(counts, sigma)
        self._sum()

    @property
    def size(self) -> int:
        """Number of densities."""
        return int(self._total.size)

    def follows(self, events: Events, day: float) -> bool:
        """Whether whole weeks lead from here to `day`, and these are the burglaries it was made from."""
        weeks = (day - self.day) / 7
        same = self.grid is events.grid and events.before(self.day).count == self.seen
        return same and weeks >= 0 and weeks == int(weeks)

    def add(self, week: Events) -> None:
        """Go a week on; `week` are its burglaries."""
        self.day, self.seen = self.day + 7, self.seen + week.count
        self.surfaces *= np.exp2(-7 / self._half_lives).astype(np.float32)[:, None, None, None]
        self.surfaces[self.surfaces < NOTHING] = 0
        weights = self._weights(week)
        for place, sigma in enumerate(self._sigmas):
            add_kernels(self.surfaces[:, place], week.cells, weights, sigma)
        self._sum()

    def shares(self, week: Events) -> Floats:
        """(densities, burglaries): the share of its whole that each density gives the cells of `week`."""
        flat = self.surfaces.reshape(self.size, -1)[:, week.cells[week.cells >= 0]]
        return np.asarray(flat * self._scale[:, None] + self._even[:, None] / self.grid.size)

    def mixed(self, weights: Floats) -> Floats:
        """The densities, each summing to 1, in one by `weights`; flat."""
        scaled = (weights * self._scale).astype(np.float32)
        mixture = scaled @ self.surfaces.reshape(self.size, -1)
        return np.asarray(mixture + np.float32(float(weights @ self._even) / self.grid.size))

    def _weights(self, events: Events) -> Floats:
        """(half-lives, burglaries): 1 for yesterday's, half of it one half-life earlier."""
        weights: Floats = np.exp2((1 + events.days - self.day) / self._half_lives[:, None])
        return weights

    def _sum(self) -> None:
        self._total = self.surfaces.sum(axis=(2, 3)).ravel().astype(np.float64)
        empty = self._total <= 0  # a density of nothing is even
        self._scale = np.where(empty, 0.0, 1 / np.where(empty, 1.0, self._total))
        self._even = empty.astype(np.float64)
