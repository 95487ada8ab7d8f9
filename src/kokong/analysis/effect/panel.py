"""Burglaries by area and period, with the ring that each area belongs to."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from .values import Flags, Floats, Ints, Pair

CONTROL: Final = 0
TREATED: Final = 1
BUFFER: Final = 2
RINGS: Final = {"treated": TREATED, "buffer": BUFFER, "control": CONTROL}


@dataclass(frozen=True, eq=False)
class Panel:
    """A complete table of counts.

    `counts` is areas × periods, `ring` one of RINGS per area, `start` the index of the first period after the
    start, `exposure` (population or dwellings) areas × periods or None, `per_year` periods in a year, `places`
    where each area lies (areas × 2, in metres) or None.
    """

    counts: Floats
    units: tuple[str, ...]
    periods: tuple[str, ...]
    ring: Ints
    start: int
    per_year: int = 12
    exposure: Floats | None = None
    places: Floats | None = None

    def rows(self, ring: int) -> Flags:
        """Which areas belong to a ring."""
        chosen: Flags = self.ring == ring
        return chosen

    @property
    def spans(self) -> Pair:
        """Number of periods before and after the start."""
        return float(self.start), float(len(self.periods) - self.start)

    @cached_property
    def growth(self) -> Floats:
        """Each area's exposure after the start over that before; 1 where none is known."""
        if self.exposure is None:
            return np.ones(len(self.units))
        grown: Floats = self.exposure[:, self.start :].mean(axis=1) / self.exposure[:, : self.start].mean(axis=1)
        return grown

    @cached_property
    def before(self) -> Floats:
        """Each area's count before the start, carried to the exposure after it."""
        return np.asarray(self.counts[:, : self.start].sum(axis=1) * self.growth, dtype=np.float64)

    @cached_property
    def after(self) -> Floats:
        """Each area's count after the start."""
        return np.asarray(self.counts[:, self.start :].sum(axis=1), dtype=np.float64)

    @cached_property
    def size(self) -> Floats:
        """Each area's size after the start: exposure, or 1 an area."""
        if self.exposure is None:
            return np.ones(len(self.units))
        return np.asarray(self.exposure[:, self.start :].mean(axis=1), dtype=np.float64)

    def ring_pair(self, ring: int) -> Pair:
        """A ring's count before and after, as they are."""
        chosen = self.counts[self.rows(ring)]
        return float(chosen[:, : self.start].sum()), float(chosen[:, self.start :].sum())

    def line(self, ring: int) -> Floats:
        """A ring's count in each period."""
        return np.asarray(self.counts[self.rows(ring)].sum(axis=0), dtype=np.float64)

    def without(self, ring: int) -> "Panel":
        """The same without a ring."""
        return self.only(~self.rows(ring))

    def only(self, keep: Flags) -> "Panel":
        """Some of the areas."""
        return Panel(
            counts=self.counts[keep],
            units=tuple(np.asarray(self.units, dtype=object)[keep]),
            periods=self.periods,
            ring=self.ring[keep],
            start=self.start,
            per_year=self.per_year,
            exposure=None if self.exposure is None else self.exposure[keep],
            places=None if self.places is None else self.places[keep],
        )

    def between(self, first: int, last: int, *, start: int) -> "Panel":
        """Periods `first` to `last` (exclusive), with a start of their own, all as indices of this panel."""
        return Panel(
            counts=self.counts[:, first:last],
            units=self.units,
            periods=self.periods[first:last],
            ring=self.ring,
            start=start - first,
            per_year=self.per_year,
            exposure=None if self.exposure is None else self.exposure[:, first:last],
            places=self.places,
        )

    def skipping(self, first: int, last: int) -> "Panel":
        """The same without the periods `first` to `last` (exclusive), all before the start."""
        keep = np.r_[0:first, last : len(self.periods)]
        return Panel(
            counts=self.counts[:, keep],
            units=self.units,
            periods=tuple(self.periods[k] for k in keep),
            ring=self.ring,
            start=self.start - (last - first),
            per_year=self.per_year,
            exposure=None if self.exposure is None else self.exposure[:, keep],
            places=self.places,
        )
