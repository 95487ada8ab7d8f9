"""What crosses the slice's door."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from http import HTTPStatus
from typing import Any

from kokong.kernel.errors import UserError

from .rules import Picture, Wait, Why


@dataclass(frozen=True)
class Option:
    """A measure in an area: burglaries that it would prevent in a year (`prevented`, between `low` and `high` four
    times in five), the ratio behind it with its interval, the share of burglaries it acts on, and what it takes.

    `own`: whether its hours are the municipality's own; `found`: whether an evaluation of its own is in the ratio.
    """

    area_id: int
    measure: str
    prevented: float
    low: float
    high: float
    ratio: float
    ratio_low: float
    ratio_high: float
    share: float
    hours: float
    kronor: float
    own: bool = False
    found: int = 0

    @property
    def per_hour(self) -> float:
        """Burglaries prevented for each hour."""
        return self.prevented / self.hours


@dataclass(frozen=True)
class Area:
    """An area with what is expected there in a year, what could come next, the most for each hour first, and what
    is left out with the reason. `wait` says why nothing should come; "" where something may."""

    picture: Picture
    expected: float
    wait: Wait
    options: tuple[Option, ...] = ()
    left_out: tuple[tuple[str, Why], ...] = ()

    @property
    def next(self) -> Option | None:
        """What comes next here; None: wait."""
        return self.options[0] if self.options and not self.wait else None


@dataclass(frozen=True)
class Choice:
    """What to do where within `hours`: `options`, proven or with a `gap`, and what one more hour is worth.

    `simple` is what the obvious way would prevent: most for each hour, while hours last.
    """

    hours: float
    options: tuple[Option, ...]
    prevented: float
    low: float
    high: float
    taken: float
    kronor: float
    gap: float
    alone: float
    price: float
    simple: float

    @property
    def proven(self) -> bool:
        return self.gap == 0


@dataclass(frozen=True)
class Suggested:
    """All areas, the one where most can be prevented first."""

    areas: tuple[Area, ...]
    burglaries: int
    since: date
    until: date

    def options(self) -> tuple[Option, ...]:
        """Everything that may come next anywhere."""
        return tuple(option for area in self.areas if not area.wait for option in area.options)


@dataclass(frozen=True)
class Answer:
    """What was said to a suggestion, by whom, and why; with the figures that it was said to."""

    id: int
    area_id: int
    measure: str
    accepted: bool
    reason: str
    at: datetime
    user_id: int | None
    prevented: Decimal
    hours: Decimal
    figures: dict[str, Any] = field(default_factory=dict)


class Refused(UserError):
    """It can't be done, and nothing was changed. `field` names what to mend."""

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


class AnswerMissing(UserError):
    """There is no such answer here."""

    status = HTTPStatus.NOT_FOUND
