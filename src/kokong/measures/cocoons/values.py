"""What crosses this room's door: frozen values, in the words of the glossary."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kokong.kernel.errors import UserError


@dataclass(frozen=True)
class Contact:
    """Whom visitors call: the number as it is written, and as it is dialled."""

    phone: str
    dial: str


@dataclass(frozen=True)
class Cocoon:
    """The ring of doors around a burgled home; `closed` when its burglary was withdrawn, `ended` when whoever
    plans said that no more doors are visited, and why."""

    id: int
    burglary_id: int
    dwelling_id: int
    kind: str
    opened: datetime
    due: datetime
    watch_until: datetime
    closed: datetime | None
    ended: datetime | None
    ended_because: str
    cleared: datetime | None
    walk_by: str
    walk_m: float | None


@dataclass(frozen=True)
class Door:
    """A dwelling chosen for a visit. `outcome` is what the visit that counts says (`rules.counting`).

    `walk` is the position in the cocoon's walking order, from 1, for doors that are still to be visited
    or were visited; None for those left out of it. `homes` stand behind it, known as `homes_by` says
    (`places.Dwelling`), of them `reached` talked to, `tried` whatever came of it, and at `covered` nothing is left
    to do; they can be counted where they may be many (`countable`). A visitor `found` it, and nobody has confirmed
    it yet; `way` says whether one can walk there, as `rules.way` has it.
    """

    id: int
    cocoon_id: int
    dwelling_id: int
    address: str
    full_address: str
    unit: str
    lon: float
    lat: float
    distance_m: float
    reason: str
    rank: int
    walk: int | None
    state: str
    drop_reason: str
    outcome: str | None
    visited_at: datetime | None
    visited_by: int | None
    come_back_at: datetime | None
    shared_with: int | None
    claimed_by: int | None
    claimed_until: datetime | None
    homes: int = 1
    homes_by: str = ""
    reached: int = 0
    covered: int = 0
    tried: int = 0
    finished: bool = False
    countable: bool = False
    found: bool = False
    way: str = ""
    way_m: float | None = None
    use: str = ""


@dataclass(frozen=True)
class Coverage:
    """Homes behind the doors of a cocoon that count, those visited, talked to, and talked to within the clock."""

    eligible: int
    visited: int
    talked: int
    within_clock: int


@dataclass(frozen=True)
class Round:
    """Doors for visitors in walking order. Open to anybody in the field where `visitor_ids` is empty."""

    id: int
    cocoon_id: int
    title: str
    created: datetime
    expires: datetime
    ended: datetime | None
    due: datetime
    visitor_ids: tuple[int, ...]
    doors: int
    left: int

    def active(self, now: datetime) -> bool:
        """Whether the round is on the phones."""
        return self.ended is None and now < self.expires


@dataclass(frozen=True)
class Visit:
    """What was recorded at a door.

    `status`: "stored", "already" (this client id was stored before) or "conflict" (stored, and a colleague
    recorded something else at the same door: both are kept, and `rules.counting` says which counts).
    `notice`: "" or what the visitor should know: "dropped", "do_not_visit", "shared", "closed".
    """

    id: int
    client_id: UUID
    door_id: int
    outcome: str
    undoes: UUID | None
    at: datetime
    user_id: int | None
    come_back_at: datetime | None
    source: str
    status: str = "stored"
    notice: str = ""


@dataclass(frozen=True)
class Revisit:
    """A door to try again: when it was agreed, else when it was tried last."""

    door: Door
    burglary_id: int
    when: datetime


@dataclass(frozen=True)
class Wish:
    """What a household wants: one of `rules.FOLLOW_UPS`, said at its door."""

    id: int
    kind: str
    dwelling_id: int | None
    at: datetime


class CocoonMissing(UserError):
    """There is no such cocoon in this municipality."""

    status = 404


class RoundMissing(UserError):
    """There is no such round for this person."""

    status = 404


class DoorMissing(UserError):
    """There is no such door for this person."""

    status = 404


class Refused(UserError):
    """The cocoon, round or door can't take this now; the message says why."""


class DoorTaken(UserError):
    """A colleague holds the door. `by` is who, by user id."""

    def __init__(self, message: str, *, by: int) -> None:
        super().__init__(message)
        self.by = by
