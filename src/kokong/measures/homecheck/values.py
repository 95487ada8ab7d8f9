"""What crosses between the pages and the work."""

from dataclasses import dataclass
from datetime import date, datetime

from kokong import questions
from kokong.kernel.errors import UserError
from kokong.kernel.models import Municipality


class Refused(UserError):
    """It can't be done now; nothing was kept. `field` is what of the form is wrong, if one is."""

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True)
class Kept:
    """One check as it was answered."""

    id: int
    at: datetime
    edition: str
    answers: questions.Answers


@dataclass(frozen=True)
class Mine:
    """What is kept of whoever has the link: checks, the latest last, and those that wait for a yes."""

    place: Municipality
    email: str
    kept: tuple[Kept, ...]
    waiting: tuple[Kept, ...]
    area_id: int | None
    reminds: bool
    reminded_on: date | None
    page: str
    shared: str


@dataclass(frozen=True)
class Layer:
    """A layer's share of what can be done, of 100, before and now; None where nothing was answered."""

    title: str
    before: int | None
    now: int | None


@dataclass(frozen=True)
class Change:
    """A question that was answered otherwise before."""

    asked: str
    before: str
    now: str


@dataclass(frozen=True)
class Compared:
    """Two checks side by side, or one alone, and what is worth doing next."""

    layers: tuple[Layer, ...]
    changes: tuple[Change, ...]
    steps: tuple[str, ...]


@dataclass(frozen=True)
class Sum:
    """What homes of an area answered to one question: of so many, so many have something to do about it."""

    asked: str
    answered: int
    open: int


@dataclass(frozen=True)
class PlanContact:
    """Somebody on a plan; `standing` as `rules.standing` says. The address only where it is handed over."""

    id: int
    name: str
    phone: str
    what: str
    standing: str
    email: str = ""


@dataclass(frozen=True)
class PlanShown:
    """A plan as its household sees it; `begun` is False where there is none yet. `taken`: an account has it."""

    place: Municipality
    begun: bool = False
    called: str = ""
    home: str = ""
    routine: str = ""
    guard: tuple[str, ...] = ()
    ticket: str = ""
    contacts: tuple[PlanContact, ...] = ()
    tested: datetime | None = None
    test_due: date | None = None
    taken: datetime | None = None


@dataclass(frozen=True)
class Handed:
    """What an alarm's account takes over: those who said yes in order, the routine, what the guard may do."""

    contacts: tuple[PlanContact, ...]
    routine: str
    guard: tuple[str, ...]
