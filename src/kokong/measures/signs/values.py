"""What crosses the door."""

from dataclasses import dataclass
from datetime import date, datetime
from http import HTTPStatus
from typing import ClassVar

from kokong.kernel.errors import UserError
from kokong.kernel.fields import Point


class Refused(UserError):
    """It can't be done now; nothing was changed."""


class SignMissing(UserError):
    """There is no such sign here."""

    status: ClassVar[int] = HTTPStatus.NOT_FOUND


class SitingMissing(UserError):
    """There is no such proposal here."""

    status: ClassVar[int] = HTTPStatus.NOT_FOUND


@dataclass(frozen=True)
class Draft:
    """What is written of a sign by hand."""

    kind: str
    place: str
    point: Point
    ground: str = "unknown"
    permit: str = "unknown"
    permit_until: date | None = None
    owner: str = ""
    owner_contact: str = ""


@dataclass(frozen=True)
class Settled:
    """What was settled for several signs; what is empty stays as it was. `channel`: how the owner agreed."""

    owner: str = ""
    owner_contact: str = ""
    ground: str = ""
    permit: str = ""
    permit_until: date | None = None
    channel: str = ""


@dataclass(frozen=True)
class Done:
    """With how many signs it was done, and where it was not: the spot in words, and why."""

    signs: int
    refused: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Sign(Draft):
    """A sign. `point` is in metres, `lon` and `lat` in degrees; `consent`: the owner has agreed.

    `blocks` are codes for what keeps it from being put up; `outlived`: it has stood as long as it says something.
    """

    id: int = 0
    state: str = "planned"
    condition: str = ""
    planned: datetime | None = None
    installed: datetime | None = None
    seen: datetime | None = None
    next_check: date | None = None
    ended: datetime | None = None
    consent: bool = False
    lon: float = 0
    lat: float = 0
    blocks: tuple[str, ...] = ()
    outlived: bool = False
