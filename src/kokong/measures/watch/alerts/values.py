"""What crosses the door of alerts."""

from dataclasses import dataclass, field
from datetime import datetime, time
from http import HTTPStatus
from typing import ClassVar

from kokong.kernel import audit
from kokong.kernel.errors import UserError


class AlertMissing(UserError):
    """There is no such alert here."""

    status: ClassVar[int] = HTTPStatus.NOT_FOUND


class Meanwhile(UserError):
    """Somebody else has saved it; `version` is what stands now."""

    def __init__(self, message: str, *, version: int) -> None:
        super().__init__(message)
        self.version = version


@dataclass(frozen=True)
class Draft:
    """What an alert says, to whom, how and until when. `quiet`: between when and when nothing is heard of it."""

    title: str
    text: str
    short: str
    urgency: str
    groups: tuple[int, ...]
    areas: tuple[int, ...]
    ways: tuple[str, ...]
    expires: datetime
    quiet: tuple[time, time] | None = None


@dataclass(frozen=True)
class Word:
    """What was told after an alert."""

    what: str
    text: str
    at: datetime


@dataclass(frozen=True)
class Alert:
    """An alert as it stands. `told` are groups: those that it will go to, or went to."""

    id: int
    draft: Draft
    state: str
    version: int
    proposed_by: str
    burglary: int | None
    told: tuple[int, ...]
    by: int | None
    made: datetime
    out: datetime | None
    ended: datetime | None
    words: tuple[Word, ...] = ()


@dataclass(frozen=True)
class Reach:
    """Whom an alert would reach now: people, homes, by each way; `paper` homes that have joined and have none.

    Of the chosen groups `closed` don't go on, `asleep` sleep, and in those that are `empty` nobody is reached.
    """

    people: int
    homes: int
    by_way: dict[str, int]
    paper: int
    seconds: int
    parts: int
    closed: tuple[str, ...] = ()
    asleep: tuple[str, ...] = ()
    empty: tuple[str, ...] = ()


@audit.personal
@dataclass(frozen=True)
class Reply:
    """What a member answered. `who` is their name, `home` where they live."""

    id: int
    alert_id: int
    who: str
    home: str
    text: str
    at: datetime
    due: datetime
    answer: str
    answered: datetime | None


@dataclass(frozen=True)
class Went:
    """How far an alert has come: messages by way and what became of them. `running`: more is on its way.

    `digests` are readers who are told in theirs, or have been.
    """

    running: bool
    sent: dict[str, int] = field(default_factory=dict)
    digests: int = 0
    waiting: int = 0
    withheld: int = 0
    failed: int = 0
    mailings: tuple[int, ...] = ()
