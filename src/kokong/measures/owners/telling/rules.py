"""What a message after a burglary may say: in or near which building, and about when. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import Final

NEAR_M: Final = 150
"""So far from a burglary a building is near it, where the municipality has not decided otherwise."""
NEAR_LEAST_M: Final = 50
NEAR_MOST_M: Final = 1000
NAMED: Final = 5
"""A building with fewer homes is never said to have had a burglary in it: that would point at a home."""
QUIET: Final = timedelta(days=7)
"""Once a building and week."""
OLD: Final = timedelta(days=14)
"""Of a burglary longer ago nobody is told."""
PARTS: Final = ((6, "night"), (12, "morning"), (18, "afternoon"), (24, "evening"))


@dataclass(frozen=True)
class When:
    """A part of a day: night (0–6), morning (6–12), afternoon (12–18) or evening (18–24)."""

    day: date
    part: str


def when(earliest: datetime, latest: datetime, *, zone: tzinfo) -> tuple[When, When]:
    """The parts of days between which it happened; the same twice where they are one."""
    return _part(earliest.astimezone(zone)), _part(latest.astimezone(zone))


def where(*, homes: int, inside: bool) -> str:
    """ "in" a building that is large enough to be said so, else "near"."""
    return "in" if inside and homes >= NAMED else "near"


def _part(at: datetime) -> When:
    return When(at.date(), next(name for until, name in PARTS if at.hour < until))
