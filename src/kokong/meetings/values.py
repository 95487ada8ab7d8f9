"""A meeting, and who is invited, as other rooms and pages see them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import ClassVar
from uuid import UUID

from django.utils.safestring import SafeString

from kokong.kernel import audit, times
from kokong.kernel.errors import UserError
from kokong.kernel.fields import Point
from kokong.texts import api as texts

from .kinds import Because, MeetingKind


@dataclass(frozen=True)
class Draft:
    """What is written of a meeting. `begins` is what the clock on the wall says there (without a zone; a moment
    with one is taken as it is), `lasts` is in minutes, `places` None where there is room for everybody.

    `fold` says which of two, in the night when the clock is put back: 0 the first, 1 the second. `description` is
    CommonMark; `host` who receives people, as they read it; `audience` for whom it is; `point` is in metres.
    """

    title: str
    begins: datetime
    lasts: int = 90
    place: str = ""
    point: Point | None = None
    places: int | None = None
    host: str = ""
    audience: str = ""
    description: str = ""
    fold: int | None = None


@dataclass(frozen=True)
class Counts:
    """How many are invited, what they answered (invitations), and how many people are in, wait, and came.

    `came` is None while nobody has counted.
    """

    invited: int = 0
    yes: int = 0
    maybe: int = 0
    no: int = 0
    people: int = 0
    waiting: int = 0
    came: int | None = None

    @property
    def silent(self) -> int:
        """How many have not answered."""
        return self.invited - self.yes - self.maybe - self.no


@dataclass(frozen=True)
class Meeting:
    """A meeting. `begins` and `ends` are moments, `local` and `local_end` what the clock there says.

    `known`: it has been announced.
    """

    id: int
    kind: MeetingKind
    because: Because | None
    uid: UUID
    sequence: int
    title: str
    begins: datetime
    zone: str
    lasts: int
    place: str
    point: Point | None
    places: int | None
    host: str
    audience: str
    description: str
    state: str
    said: str
    changed: datetime
    made_by: int | None
    follows: int | None
    known: bool
    counts: Counts

    @property
    def ends(self) -> datetime:
        """When it ends, as far as is known before."""
        return self.begins + timedelta(minutes=self.lasts)

    @property
    def local(self) -> datetime:
        """When it begins, by the clock there."""
        return times.on_the_wall(self.begins, self.zone)

    @property
    def local_end(self) -> datetime:
        """When it ends, by the clock there."""
        return times.on_the_wall(self.ends, self.zone)

    @property
    def html(self) -> SafeString:
        """The description as everybody sees it."""
        return texts.html(self.description)

    @property
    def free(self) -> int | None:
        """How many places are left; None where there is room for everybody."""
        return None if self.places is None else max(0, self.places - self.counts.people)

    @property
    def page(self) -> str:
        """Where what it is because of is shown; empty for nothing."""
        return self.kind.page(self.because[1]) if self.kind.page and self.because else ""

    @property
    def called(self) -> str:
        """What that is called."""
        return self.kind.called(self.because[1]) if self.kind.called and self.because else ""


@audit.personal
@dataclass(frozen=True)
class Guest:
    """Somebody who is invited. `name` and `email` are empty once their time is over."""

    id: int
    user_id: int | None
    name: str
    email: str
    told: datetime | None
    answer: str
    people: int
    seat: str
    came: int | None


@dataclass(frozen=True)
class Who:
    """Whom to invite: somebody who works here, or a name with an e-mail address, or a name alone, for a letter
    on paper.
    """

    name: str = ""
    email: str = ""
    user_id: int | None = None


@dataclass(frozen=True)
class Answered:
    """What became of an answer: `seat` is "in", "waiting" or empty; `place` is the place on the waiting list."""

    seat: str
    place: int = 0


@dataclass(frozen=True)
class Material:
    """Something to read."""

    id: int
    title: str
    url: str


@dataclass(frozen=True)
class Agreed:
    """A decision; or what somebody does until a day, where `task`."""

    text: str
    task: bool = False
    user_id: int | None = None
    who: str = ""
    due: date | None = None
    id: int = 0


class Refused(UserError):
    """It can't be done like this; the message says why, `field` where it is about one."""

    def __init__(self, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.field = field or None


class MeetingMissing(UserError):
    """There is no such meeting for this person."""

    status: ClassVar[int] = 404
