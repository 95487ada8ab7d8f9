"""What crosses this part's door."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from http import HTTPStatus

from kokong.kernel.errors import UserError


@dataclass(frozen=True)
class ItemDraft:
    """An item of the year wheel as it is written; `months` are 1 to 12, `hours` each time."""

    title: str
    months: tuple[int, ...]
    who: str = ""
    hours: int | None = None
    material: str = ""
    purpose: str = ""


@dataclass(frozen=True)
class Turn:
    """An item's month: `state` is done, skipped, late, due or ahead."""

    month: date
    state: str
    said: str = ""


@dataclass(frozen=True)
class Item:
    """An item of the year wheel in this language, with its turns of the year that was asked for."""

    id: int
    code: str
    title: str
    months: tuple[int, ...]
    who: str
    hours: int | None
    material: str
    purpose: str
    turns: tuple[Turn, ...] = ()


@dataclass(frozen=True)
class Adopted:
    """What taking over the template came to: so many items new, so many there before."""

    fresh: int
    there: int


@dataclass(frozen=True)
class Line:
    """Something to look at on an agenda, and where it is seen to."""

    text: str
    url: str = ""


@dataclass(frozen=True)
class Point:
    """A point of an agenda; without lines there is nothing new about it."""

    code: str
    title: str
    lines: Sequence[Line] = field(default=())


class ItemMissing(UserError):
    """There is no such item here."""

    status = HTTPStatus.NOT_FOUND


class Refused(UserError):
    """It can't be done, and nothing was changed. `field` names what to mend."""

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field
