"""How hours are reckoned from what was noted, and what one unit of a measure takes. Plain Python."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final, Literal

TOGETHER: Final = 2  # people who go from door to door, or hold a meeting
BEFORE_DOORS: Final = timedelta(minutes=20)  # the way there, and the last door, which has no next one
BEFORE_MEETING: Final = timedelta(hours=1)  # inviting, the room, writing it up
MONTHS: Final = 12
ENOUGH: Final = 5  # units, before the municipality's own hours say more than the usual
MOST: Final = Decimal(100_000)
LONGEST_REASON: Final = 400
KRONOR: Final = 450  # what an hour of work costs, until somebody says otherwise
MOST_KRONOR: Final = 5_000

Unit = Literal["door", "member", "walk", "kit", "check", "delivery"]
UNITS: Final[Mapping[str, Unit]] = {
    "cocoon_visit": "door",
    "watch_group": "member",
    "walk": "walk",
    "marking_kit": "kit",
    "home_check": "check",
    "building_check": "check",
}
"""What each measure is counted in; others by delivery."""


@dataclass(frozen=True)
class Month:
    """What a measure took in a month: hours as reckoned, by where they were noted, and what a correction says."""

    month: date
    reckoned: Decimal
    units: int
    cost: Decimal = Decimal(0)
    corrected: Decimal | None = None
    reason: str = ""

    @property
    def hours(self) -> Decimal:
        """What counts."""
        return self.reckoned if self.corrected is None else self.corrected


@dataclass(frozen=True)
class Took:
    """What a measure took over some months, the newest first; `unit` is what it is counted in."""

    measure: str
    unit: Unit
    months: tuple[Month, ...]

    @property
    def hours(self) -> Decimal:
        return sum((each.hours for each in self.months), Decimal(0))

    @property
    def units(self) -> int:
        return sum(each.units for each in self.months)

    @property
    def cost(self) -> Decimal:
        return sum((each.cost for each in self.months), Decimal(0))

    @property
    def corrected(self) -> bool:
        return any(each.corrected is not None for each in self.months)

    @property
    def each(self) -> Decimal | None:
        """Hours for one unit; None without units or hours."""
        return self.hours / self.units if self.units and self.hours else None

    def kronor(self, an_hour: int) -> Decimal | None:
        """What one unit cost, work and material."""
        return (
            (self.hours * an_hour + self.cost) / self.units if self.units and (self.hours or self.cost) else None
        )


def at_doors(visits: Iterable[tuple[int | None, datetime]]) -> dict[date, Decimal]:
    """Hours by month from visits, each with its burglary and moment: from the first to the last door around one
    burglary on a day, and a little before, for two people."""
    days: dict[tuple[int | None, date], list[datetime]] = {}
    for burglary, at in visits:
        days.setdefault((burglary, at.date()), []).append(at)
    found: dict[date, Decimal] = {}
    for (_burglary, day), moments in days.items():
        month = day.replace(day=1)
        spent = max(moments) - min(moments) + BEFORE_DOORS
        found[month] = found.get(month, Decimal(0)) + hours_of(spent * TOGETHER)
    return found


def of_meeting(lasts: int) -> Decimal:
    """Hours that a meeting of so many minutes takes those who hold it."""
    return hours_of(timedelta(minutes=lasts) * TOGETHER + BEFORE_MEETING)


def hours_of(spent: timedelta) -> Decimal:
    """As hours, to the hundredth."""
    return round(Decimal(spent / timedelta(hours=1)), 2)


def room_of(kind: str) -> str:
    """The room or the measure whose kind of meeting it is: "watch" of "watch.start"."""
    return kind.split(".", 1)[0]
