"""What happens at the doors, as the flows hear it."""

from dataclasses import dataclass
from datetime import datetime

from kokong.kernel.events import event


@event("visit.recorded")
@dataclass(frozen=True)
class VisitRecorded:
    """A visit that stands was recorded, at the visitor's own time."""

    visit_id: int
    door_id: int
    dwelling_id: int | None
    cocoon_id: int
    burglary_id: int
    outcome: str
    at: datetime


@event("visit.undone")
@dataclass(frozen=True)
class VisitUndone:
    """A visit was taken back."""

    visit_id: int
    door_id: int
    dwelling_id: int | None
    cocoon_id: int
    burglary_id: int


@event("round.assigned")
@dataclass(frozen=True)
class RoundAssigned:
    """A round was given to visitors who did not have it."""

    round_id: int
    user_ids: tuple[int, ...]


@event("wish.noted")
@dataclass(frozen=True)
class WishNoted:
    """A household said at the door what it wants: a watch group, a kit, a home check, a sign."""

    wish_id: int


@event("wish.taken_back")
@dataclass(frozen=True)
class WishTakenBack:
    """The visit at which a household had wished for something was taken back."""

    wish_id: int
