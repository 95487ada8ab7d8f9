"""What crosses the door."""

from dataclasses import dataclass, field
from datetime import date, datetime
from http import HTTPStatus
from typing import ClassVar

from kokong.kernel import audit
from kokong.kernel.errors import UserError

from .rules import Money


class Refused(UserError):
    """It can't be done now; nothing was changed. `field` is what of the form is meant."""

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


class Missing(UserError):
    """There is no such thing here."""

    status: ClassVar[int] = HTTPStatus.NOT_FOUND


@dataclass(frozen=True)
class Bought:
    """Kits that were bought in. `cost`, `price` and `subsidy` are öre a kit."""

    supplier: str
    batch: str
    kits: int
    decals: int = 0
    cost: int = 0
    price: int = 0
    subsidy: int = 0


@dataclass(frozen=True)
class Lot(Bought):
    """A batch: `left` and `decals_left` lie on the shelf, `lent` kits are out and shall come back."""

    id: int = 0
    label: str = ""
    left: int = 0
    decals_left: int = 0
    lent: int = 0
    name: str = ""
    bought: datetime | None = None

    @property
    def called(self) -> str:
        """Supplier and batch."""
        return f"{self.name} {self.batch}"


@dataclass(frozen=True)
class Given:
    """What is handed out, to whom and when it is due. `paid` None: all that is owed; `area_id` of `marking`.

    `ask`: the household wants to be asked at `email` in a year whether it was used. `meeting_id`: where it was.
    """

    lot_id: int
    way: str
    occasion: str = "desk"
    area_id: int | None = None
    kits: int = 1
    decals: int = 0
    paid: int | None = None
    due: date | None = None
    name: str = ""
    email: str = ""
    phone: str = ""
    ask: bool = False
    meeting_id: int | None = None


@dataclass(frozen=True)
class Handing:
    """Kits that were handed out; who has them is read with a line in the log (`borrower`)."""

    id: int
    lot_id: int
    lot: str
    area: str
    way: str
    occasion: str
    state: str
    kits: int
    decals: int
    at: datetime
    due: date | None
    ended: datetime | None
    money: Money = field(default_factory=Money)
    by: int | None = None
    used: int | None = None


@audit.personal
@dataclass(frozen=True)
class Borrower:
    """Who has a kit."""

    name: str
    email: str
    phone: str
