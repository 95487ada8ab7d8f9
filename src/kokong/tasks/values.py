"""A task as other rooms and pages see it."""

from dataclasses import dataclass
from datetime import date, datetime

from kokong.kernel.errors import UserError
from kokong.kernel.keep import Kept

from .kinds import Kind


@dataclass(frozen=True)
class Task:
    """Something to do. `dwelling_id` and the people are None once their time is over; `about` what is no home."""

    id: int
    kind: Kind
    dwelling_id: int | None
    opened: datetime
    due: datetime | None
    remind: date | None
    state: str
    taken_by: int | None
    taken_at: datetime | None
    ended_by: int | None
    ended_at: datetime | None
    answer: str
    kept: tuple[Kept, ...] = ()
    about: str = ""


class TaskMissing(UserError):
    """There is no such task for this person."""

    status = 404


class Refused(UserError):
    """The task can't take this now; the message says why."""
