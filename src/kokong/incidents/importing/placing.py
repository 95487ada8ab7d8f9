"""Where the rows of a file lie, many at once, before anything is written."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from kokong.intake.api import Aside, Placed, PlacedState, Row
from kokong.kernel.errors import UserError
from kokong.kernel.fields import Point
from kokong.places import api as places

from .taking import WITHIN_M, point_of
from .understanding import Where, told, where


@dataclass(frozen=True)
class _Read:
    """A row as far as it can be read: its place, and what keeps it from being taken."""

    row: Row
    where: Where | None
    state: PlacedState
    why: str


def placed(rows: Sequence[Row], *, now: datetime) -> list[Placed]:
    """The homes that rows mean or may mean, in a few queries for all; a row without any says why."""
    read = [_read(row, now) for row in rows]
    by_address = [each for each in read if each.where and each.where.address]
    by_point = [(each, point) for each in read if (point := _point(each.where)) is not None]
    named = places.addresses_found(texts=[each.where.address for each in by_address if each.where])
    near = places.nearest_dwellings(points=[point for _each, point in by_point], within_m=WITHIN_M)
    found = [spot for each, those in zip(by_address, named, strict=True) for spot in _at_homes(each, those)]
    found += [_at_point(each, point, home) for (each, point), home in zip(by_point, near, strict=True)]
    there = {each.line for each in found}
    found += [_nowhere(each) for each in read if each.row.line not in there]
    return sorted(found, key=lambda each: each.line)


def _read(row: Row, now: datetime) -> _Read:
    state: PlacedState = "matched"
    why = ""
    try:
        return _Read(row, told(row, now=now).where, state, why)
    except Aside as error:
        state, why = "aside", error.message
    except UserError as error:
        state, why = "asked", error.message
    try:
        return _Read(row, where(row), state, why)
    except UserError:
        return _Read(row, None, state, why)


def _point(where: Where | None) -> Point | None:
    return None if where is None or where.address else point_of(where)


def _nowhere(read: _Read) -> Placed:
    address = read.where.address if read.where else ""
    said = _("No home here has the address.") if address else _("The coordinates lie outside the municipality.")
    return Placed(
        read.row.line, "asked" if read.state == "matched" else read.state, address, read.why or said, None
    )


def _at_homes(read: _Read, those: places.Named) -> Iterable[Placed]:
    for home in those.homes:
        if those.sure or read.state != "matched":
            yield Placed(read.row.line, read.state, home.full_address, read.why, Point(home.x, home.y))
        else:
            said = _("“%(address)s” may be this home.") % {"address": read.where.address if read.where else ""}
            yield Placed(read.row.line, "asked", home.full_address, said, Point(home.x, home.y))


def _at_point(read: _Read, point: Point, home: places.Dwelling | None) -> Placed:
    if home is not None:
        return Placed(read.row.line, read.state, home.full_address, read.why, Point(home.x, home.y))
    said = read.why or _("No dwelling stands within 50 m of the coordinates.")
    return Placed(read.row.line, "asked" if read.state == "matched" else read.state, "", said, point)
