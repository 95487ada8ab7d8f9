"""What crosses the door of this room."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from kokong.kernel import audit
from kokong.kernel.errors import UserError
from kokong.kernel.events import Event
from kokong.kernel.fields import Point

Status = Literal["taken", "already", "aside", "refused"]
PlacedState = Literal["matched", "asked", "aside"]


class Unreadable(UserError):
    """The file is none that can be imported; the message says why. `busy`: it may be read later."""

    def __init__(self, message: str, *, busy: bool = False) -> None:
        super().__init__(message)
        self.busy = busy


class CellProblem(UserError):
    """A cell that can't be understood."""


class Aside(UserError):
    """A row that is not about us, as one of its columns says. It is left out, and nothing is wrong."""


class Already(UserError):
    """What a row tells is there already; `subject_id` says which. The row is left out, and nothing is wrong."""

    def __init__(self, message: str, *, subject_id: int | None = None) -> None:
        super().__init__(message)
        self.subject_id = subject_id


@dataclass(frozen=True)
class Taken:
    """What a row became. `waits`: somebody has to see to it still, as `said` tells.

    `changed`: it was there, and is otherwise now, as `said` tells. `events` are those that taking it emitted, for
    whoever imports without a worker.
    """

    subject_id: int | None = None
    said: str = ""
    waits: bool = False
    changed: bool = False
    events: Sequence[Event] = ()


@audit.police
@dataclass(frozen=True)
class Placed:
    """Where a row lies (metres), or may lie; None: nowhere. `matched` will be taken there, `asked` must be decided
    or mended, as `why` says, `aside` is left out. `label` is the home's address, or what the row says of it."""

    line: int
    state: PlacedState
    label: str
    why: str
    at: Point | None


@audit.police
@dataclass(frozen=True)
class RowResult:
    """What became of a row. `message` says why it was not taken, or for whom it waits.

    Of a row that was not taken the `cells` are kept, so that it can be mended.
    """

    number: int
    status: Status
    message: str = ""
    subject_id: int | None = None
    cells: tuple[str, ...] = ()
    waits: bool = False
    changed: bool = False


@dataclass(frozen=True)
class Report:
    """What an import did, each row that it did not take (`left`), with its cells, and what it says of the others
    (`told`)."""

    name: str
    rows: int
    taken: int
    already: int
    refused: int
    waiting: int
    aside: int
    header: tuple[str, ...]
    left: tuple[RowResult, ...]
    events: tuple[Event, ...] = field(default=(), repr=False)
    changed: int = 0
    told: tuple[RowResult, ...] = ()
