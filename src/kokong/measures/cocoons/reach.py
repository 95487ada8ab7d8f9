"""How far several cocoons reached together. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, Protocol

COVERED: Final = timedelta(days=28)
LONGEST_CLOCK: Final = timedelta(days=7)  # a municipality may set its own


class Counts(Protocol):
    """The homes of one cocoon, counted."""

    @property
    def eligible(self) -> int: ...
    @property
    def visited(self) -> int: ...
    @property
    def talked(self) -> int: ...
    @property
    def within_clock(self) -> int: ...


@dataclass(frozen=True)
class Reach:
    """The homes of several cocoons together."""

    cocoons: int
    eligible: int
    visited: int
    talked: int
    within_clock: int

    @property
    def percent(self) -> int | None:
        """Coverage: of the eligible homes, those talked to within the clock, in whole per cent."""
        return round(100 * self.within_clock / self.eligible) if self.eligible else None


def together(counts: Iterable[Counts]) -> Reach:
    """The sum over cocoons."""
    rows = list(counts)
    return Reach(
        cocoons=len(rows),
        eligible=sum(c.eligible for c in rows),
        visited=sum(c.visited for c in rows),
        talked=sum(c.talked for c in rows),
        within_clock=sum(c.within_clock for c in rows),
    )
