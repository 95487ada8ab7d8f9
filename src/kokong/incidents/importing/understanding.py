"""A row of a file as a burglary, or what keeps it from being one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from kokong import tables
from kokong.intake.api import CellProblem, Row
from kokong.tables import Said

from .. import rules, times
from . import cells, codes
from .columns import BOTH, FIRST, LAST


@dataclass(frozen=True)
class Where:
    """A place as a row tells it: an address, or coordinates as (x, y) metres or (lon, lat) degrees."""

    address: str = ""
    metres: tuple[float, float] | None = None
    degrees: tuple[float, float] | None = None


@dataclass(frozen=True)
class Told:
    """What a row tells. `dwelling_kind` may be `house_or_row`, where the home itself says which."""

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
    another: bool = False


def told(row: Row, *, now: datetime) -> Told:
    """The row's content. Raises Aside for a row that isn't about us, CellProblem naming column and cell.

    `now` cuts today's end of day, where only a date is told.
    """
    _ours(row)
    crime = _crime(row)
    state = row.meaning("state")
    earliest, latest = _window(row, now)
    return Told(
        where=where(row),
        earliest=earliest,
        latest=latest,
        completed=_completed(row, crime),
        dwelling_kind=_kind(row, crime),
        entry_point=row.word("entry_point", cells.ENTRY_POINTS),
        case_number=rules.told_case(row.text("case_number")),
        contact=row.text("contact"),
        state=state or "confirmed",
        known_id=_id(row),
        another=row.yes("another") is True,
    )


def _ours(row: Row) -> None:
    """Raises Aside where a column says that the row is another municipality's, or nothing that happened."""
    if "municipality" in row and not row.meaning("municipality"):
        raise CellProblem(_("The row doesn't say which municipality it is about."))
    row.meaning("cancelled")
    row.meaning("closed")


def _crime(row: Row) -> codes.Crime | None:
    code = row.meaning("crime_code")
    return codes.CODES[code] if code else None


def _id(row: Row) -> int | None:
    said = row.text("id")
    return int(said) if said.isascii() and said.isdigit() and len(said) <= 18 else None


def _completed(row: Row, crime: codes.Crime | None) -> bool:
    """Whether somebody got in, as all columns of the row agree. Raises CellProblem where they don't."""
    said = {row.meaning(field) for field in ("attempted", "completed", "rubric")} - {"", "burglary"}
    if crime is not None and crime.completed is not None:
        said.add("completed" if crime.completed else "attempted")
    if len(said) > 1:
        raise CellProblem(_("One column says that the burglary was completed, another that it was attempted."))
    return said != {"attempted"}


def _kind(row: Row, crime: codes.Crime | None) -> str:
    said = row.meaning("dwelling_kind") or (crime.kind if crime else cells.kind_in_rubric(row.cell("rubric")))
    return "" if said == "own" else said


def where(row: Row) -> Where:
    """Where the row says that it was. Raises CellProblem."""
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
    try:
        found = tables.window(first=_said(row, FIRST), last=_said(row, LAST), both=_said(row, BOTH))
    except ValueError as error:
        raise CellProblem(_("The row has a time of day but no date.")) from error
    except OverflowError as error:  # 9999-12-31 stands for a time that nobody knows, and has no day after it
        raise CellProblem(_("The row has no time.")) from error
    if found is None:
        raise CellProblem(_("The row has no time."))
    earliest, latest = times.aware(found.start), times.aware(found.end, last=True)
    soon = now < latest <= now + timedelta(days=1)
    return earliest, max(earliest, now) if soon and not found.timed else latest


def _said(row: Row, fields: Iterable[str]) -> list[Said]:
    """What the cells of some columns say, whatever their headers promise: a day, a time of day, or both."""
    return [said for field in fields if (said := row.said(field)) is not None]
