"""Burglaries as lines of a page: with their addresses, in one query more."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise

from kokong.places import api as places

from . import models, reading, values, words


@dataclass(frozen=True)
class Line:
    """A burglary in people's words."""

    burglary: values.Burglary
    address: str
    state: Promise
    kind: Promise
    completed: Promise
    entry_point: Promise


def rows(wanted: Mapping[str, Any]) -> QuerySet[models.Burglary]:
    """The rows of a filter, the newest first."""
    return reading.matching(**wanted)


def lines(found: Iterable[models.Burglary]) -> list[Line]:
    """The lines of some rows."""
    burglaries = [values.of(row) for row in found]
    homes = places.dwellings(ids={burglary.dwelling_id for burglary in burglaries})
    return [_line(burglary, homes.get(burglary.dwelling_id)) for burglary in burglaries]


def line(burglary_id: int) -> Line | None:
    """The line of one burglary."""
    burglary = reading.burglary(burglary_id=burglary_id)
    return _line(burglary, places.dwelling(dwelling_id=burglary.dwelling_id)) if burglary else None


def _line(burglary: values.Burglary, home: places.Dwelling | None) -> Line:
    return Line(
        burglary=burglary,
        address=home.full_address if home else "–",
        state=words.STATES[burglary.state],
        kind=words.KINDS[burglary.dwelling_kind],
        completed=words.COMPLETED[burglary.completed],
        entry_point=words.ENTRY_POINTS[burglary.entry_point],
    )
