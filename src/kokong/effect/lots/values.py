"""What crosses the door of a lot."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from http import HTTPStatus

from kokong.kernel.errors import UserError

from ..values import Look
from .rules import Lottery, Went


@dataclass(frozen=True)
class Turn:
    """An area's place in the order: when it starts, when the measure first came, and whether that is as drawn.

    `key` is what decided its place.
    """

    place: int
    area_id: int
    name: str
    key: str
    begins: date
    first: date | None
    went: Went


@dataclass(frozen=True)
class Lot:
    """A lot: announced, then drawn once.

    `names` are the areas' as they were announced; `turns` are in drawn order; `others` are
    lots that name one of the same areas.
    """

    id: int
    asked: Lottery
    names: Mapping[int, str]
    announced_at: datetime
    announced_by: int | None
    seed: str | None
    drawn_at: datetime | None
    drawn_by: int | None
    turns: tuple[Turn, ...]
    looks: tuple[Look, ...]
    others: tuple[int, ...]


class LotMissing(UserError):
    """There is no such lot here."""

    status = HTTPStatus.NOT_FOUND
