"""What crosses the room's door."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from http import HTTPStatus
from typing import Any

from kokong.kernel.errors import UserError

from .rules import Called, Plan, State


@dataclass(frozen=True)
class Change:
    """What a locked plan was changed to, when, by whom and why; `looked`: the outcome was known by then."""

    at: datetime
    by: int | None
    why: str
    plan: Plan
    looked: bool


@dataclass(frozen=True)
class Look:
    """One look at the outcome. `until` is the first month that was not counted.

    `result` is what the analysis says, by language ("en", "sv"), as `kokong effect evaluate --json` has it; or,
    under "refused", why there is no answer. `dose` is how often the measures were delivered, by ring and area;
    `homes` are how many homes a ring has.
    """

    id: int
    at: datetime
    by: int | None
    called: Called
    until: date
    dose: Mapping[str, Mapping[str, int]]
    result: Mapping[str, Mapping[str, Any]]
    homes: Mapping[str, int] = field(default_factory=dict)

    @property
    def refused(self) -> bool:
        """Whether the counts carry no answer."""
        return any("refused" in each for each in self.result.values())


@dataclass(frozen=True)
class Evaluation:
    """A question with its plan: `first` as it was locked, `plan` as it is now.

    `names` are of all areas, those of the plan as they were when it was locked; `smallest` is the smallest fall
    that would show (−0.3), None where not even a fall to nothing would; `expected` the burglaries that it is
    reckoned with.
    """

    id: int
    state: State
    peeked: bool
    first: Plan
    plan: Plan
    made_at: datetime
    made_by: int | None
    registered_at: datetime | None
    registered_by: int | None
    names: Mapping[int, str]
    smallest: float | None = None
    expected: float | None = None
    changes: tuple[Change, ...] = ()
    looks: tuple[Look, ...] = field(default=())


class EvaluationMissing(UserError):
    """There is no such evaluation here."""

    status = HTTPStatus.NOT_FOUND


class Refused(UserError):
    """It can't be done, and nothing was changed. `field` names what to mend."""

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field
