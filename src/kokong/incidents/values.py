"""What crosses the door of this room: frozen values, and errors in plain words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from kokong.kernel import audit
from kokong.kernel.errors import UserError
from kokong.kernel.keep import Kept

from . import models


@dataclass(frozen=True)
class Burglary:
    """A burglary as it is known now. Times are aware; codes are those of `rules`."""

    id: int
    dwelling_id: int
    state: str
    earliest: datetime
    latest: datetime
    completed: bool
    dwelling_kind: str
    entry_point: str
    reported_at: datetime
    confirmed_at: datetime | None
    source: str
    withdrawn_at: datetime | None = None
    reported_by: int | None = None


@dataclass(frozen=True)
class Purpose:
    """Why the police part is read: a code of `words.PURPOSES`, and for `other` the reader's own words."""

    code: str
    text: str = ""


@audit.police
@dataclass(frozen=True)
class PolicePart:
    """What only the police see of a burglary, and how long it is `kept`."""

    case_number: str
    contact: str
    kept: tuple[Kept, ...] = field(default=(), compare=False)


@dataclass(frozen=True)
class Version:
    """One change of a burglary: `changes` is `{"field": [before, after]}` as JSON values."""

    number: int
    at: datetime
    user_id: int | None
    action: str
    reason: str
    changes: Mapping[str, Any]


class BurglaryMissing(UserError):
    """There is no such burglary in the municipality in scope."""

    status: ClassVar[int] = 404

    def __init__(self, burglary_id: int) -> None:
        super().__init__(_("There is no burglary %(id)s.") % {"id": burglary_id})


class Duplicate(UserError):
    """The burglary is already there: `burglary_id` says which; `certain` when the case number is the same,
    `other_case` when each has one of its own."""

    def __init__(self, message: str, *, burglary_id: int, certain: bool, other_case: bool = False) -> None:
        super().__init__(message)
        self.burglary_id = burglary_id
        self.certain = certain
        self.other_case = other_case


class NotAllowed(UserError):
    """The burglary's state does not allow the change."""


class FieldProblem(UserError):
    """A field of a burglary that the user can mend; `field` names it."""

    def __init__(self, message: str, *, field: str) -> None:
        super().__init__(message)
        self.field = field


def of(row: models.Burglary) -> Burglary:
    """A row as a value."""
    return Burglary(
        id=row.pk,
        dwelling_id=row.home_id,
        state=row.state,
        earliest=row.earliest,
        latest=row.latest,
        completed=row.completed,
        dwelling_kind=row.dwelling_kind,
        entry_point=row.entry_point,
        reported_at=row.reported_at,
        confirmed_at=row.confirmed_at,
        source=row.source,
        withdrawn_at=row.withdrawn_at,
        reported_by=row.reported_by,
    )
