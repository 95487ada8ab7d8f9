"""What crosses the door."""

from dataclasses import dataclass, field
from datetime import date, datetime
from http import HTTPStatus
from typing import ClassVar
from uuid import UUID

from kokong.kernel import audit
from kokong.kernel.errors import UserError
from kokong.kernel.fields import Point


class Refused(UserError):
    """It can't be done now; nothing was changed. `field` is what of the form is wrong, if one is."""

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


class WalkMissing(UserError):
    """There is no such walk here."""

    status: ClassVar[int] = HTTPStatus.NOT_FOUND


class FindingMissing(UserError):
    """There is no such finding here."""

    status: ClassVar[int] = HTTPStatus.NOT_FOUND


@dataclass(frozen=True)
class Draft:
    """What is written of a walk. `begins` is what the clock on the wall says there, `lasts` is in minutes;
    `stops` are lines of `route` in the order in which they are passed, `place` is where people meet.
    """

    title: str
    purpose: str
    begins: datetime
    lasts: int = 90
    place: str = ""
    places: int = 20
    themes: tuple[str, ...] = ()
    access: str = ""
    stops: tuple[str, ...] = ()
    leader: str = ""
    notes: str = ""
    photos: str = ""
    police: str = ""
    owners: str = ""


@audit.personal
@dataclass(frozen=True)
class Parts:
    """Who has which part of a walk, by name; empty where nobody has, or their time is over."""

    leader: str = ""
    notes: str = ""
    photos: str = ""
    police: str = ""
    owners: str = ""


@dataclass(frozen=True)
class Walk:
    """A walk without anybody in it. `route` is in metres; `begins` is when it is (None where its meeting is gone),
    `sunset` when the sun sets there that day; `findings` are counted by state. `meeting_id` is that of the walk.
    """

    id: int
    title: str
    purpose: str
    themes: tuple[str, ...]
    access: str
    stops: tuple[str, ...]
    route: tuple[Point, ...]
    length_m: int
    state: str
    planned: datetime
    walked: datetime | None
    ended: datetime | None
    meeting_id: int | None
    begins: datetime | None
    place: str
    sunset: datetime | None
    dark: bool
    findings: int = 0
    waits: int = 0
    late: int = 0

    @property
    def day(self) -> date | None:
        """The day it is or was, by its moment in universal time; for sorting."""
        return self.begins.date() if self.begins else None


@dataclass(frozen=True)
class Noted:
    """What somebody notes on a walk, or at the desk after it."""

    category: str
    feels: str
    point: Point
    why: str = ""
    proposal: str = ""
    accuracy_m: float | None = None
    how: str = "address"
    same_as: int | None = None
    client_id: UUID | None = None


@dataclass(frozen=True)
class Finding:
    """A finding. `number` counts within its walk; `doubts` are codes for what is odd about its place.

    `said` is the last sentence for the public, of an answer; `late`: that answer, or what it promised, is overdue.
    `act_by` is when the municipality has done it, where it is the municipality's own to do.
    """

    id: int
    number: int
    walk_id: int
    walk: str
    category: str
    feels: str
    why: str
    proposal: str
    shown: str
    point: Point
    lon: float
    lat: float
    accuracy_m: float | None
    state: str
    holder_id: int | None
    holder: str
    due: date | None
    until: date | None
    same_as: int | None
    at: datetime
    street: str
    said: str = ""
    late: bool = False
    act_by: date | None = None
    doubts: tuple[str, ...] = field(default=())


@dataclass(frozen=True)
class Holder:
    """Whoever holds ground. `own`: it is the municipality itself, whose actions have six months. With a `service`
    they are asked by the fault-report system.
    """

    id: int
    name: str
    email: str
    own: bool
    service: str = ""


@audit.personal
@dataclass(frozen=True)
class Wish:
    """A resident's wish for a walk, whose address was proven."""

    id: int
    name: str
    email: str
    where: str
    why: str
    access: str
    proven: datetime
