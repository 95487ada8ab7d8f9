"""What crosses the part's door."""

from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

from kokong.kernel import audit
from kokong.kernel.errors import UserError


@dataclass(frozen=True)
class Line:
    """What one authority shares with the other."""

    id: int
    giver: str
    what: str
    ground: str
    purpose: str
    made_at: datetime
    ended_at: datetime | None


@audit.police
@dataclass(frozen=True)
class Sharing:
    """A fact that was shared, by whose decision, for what and until when; `text` is empty once it went."""

    id: int
    line_id: int
    burglary_id: int
    fact: str
    text: str
    purpose: str
    decided_at: datetime
    decided_by: int | None
    ends: datetime
    ended_at: datetime | None


class Refused(UserError):
    """It can't be done, and nothing was changed. `field` names what to mend."""

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


class LineMissing(UserError):
    """There is no such line."""

    status = HTTPStatus.NOT_FOUND


class SharingMissing(UserError):
    """There is no such sharing for this person."""

    status = HTTPStatus.NOT_FOUND
