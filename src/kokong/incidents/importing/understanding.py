"""A row of a file as a burglary, or what keeps it from being one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TypeVar

from django.utils.translation import gettext as _

from kokong.kernel.errors import UserError
from kokong.tables import Cell, as_text, unguarded

from .. import rules, times
from . import cells
from .columns import ColumnMap
from .tables import Row

Said = TypeVar("Said")


class CellProblem(UserError):
    """A cell that can't be understood."""


@dataclass(frozen=True)
class Where:
    """A place as a row tells it: an address, or coordinates as (x, y) metres or (lon, lat) degrees."""

    address: str = ""
    metres: tuple[float, float] | None = None
    degrees: tuple[float, float] | None = None


@dataclass(frozen=True)
class Told:
    """What a row tells."""

    where: Where
    earliest: datetime
    latest: datetime
    completed: bool
    dwelling_kind: str
    entry_point: str
    case_number: str
    contact: str
    state: str
    known_id: int | None


class Reader:
    """Reads rows of one file by its header and mapping; `now` cuts today's date-only end of day."""

    def __init__(self, header: Sequence[str], mapping: ColumnMap, now: datetime) -> None:
        self.at: Mapping[str, int] = {field: list(header).index(name) for field, name in mapping.items()}
        self.header = header
        self.now = now

    def told(self, row: Row) -> Told:
        """The row's content. Raises CellProblem naming the column and what it says."""
        earliest, latest = self._window(row)
        return Told(
            where=self._where(row),
            earliest=earliest,
            latest=latest,
            completed=self._completed(row),
            dwelling_kind=self._word(row, "dwelling_kind", cells.KINDS)
            if self._text(row, "dwelling_kind")
            else "",
            entry_point=self._word(row, "entry_point", cells.ENTRY_POINTS),
            case_number=self._text(row, "case_number"),
            contact=self._text(row, "contact"),
            state=self._word(row, "state", cells.STATES),
            known_id=self._id(row),
        )

    def _cell(self, row: Row, field: str) -> Cell:
        at = self.at.get(field)
        return row.cells[at] if at is not None and at < len(row.cells) else ""

    def _text(self, row: Row, field: str) -> str:
        return rules.clean(unguarded(as_text(self._cell(row, field))))

    def _understood(self, row: Row, field: str, read: Callable[[Cell], Said]) -> Said:
        cell = self._cell(row, field)
        try:
            return read(cell)
        except (ValueError, OverflowError) as error:
            said = {"column": self.header[self.at[field]], "cell": rules.clean(as_text(cell))[:60]}
            raise CellProblem(_("%(column)s: “%(cell)s” can't be understood.") % said) from error

    def _word(self, row: Row, field: str, vocabulary: Mapping[str, str]) -> str:
        return self._understood(row, field, lambda cell: cells.word(cell, vocabulary))

    def _id(self, row: Row) -> int | None:
        said = self._text(row, "id")
        return int(said) if said.isascii() and said.isdigit() and len(said) <= 18 else None

    def _completed(self, row: Row) -> bool:
        if self._text(row, "attempted"):
            return self._word(row, "attempted", cells.YES) == "no"
        return not self._text(row, "completed") or self._word(row, "completed", cells.COMPLETED) == "completed"

    def _where(self, row: Row) -> Where:
        street = " ".join(
            filter(None, (self._text(row, "street"), self._text(row, "number"), self._text(row, "unit")))
        )
        address = self._text(row, "address") or street
        if address:
            town = " ".join(filter(None, (self._text(row, "postcode"), self._text(row, "locality"))))
            return Where(address=f"{address}, {town}" if town and town.lower() not in address.lower() else address)
        x, y, lon, lat = (
            self._understood(row, name, cells.number) if name in self.at else None
            for name in ("x", "y", "lon", "lat")
        )
        if x is not None and y is not None:
            return Where(metres=(x, y))
        if lon is not None and lat is not None:
            return Where(degrees=(lon, lat))
        raise CellProblem(_("The row has neither an address nor coordinates."))

    def _window(self, row: Row) -> tuple[datetime, datetime]:
        first, last = self._end(row, "earliest"), self._end(row, "latest")
        either = first or last
        if either is None:
            raise CellProblem(_("The row has no time."))
        start, _timed = first or either
        end, timed = last or either
        if not timed:
            end = datetime.combine(end.date(), time(23, 59), end.tzinfo)
        earliest, latest = times.aware(start), times.aware(end, last=True)
        soon = self.now < latest <= self.now + timedelta(days=1)
        return earliest, max(earliest, self.now) if soon and not timed else latest

    def _end(self, row: Row, end: str) -> tuple[datetime, bool] | None:
        """One end of the window: a column of its own, a date with a time beside it, or the common column."""
        for field in (end, f"{end}_date", "when"):
            found = self._understood(row, field, cells.moment) if field in self.at else None
            if found is None:
                continue
            beside = f"{end}_time"
            clock = self._understood(row, beside, cells.clock_time) if beside in self.at else None
            return (datetime.combine(found[0].date(), clock), True) if clock and not found[1] else found
        return None
