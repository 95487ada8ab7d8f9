"""What crosses the door."""

from dataclasses import dataclass
from datetime import date, datetime
from http import HTTPStatus
from typing import ClassVar

from kokong.kernel import audit
from kokong.kernel.errors import UserError


class Refused(UserError):
    """It can't be done now; nothing was changed. `field` is what of the form is wrong, if one is."""

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


class GroupMissing(UserError):
    """There is no such group here, or none that this person may see."""

    status: ClassVar[int] = HTTPStatus.NOT_FOUND


class MemberMissing(UserError):
    """There is no such member here, or none that this person may see."""

    status: ClassVar[int] = HTTPStatus.NOT_FOUND


@dataclass(frozen=True)
class Group:
    """A watch group. `homes` lie in its area, `joined` and `declined` of them; counts of homes, not of addresses.

    `contacts` look after it, `heads` of them lead the others. `met` is when the neighbours last met, `meeting_due`
    when they should next. `blocks` are codes for what keeps it from being active; `stale`: nobody has gone through
    its roster for a year; `lacks`: more homes have joined than its contact persons can keep in touch with.
    """

    id: int
    name: str
    state: str
    area_id: int
    began: datetime
    active_since: datetime | None
    ended: datetime | None
    met: date | None
    checked: date | None
    speaker: str
    homes: int = 0
    joined: int = 0
    declined: int = 0
    contacts: int = 0
    heads: int = 0
    blocks: tuple[str, ...] = ()
    stale: bool = False
    lacks: bool = False
    meeting_due: date | None = None

    @property
    def may_order_signs(self) -> bool:
        """Whether its work is going on, which is what signs say."""
        return self.state == "active"


@audit.personal
@dataclass(frozen=True)
class Member:
    """A person of a home that has joined. `proven`: whoever it is has shown that the e-mail address is theirs."""

    id: int
    group_id: int
    dwelling_id: int | None
    name: str
    email: str
    phone: str
    role: str
    since: datetime
    proven: bool
    source: str


@dataclass(frozen=True)
class Line:
    """A home on a group's roster. `state` is empty where nobody has asked it yet."""

    dwelling_id: int
    address: str
    full_address: str
    street: str
    homes: int
    state: str
    since: datetime | None
    decals: date | None
    ordered: date | None = None
    members: tuple[Member, ...] = ()


@dataclass(frozen=True)
class Draft:
    """A person as they are written down by hand."""

    name: str
    email: str = ""
    phone: str = ""
    role: str = "member"
