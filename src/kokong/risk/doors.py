"""Which of the doors around a burglary matter most, where the municipality has accepted an order by risk."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from . import models

if TYPE_CHECKING:
    from kokong.analysis.doors import DoorRisk


class Door(Protocol):
    """A dwelling as seen from the burgled one (`places.api.Neighbour`)."""

    @property
    def kind(self) -> str: ...
    @property
    def distance_m(self) -> float: ...
    @property
    def same_building(self) -> bool: ...
    @property
    def street_id(self) -> int | None: ...
    @property
    def side(self) -> int: ...


@dataclass(frozen=True)
class DoorOrder:
    """The learnt order as it was accepted; it doesn't change from night to night."""

    kernel: "DoorRisk"
    days: float

    def expected(self, home: Door, door: Door) -> float:
        """Burglaries to expect at a door in the days of watch after one at `home`."""
        own = np.array([self.kernel.kinds.get(door.kind, self._usual)])
        added = self.kernel.added(own, np.array([door.distance_m]), (_relation(home, door),), days=self.days)
        return float(own[0] * self.days + added[0])

    @property
    def _usual(self) -> float:
        known = tuple(self.kernel.kinds.values())
        return sum(known) / len(known)


def _relation(home: Door, door: Door) -> str:
    """How a door lies to the home, in the words that the order was learnt with."""
    if door.same_building:
        return "same building"
    if None in {home.street_id, door.street_id}:
        return "other"
    if home.street_id != door.street_id:
        return "other street"
    if 0 in {home.side, door.side}:
        return "other"
    return "same side" if home.side == door.side else "opposite"


def door_order() -> DoorOrder | None:
    """The accepted order by risk; None where doors are ordered by distance."""
    row = models.Proposal.objects.filter(state="accepted", ended=None, ranking="risk").first()
    kernel = row.evidence.get("door_kernel") if row else None
    return DoorOrder(_kernel(kernel), float(row.watch_days)) if row and kernel else None


def _kernel(told: Mapping[str, Any]) -> "DoorRisk":
    from kokong.analysis.doors import DoorRisk  # numerics: not for every page

    return DoorRisk(
        own=np.empty(0),
        kinds=told["kinds"],
        strength=told["strength"],
        reach_m=told["reach_m"],
        decay_days=told["decay_days"],
        relation=told["relation"],
        set_off=told["set_off"],
        burglaries=told["burglaries"],
    )
