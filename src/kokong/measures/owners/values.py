"""What crosses the door."""

from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import ClassVar, Final

from kokong.kernel import audit
from kokong.kernel.errors import UserError
from kokong.kernel.fields import Point

PER_PAGE: Final = 50
"""So many buildings of an owner stand on one page."""


class Refused(UserError):
    """It can't be done now; nothing was changed. `field` names what is wrong in a form."""

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


class OwnerMissing(UserError):
    """There is no such owner here."""

    status: ClassVar[int] = HTTPStatus.NOT_FOUND


class BuildingMissing(UserError):
    """There is no such building here."""

    status: ClassVar[int] = HTTPStatus.NOT_FOUND


class CheckMissing(UserError):
    """There is no such check here."""

    status: ClassVar[int] = HTTPStatus.NOT_FOUND


class ContactMissing(UserError):
    """There is no such contact here."""

    status: ClassVar[int] = HTTPStatus.NOT_FOUND


@dataclass(frozen=True)
class Draft:
    """What is written of an owner. `number` is an organisation number as it was written, empty where unknown."""

    name: str
    kind: str
    number: str = ""


@dataclass(frozen=True)
class Owner:
    """An owner or association, with how many buildings and homes are theirs now.

    `disputed` counts buildings that somebody else claims too. `into` is whom it was merged into, `out_of` whom it
    was split from. `people`: how many answer for it.
    """

    id: int
    name: str
    kind: str
    number: str
    state: str
    since: datetime
    ended: datetime | None
    into_id: int | None
    out_of_id: int | None
    buildings: int
    homes: int
    disputed: int
    people: int


@dataclass(frozen=True)
class Claim:
    """That somebody owns or manages a building, from `since` until `until` (None: still)."""

    id: int
    owner_id: int
    owner: str
    part: str
    since: datetime
    until: datetime | None


@dataclass(frozen=True)
class Held:
    """A building by one claim on it, as the page of its owner shows it. `point` is in metres."""

    id: int
    address: str
    point: Point
    homes: int
    disputed: bool
    part: str
    since: datetime
    until: datetime | None


@dataclass(frozen=True)
class Building:
    """A building: its address, its place in metres and degrees, its homes, and who has it.

    `disputed`: several say that they own it, and nobody has decided.
    """

    id: int
    address: str
    point: Point
    lon: float
    lat: float
    homes: int
    disputed: bool
    claims: tuple[Claim, ...]

    @property
    def owners(self) -> tuple[str, ...]:
        """Who say now that they own it."""
        return tuple(each.owner for each in self.claims if each.part == "owns" and each.until is None)


@audit.personal
@dataclass(frozen=True)
class Contact:
    """A person to write to. `consent`: they have agreed to be written to, and not taken it back."""

    id: int
    owner_id: int
    name: str
    email: str
    phone: str
    role: str
    since: datetime
    ended: datetime | None
    consent: bool
    agreed: datetime | None = None
