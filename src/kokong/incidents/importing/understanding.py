"""A row of a file as a burglary, or what keeps it from being one."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils.translation import gettext as _

from kokong.intake.api import CellProblem, Row

from .. import times
from . import cells


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


def told(row: Row, *, now: datetime) -> Told:
    """The row's content. Raises CellProblem naming the column and what it says.

    `now` cuts today's end of day, where only a date is told.
    """
    earliest, latest = _window(row, now)
    return Told(
        where=_where(row),
        earliest=earliest,
        latest=latest,
        completed=_completed(row),
        dwelling_kind=row.word("dwelling_kind", cells.KINDS) if row.text("dwelling_kind") else "",
        entry_point=row.word("entry_point", cells.ENTRY_POINTS),
        case_number=row.text("case_number"),
        contact=row.text("contact"),
        state=row.word("state", cells.STATES),
        known_id=_id(row),
    )


def _id(row: Row) -> int | None:
    said = row.text("id")
    return int(said) if said.isascii() and said.isdigit() and len(said) <= 18 else None


def _completed(row: Row) -> bool:
    if row.text("attempted"):
        return row.yes("attempted") is False
    return not row.text("completed") or row.word("completed", cells.COMPLETED) == "completed"


def _where(row: Row) -> Where:
    address = row.text("address") or _joined(row, "street", "number", "unit")
    if address:
        town = _joined(row, "postcode", "locality")
        return Where(address=f"{address}, {town}" if town and town.lower() not in address.lower() else address)
    x, y, lon, lat = (row.number(name) for name in ("x", "y", "lon", "lat"))
    if x is not None and y is not None:
        return Where(metres=(x, y))
    if lon is not None and lat is not None:
        return Where(degrees=(lon, lat))
    raise CellProblem(_("The row has neither an address nor coordinates."))


def _joined(row: Row, *fields: str) -> str:
    return " ".join(filter(None, map(row.text, fields)))


def _window(row: Row, now: datetime) -> tuple[datetime, datetime]:
    first, last = _end(row, "earliest"), _end(row, "latest")
    either = first or last
    if either is None:
        raise CellProblem(_("The row has no time."))
    start, _timed = first or either
    end, timed = last or either
    if not timed:
        end = datetime.combine(end.date(), time(23, 59), end.tzinfo)
    earliest, latest = times.aware(start), times.aware(end, last=True)
    soon = now < latest <= now + timedelta(days=1)
    return earliest, max(earliest, now) if soon and not timed else latest


def _end(row: Row, end: str) -> tuple[datetime, bool] | None:
    """One end of the window: a column of its own, a date with a time beside it, or the common column."""
    for field in (end, f"{end}_date", "when"):
        found = row.moment(field)
        if found is None:
            continue
        clock = row.clock(f"{end}_time")
        return (datetime.combine(found[0].date(), clock), True) if clock and not found[1] else found
    return None
