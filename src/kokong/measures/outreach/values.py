"""What crosses the door, and what goes between this room's files."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from http import HTTPStatus
from typing import ClassVar

from kokong.kernel.errors import UserError

from .wording import Words

__all__ = ["Audience", "Campaign", "Meanwhile", "Missing", "Part", "Plan", "Refused", "Revision", "Words"]


class Missing(UserError):
    """There is no such campaign here."""

    status: ClassVar[int] = HTTPStatus.NOT_FOUND


class Refused(UserError):
    """It can't be done now; nothing was changed. `field` is what is wrong."""

    def __init__(self, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True)
class Audience:
    """For whom a campaign is: areas by their ids (none: the whole municipality), and kinds of home (none: all)."""

    areas: tuple[int, ...] = ()
    homes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Plan:
    """What a campaign is for. `budget` in kronor; `ends`: its last day; `both`: it speaks for the police, too."""

    name: str
    goal: str
    season: str
    ends: date
    budget: int | None = None
    both: bool = True
    language: str = "sv"
    audience: Audience = field(default_factory=Audience)


@dataclass(frozen=True)
class Revision:
    """The words of a campaign as somebody kept them."""

    number: int
    words: Words
    at: datetime
    by: int | None


@dataclass(frozen=True)
class Campaign:
    """A campaign with its newest words. `version` changes with every change of words or plan: what is approved is
    one version. `at` is when it goes out, or went."""

    id: int
    plan: Plan
    state: str
    proposed_by: str
    revision: int
    plans: int
    at: datetime | None
    made: datetime
    changed: datetime
    words: Words

    @property
    def version(self) -> int:
        """Of words and plan together."""
        return self.revision + self.plans


@dataclass(frozen=True)
class Part:
    """One channel of a campaign that goes out: how many it was to reach, and what came of it."""

    id: int
    campaign_id: int
    channel: str
    state: str
    planned: int | None
    delivered: int | None
    bounced: int
    perhaps: int
    cost: Decimal | None
    hours: Decimal | None
    where: str
    answer: str
    tries: int
    next_try: datetime | None
    done: datetime | None


class Meanwhile(UserError):
    """Somebody else has kept other words since. Nothing was changed; `theirs` is what stands."""

    status: ClassVar[int] = HTTPStatus.CONFLICT

    def __init__(self, message: str, *, theirs: Campaign) -> None:
        super().__init__(message)
        self.theirs = theirs
