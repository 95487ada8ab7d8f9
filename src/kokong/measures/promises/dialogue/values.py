"""What crosses the door of a dialogue."""

from dataclasses import dataclass, field
from datetime import date, datetime
from http import HTTPStatus
from typing import ClassVar

from kokong.kernel import audit
from kokong.kernel.errors import UserError
from kokong.kernel.fields import Point


class DialogueMissing(UserError):
    """There is no such dialogue here."""

    status: ClassVar[int] = HTTPStatus.NOT_FOUND


@dataclass(frozen=True)
class Draft:
    """What is written of a dialogue; `until` is its last day."""

    title: str
    until: date
    lead: str = ""


@dataclass(frozen=True)
class Question:
    """A question with its choices, if it has any."""

    id: int
    kind: str
    words: str
    choices: tuple[str, ...]


@dataclass(frozen=True)
class Dialogue:
    """A dialogue and its questions in their order. `replies` counts people, without what was replaced."""

    id: int
    promise_id: int | None
    title: str
    lead: str
    state: str
    until: date
    closed: datetime | None
    heard: str
    questions: tuple[Question, ...]
    replies: int


@dataclass(frozen=True)
class Answer:
    """An answer on its way in: a choice by its place, or a place in metres and words."""

    question_id: int
    choice: int | None = None
    text: str = ""
    point: Point | None = None


@audit.personal
@dataclass(frozen=True)
class Said:
    """What somebody wrote in answer to a question, and the theme that it was put under."""

    id: int
    question_id: int
    text: str
    placed: bool
    theme_id: int | None


@dataclass(frozen=True)
class Heard:
    """What a dialogue came to: how many answered by which way, each choice, each theme, places by area."""

    replies: int
    ways: tuple[tuple[str, int], ...]
    choices: dict[int, tuple[tuple[str, int], ...]]
    themes: tuple[tuple[int, str, int], ...]
    areas: tuple[tuple[str, int], ...] = field(default=())
