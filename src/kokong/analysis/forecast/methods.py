"""Forecasts of where the coming week's burglaries will be, each behind the same small protocol."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from ..arrays import Floats
from ..hotspots import recency, smooth
from .events import Events

YEAR = 365.25


class Method(Protocol):
    """A way to forecast. `name` is what tables call it."""

    @property
    def name(self) -> str: ...

    def fit(self, events: Events, until: float) -> Floats:
        """A surface for the week from `until`: one number ≥ 0 per cell of the grid, flat; only ratios count.

        `events` all happened before `until` (days since 1970).
        """


@dataclass(frozen=True)
class RecentCounts:
    """Burglaries per cell in the last weeks: the pins on the wall."""

    weeks: float = 8

    @property
    def name(self) -> str:
        return f"counts, last {self.weeks:g} weeks"

    def fit(self, events: Events, until: float) -> Floats:
        return events.grid.counts(events.between(until - 7 * self.weeks, until).cells).ravel()


@dataclass(frozen=True)
class RecentDensity:
    """Kernel density of the last weeks."""

    weeks: float = 8
    bandwidth: float = 250.0

    @property
    def name(self) -> str:
        return f"KDE, last {self.weeks:g} weeks, {self.bandwidth:g} m"

    def fit(self, events: Events, until: float) -> Floats:
        counts = events.grid.counts(events.between(until - 7 * self.weeks, until).cells)
        return smooth(counts, self.bandwidth / events.grid.cell).ravel()


@dataclass(frozen=True)
class LongDensity:
    """Kernel density of all burglaries so far, weighted by recency. With the defaults: the rival to beat."""

    half_life: float = 180.0
    bandwidth: float = 150.0

    @property
    def name(self) -> str:
        return f"long-run KDE, {self.half_life:g} d, {self.bandwidth:g} m"

    def fit(self, events: Events, until: float) -> Floats:
        weights = recency(until - events.days, self.half_life)
        counts = events.grid.counts(events.cells, weights).astype(np.float32)
        return smooth(counts, self.bandwidth / events.grid.cell).ravel()


@dataclass(frozen=True)
class ProMap:
    """Prospective mapping (Bowers, Johnson and Pease, 2004): each burglary adds 1/(1+weeks) × 1/(1+half-cells)."""

    weeks: int = 8
    reach: float = 400.0

    @property
    def name(self) -> str:
        return f"ProMap, {self.reach:g} m, {self.weeks} weeks"

    def fit(self, events: Events, until: float) -> Floats:
        from scipy.signal import fftconvolve

        recent = events.between(until - 7 * self.weeks, until)
        weights = 1 / (1 + np.ceil((until - recent.days) / 7))
        counts = events.grid.counts(recent.cells, weights)
        cells = int(self.reach // events.grid.cell) + 1
        steps = np.arange(-cells, cells + 1)
        metres = np.hypot(steps[:, None], steps) * events.grid.cell
        each = np.where(metres <= self.reach, 1 / (1 + 2 * metres / events.grid.cell), 0.0)
        return np.maximum(fftconvolve(counts, each, mode="same"), 0.0).ravel()


@dataclass(frozen=True)
class Season:
    """Kernel density of burglaries weighted by how near their day of the year is to the coming week's."""

    width_days: float = 30.0
    bandwidth: float = 150.0

    @property
    def name(self) -> str:
        return f"same season, ±{self.width_days:g} d, {self.bandwidth:g} m"

    def fit(self, events: Events, until: float) -> Floats:
        turn = 2 * np.pi * (events.days - (until + 3.5)) / YEAR
        weights = np.exp((np.cos(turn) - 1) * (YEAR / (2 * np.pi * self.width_days)) ** 2)
        counts = events.grid.counts(events.cells, weights)
        return smooth(counts, self.bandwidth / events.grid.cell).ravel()


@dataclass(frozen=True)
class LongDensityAndTrigger:
    """Long-run density, and a share for what recent burglaries set off near by."""

    long: LongDensity = LongDensity()
    trigger: LongDensity = LongDensity(half_life=30 * float(np.log(2)), bandwidth=100.0)
    share: float = 0.2

    @property
    def name(self) -> str:
        return f"{self.long.name} + {self.share:.0%} near repeats"

    def fit(self, events: Events, until: float) -> Floats:
        parts = [method.fit(events, until) for method in (self.long, self.trigger)]
        return (1 - self.share) * to_one(parts[0]) + self.share * to_one(parts[1])


def to_one(surface: Floats) -> Floats:
    """A surface scaled to sum to 1; an empty one becomes even."""
    total = float(surface.sum())
    return surface / total if total > 0 else np.full(surface.shape, 1 / surface.size)
