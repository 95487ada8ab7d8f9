"""The year as a ring: months outside, each item an arc on a lane of its own. SVG shapes, no style."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import cos, pi, sin
from typing import Final

from django.utils.formats import date_format

from . import rules
from .values import Item

OUTER: Final = 46.0
LANES: Final = (40.0, 35.5, 31.0, 26.5, 22.0)
GAP: Final = 0.05
TONES: Final = {"done": "done", "skipped": "skipped", "late": "late", "due": "due", "ahead": "ahead"}


@dataclass(frozen=True)
class Arc:
    """A stroke of the ring, and what it is, for those who point at it."""

    path: str
    tone: str
    words: str = ""


@dataclass(frozen=True)
class Letter:
    """The first letter of a month, and where it stands; `now`: it is this month."""

    sign: str
    x: str
    y: str
    now: bool


@dataclass(frozen=True)
class Ring:
    """What a template draws."""

    months: Sequence[Arc]
    arcs: Sequence[Arc]
    letters: Sequence[Letter]


def ring(items: Sequence[Item], *, year: int, today: date) -> Ring:
    """The ring of a year."""
    now = today.month if today.year == year else 0
    firsts = [date(year, number, 1) for number in range(1, 13)]
    months = [Arc(_arc(each.month, OUTER), "now" if each.month == now else "month") for each in firsts]
    lanes = rules.lanes([(each.id, each.months) for each in items], most=len(LANES))
    arcs = [
        Arc(_arc(month, LANES[lanes[each.id]]), states.get(month, "month"), each.title)
        for each in items
        if each.id in lanes
        for states in [{turn.month.month: TONES[turn.state] for turn in each.turns}]
        for month in each.months  # also those before it was taken over: the ring shows the whole year
    ]
    return Ring(months, arcs, [_letter(each, each.month == now) for each in firsts])


def _letter(first: date, now: bool) -> Letter:
    x, y = _at(first.month - 0.5, OUTER)
    return Letter(date_format(first, "F")[0].upper(), x, y, now)


def _arc(month: int, radius: float) -> str:
    begin, end = (_at(month - 1 + part, radius) for part in (GAP, 1 - GAP))
    return f"M{begin[0]} {begin[1]}A{radius:g} {radius:g} 0 0 1 {end[0]} {end[1]}"


def _at(months: float, radius: float) -> tuple[str, str]:
    """A place on the circle, in a square of 100 by 100; January begins at the top."""
    angle = 2 * pi * months / 12
    return f"{50 + radius * sin(angle):.2f}", f"{50 - radius * cos(angle):.2f}"
