"""A check as it crosses the door."""

from dataclasses import dataclass
from datetime import date, datetime

from kokong import questions


@dataclass(frozen=True)
class Part:
    """What a part of the sheet came to: a share from 0 to 1, None where nothing that counts is answered."""

    title: str
    share: float | None
    open: int


@dataclass(frozen=True)
class Todo:
    """Something to do, what protects most for its cost first: what about, and rough kronor from and to."""

    about: str
    says: str
    kronor: tuple[int, int]


@dataclass(frozen=True)
class Checked:
    """A check of a building. `missing` are the questions without which it can't be ended, in words."""

    id: int
    building_id: int
    edition: str
    state: str
    begun: datetime
    ended: datetime | None
    due: date | None
    answers: questions.Answers
    parts: tuple[Part, ...]
    share: float | None
    open: int
    missing: tuple[str, ...]
    todo: tuple[Todo, ...]
