"""What crosses the door."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from http import HTTPStatus
from typing import Any, ClassVar

from kokong.kernel.errors import UserError

from . import words
from .pace import Amount, Progress
from .rules import Authority, Rule


class Refused(UserError):
    """It can't be done now; nothing was changed. `field` names what is wrong in a form."""

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


class PromiseMissing(UserError):
    """There is no such promise here."""

    status: ClassVar[int] = HTTPStatus.NOT_FOUND


class ActionMissing(UserError):
    """There is no such action here."""

    status: ClassVar[int] = HTTPStatus.NOT_FOUND


@dataclass(frozen=True)
class Draft:
    """What is written of a promise. `begins` is any day of its first month; it lasts `years`."""

    title: str
    begins: date
    years: int = 2
    situation: str = ""
    priorities: str = ""
    text: str = ""
    hopes: str = ""


@dataclass(frozen=True)
class ActionDraft:
    """What is written of an action. `sure`: it is kept also if its rule would have counted nothing last year."""

    title: str
    by: str
    rule: Rule
    sure: bool = False


@dataclass(frozen=True)
class Signed:
    """A signature: for which authority, in which office, by which account (None once that is forgotten)."""

    authority: Authority
    office: str
    at: datetime
    user_id: int | None


@dataclass(frozen=True)
class Promise:
    """A promise as it is. `ends` is the first day after it."""

    id: int
    title: str
    situation: str
    priorities: str
    text: str
    hopes: str
    state: str
    begins: date
    ends: date
    signed: datetime | None
    midterm: str
    midterm_at: datetime | None
    report: str
    ended: datetime | None
    signatures: tuple[Signed, ...] = ()

    @property
    def until(self) -> date:
        """Its last day."""
        return self.ends - timedelta(days=1)


@dataclass(frozen=True)
class Earlier:
    """A rule that an action had before it was changed, until when, why, and what it had come to by then."""

    rule: Rule
    said: str
    until: datetime
    why: str
    result: Mapping[str, Any] | None

    @property
    def kept(self) -> list[dict[str, Any]]:
        """The periods that had begun by then, as they were written down."""
        return [
            {
                "since": date.fromisoformat(each["since"]), "got": words.figure(Decimal(each["got"])),
                "wanted": words.figure(Decimal(each["wanted"])), "state": words.STEPS[each["state"]],
            }
            for each in (self.result or {}).get("periods", ())
        ]  # fmt: skip


@dataclass(frozen=True)
class Counted:
    """An action with its rule, in words too, and how far it has come.

    `area` is the name of its area, "" for the whole municipality; `gone` says that this isn't used any more, since
    when where that is known. `months` are the counts behind it, `result` and `reason` are of the
    report.
    """

    id: int
    promise_id: int
    title: str
    by: str
    rule: Rule
    said: str
    area: str
    gone: bool
    gone_since: datetime | None
    progress: Progress
    months: Mapping[date, Amount]
    result: str
    reason: str
    earlier: tuple[Earlier, ...] = ()


@dataclass(frozen=True)
class Behind:
    """An action that isn't at the pace that it should have by now."""

    promise: Promise
    action: Counted
