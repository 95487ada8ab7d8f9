"""What a door's risk is learnt from: every dwelling, and which were burgled when."""

from dataclasses import dataclass, field
from typing import Final

import numpy as np

from ..arrays import Floats, Ints, Refused, same_length

OTHER: Final = "other"  # how a door lies to the burgled one when nothing is known but the distance


@dataclass(frozen=True)
class Dwellings:
    """Every dwelling: metres and kind, such as "detached" or "flat, upper floor".

    `building` says which dwellings share a building, -1 for unknown; `street` and `side` (-1, 1; 0 for unknown)
    say where along which street each lies.
    """

    x: Floats
    y: Floats
    kind: tuple[str, ...]
    building: Ints
    street: Ints
    side: Ints

    @property
    def count(self) -> int:
        return same_length(self.x, self.y, np.asarray(self.kind), self.building, self.street, self.side)

    def relation(self, home: int | Ints, doors: Ints) -> tuple[str, ...]:
        """How each door lies to the home: same building, same side, opposite, other street, or other."""
        same_building = (self.building[home] == self.building[doors]) & (self.building[doors] >= 0)
        same_street = (self.street[home] == self.street[doors]) & (self.street[doors] >= 0)
        other_street = (self.street[home] >= 0) & (self.street[doors] >= 0) & ~same_street
        known = (self.side[home] != 0) & (self.side[doors] != 0) & same_street
        same_side = known & (self.side[home] == self.side[doors])
        told = np.select(
            [same_building, same_side, known, other_street],
            ["same building", "same side", "opposite", "other street"],
            OTHER,
        )
        return tuple(told.tolist())


@dataclass(frozen=True)
class History:
    """Burglaries of known dwellings: `dwelling` are places among the dwellings, `days` when; the period's ends."""

    dwellings: Dwellings
    dwelling: Ints
    days: Floats
    start: float
    end: float
    _order: Ints = field(init=False, repr=False)

    def __post_init__(self) -> None:
        same_length(self.dwelling, self.days)
        outside = int(((self.days < self.start) | (self.days > self.end)).sum())
        if outside:
            raise Refused(f"{outside} of {self.days.size} burglaries lie outside the period.")
        if self.dwelling.size and not 0 <= self.dwelling.min() <= self.dwelling.max() < self.dwellings.count:
            raise Refused("A burglary names a dwelling that isn't among those given.")
        object.__setattr__(self, "_order", np.argsort(self.days, kind="stable"))

    @property
    def in_order(self) -> tuple[Ints, Floats]:
        """Dwellings and days, in order of time."""
        return self.dwelling[self._order], self.days[self._order]
