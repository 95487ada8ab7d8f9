"""What crosses this part's door."""

from dataclasses import dataclass, field
from datetime import date, datetime
from http import HTTPStatus

from kokong.kernel.errors import UserError


@dataclass(frozen=True)
class Draft:
    """A plan as it is written. `stands_on`: the situational picture that it was made from, in words."""

    title: str
    begins: date
    stands_on: str = ""


@dataclass(frozen=True)
class ItemDraft:
    """A line as it is written: from the problem to how its result is seen.

    `kind` is what the ledger counts as proof ("" for nothing), `wanted` how many deliveries; in one area, or
    everywhere (None). `unit` is the office that answers for it, as the board reads it; `owner_id` who sees to it.
    """

    problem: str
    cause: str
    what: str
    by: str
    unit: str
    due: date
    owner_id: int | None = None
    kind: str = ""
    wanted: int | None = None
    area_id: int | None = None
    sign: str = ""


@dataclass(frozen=True)
class Proof:
    """What the ledger has of a line: deliveries so far, of so many wanted, and how many there should be by now."""

    counted: int
    wanted: int | None
    expected: float

    @property
    def lags(self) -> bool:
        """Whether fewer were delivered than should have been by now."""
        return self.wanted is not None and self.counted < int(self.expected)


@dataclass(frozen=True)
class Item:
    """A line of a plan. `owner` is a colleague's name, as every page of the desk shows it; `left` that whoever had
    it no longer works at the desk here."""

    id: int
    plan_id: int
    problem: str
    cause: str
    what: str
    by: str
    unit: str
    due: date
    owner_id: int | None
    owner: str
    left: bool
    kind: str
    kind_said: str
    wanted: int | None
    area_id: int | None
    area: str
    sign: str
    state: str
    result: str
    evaluation_id: int | None
    late: bool
    proof: Proof | None = None

    @property
    def orphan(self) -> bool:
        """Whether it waits to be given to somebody: nobody has it, or whoever had it has left."""
        return self.state in {"planned", "running"} and (self.owner_id is None or self.left)


@dataclass(frozen=True)
class Note:
    """Something said of a decided plan: a report to the council, or what the follow-up found."""

    kind: str
    on: date
    number: str
    text: str
    at: datetime


@dataclass(frozen=True)
class Plan:
    """An action plan. `ends` is not included. `decided_on`, `number` and `body` are of the decision."""

    id: int
    title: str
    begins: date
    ends: date
    stands_on: str
    state: str
    replaces_id: int | None
    decided_on: date | None
    number: str
    body: str
    decided_at: datetime | None
    items: tuple[Item, ...] = ()
    notes: tuple[Note, ...] = field(default=())


class PlanMissing(UserError):
    """There is no such plan here."""

    status = HTTPStatus.NOT_FOUND


class Refused(UserError):
    """It can't be done, and nothing was changed. `field` names what to mend."""

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field
