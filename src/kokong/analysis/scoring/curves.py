"""How well a surface foretold where burglaries happened, over every share of the area."""

from dataclasses import dataclass

import numpy as np

from ..arrays import Floats, Ints, Refused


@dataclass(frozen=True)
class Curve:
    """A surface against what happened. `cells` is k = 1, 2, … highest cells, or those asked for.

    `hits`: burglaries in the k highest cells, ties shared evenly. `best`: burglaries in the k cells that in
    hindsight held most. `events`: all burglaries; `missed`: those outside the area, which every surface misses.
    """

    cells: Ints
    total_cells: int
    hits: Floats
    best: Floats
    events: int
    missed: int = 0

    @property
    def area(self) -> Floats:
        """Share of the area flagged."""
        return self.cells / self.total_cells

    @property
    def hit_rate(self) -> Floats:
        """Share of all burglaries within it."""
        return np.asarray(self.hits / self.events) if self.events else np.full(self.hits.shape, np.nan)

    @property
    def by_chance(self) -> Floats:
        """Share of all burglaries that lots would hold."""
        return by_chance(self.area, self.events, self.missed)

    @property
    def pai(self) -> Floats:
        """Prediction accuracy index (Chainey, Tompson and Uhlig, 2008): hit rate over that of chance."""
        return self.hit_rate / self.by_chance

    @property
    def pei(self) -> Floats:
        """Prediction efficiency index (Hunt, 2016): hits over the most that so much area could have held."""
        found: Floats = np.full(self.hits.shape, np.nan)
        return np.divide(self.hits, self.best, out=found, where=self.best > 0)


def curve(surface: Floats, happened: Floats, *, missed: int = 0, cells: Ints | None = None) -> Curve:
    """Score `surface` (one number per cell of the study area) by `happened` (burglaries per cell).

    `missed` burglaries lay outside the area. `cells` limits the curve to those numbers of cells.
    """
    if surface.shape != happened.shape or surface.ndim != 1 or not surface.size:
        raise Refused("A surface and what happened must have one number for each cell of the same area.")
    if not np.isfinite(surface).all():
        raise Refused("A surface must have a finite number in every cell.")
    wanted = np.arange(1, surface.size + 1) if cells is None else np.asarray(cells)
    return Curve(
        cells=wanted,
        total_cells=surface.size,
        hits=_hits(surface, happened, wanted),
        best=_best(happened, wanted),
        events=int(happened.sum()) + missed,
        missed=missed,
    )


def by_chance(area: Floats, events: float, missed: float) -> Floats:
    """Share of all `events` that flagging a share of the area by lot would hold; `missed` lay outside the area.

    Nobody can hit what lies outside, so chance is the share of the area times the share of burglaries within it,
    and a PAI is a hit rate over this: how many times denser burglaries lay where the forecast pointed.
    """
    return np.asarray(area * ((events - missed) / events if events else np.nan))


def _hits(surface: Floats, happened: Floats, wanted: Ints) -> Floats:
    order = np.argsort(surface)[::-1]
    ranked, found = surface[order], np.cumsum(happened[order])
    tied = ranked[1:] == ranked[:-1]
    if not tied.any():
        return found[wanted - 1]
    ends = np.flatnonzero(np.r_[~tied, True]) + 1
    found = found[ends - 1]
    # Straight between the ends of ties: in the mean over their orders, k cells of a tie hold k shares of it.
    return np.interp(wanted, np.r_[0, ends], np.r_[0.0, found])


def _best(happened: Floats, wanted: Ints) -> Floats:
    """The most that so many cells could hold: whole counts are few, so they are counted, not sorted."""
    number = np.bincount(happened.astype(np.int64))
    held, many = np.arange(number.size)[::-1], number[::-1]
    return np.interp(wanted, np.r_[0, np.cumsum(many)], np.r_[0.0, np.cumsum(held * many)])


def cells_for(shares: tuple[float, ...], total: int) -> Ints:
    """How many cells each share of the area is, at least one."""
    return np.asarray(np.maximum(1, np.rint(np.asarray(shares) * total)), np.int64)


def recapture(hits_before: float, all_before: float, hits_after: float, all_after: float) -> float:
    """Recapture rate index (Levine, 2008): hits after over before, allowing for the change in all burglaries."""
    if min(hits_before, all_before, all_after) <= 0:
        return float("nan")
    return (hits_after / hits_before) / (all_after / all_before)
