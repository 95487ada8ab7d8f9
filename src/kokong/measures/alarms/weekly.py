"""What comes again each week, by the clock on the wall: over midnight, and over the changes of the clock. Pure.

On the night when the clock is set back, an hour that comes twice is both times within it; on the one when it is
set forward, the hour that is left out is not missed.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo
from typing import Final

DAYS: Final = 7


@dataclass(frozen=True)
class Weekly:
    """On a weekday (0 is Monday) from one time to another; over midnight where it ends earlier than it begins."""

    weekday: int
    begins: time
    ends: time

    @property
    def sound(self) -> bool:
        """Whether there is such a time."""
        return 0 <= self.weekday < DAYS and self.begins != self.ends

    def on(self, at: datetime, place: tzinfo) -> bool:
        """Whether it is on at that moment, where the clock on the wall is that of `place`."""
        local = at.astimezone(place)
        clock, day = local.time(), local.weekday()
        if self.begins < self.ends:
            return day == self.weekday and self.begins <= clock < self.ends
        late, early = day == self.weekday, (day - 1) % DAYS == self.weekday
        return (late and clock >= self.begins) or (early and clock < self.ends)

    def next(self, after: datetime, place: tzinfo) -> tuple[datetime, datetime]:
        """When it is on next, or is on then: from when to when, in universal time."""
        today = after.astimezone(place).date()
        for ahead in range(-1, DAYS + 1):
            day = today + timedelta(days=ahead)
            over = timedelta(days=int(self.ends <= self.begins))
            begins = datetime.combine(day, self.begins, place).astimezone(UTC)
            ends = datetime.combine(day + over, self.ends, place).astimezone(UTC)
            if day.weekday() == self.weekday and ends > after:
                return begins, ends
        raise AssertionError("a week has seven days")


@dataclass(frozen=True)
class Slot:
    """A panel (`zone` "") or a zone that is paused every week between two days, by the clock of `place`."""

    zone: str
    since: datetime
    until: datetime
    week: Weekly
    place: tzinfo

    def covers(self, zone: str, at: datetime) -> bool:
        """Whether what that zone reports then is kept from operators."""
        return self.zone in {"", zone} and self.since <= at < self.until and self.week.on(at, self.place)
