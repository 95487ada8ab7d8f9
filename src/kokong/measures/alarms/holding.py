"""Who holds an alarm, whether they are there, and when others may take it over. Pure: times are arguments.

An alarm is never locked to somebody who is absent: it can be taken over, and goes back to the queue by itself.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

HELD: Final = timedelta(minutes=5)  # nothing done about it for so long: any operator may take it over
ABSENT: Final = timedelta(minutes=1)  # an open console is heard from at least each twenty seconds
RETURNED: Final = timedelta(minutes=3)  # absent for so long: it goes back to the queue by itself
UNANSWERED: Final = timedelta(minutes=1)  # a confirmed burglary of which its holder has said nothing
ESCALATES: Final = 45  # faults wait for the morning; what is more urgent than this or as urgent is told onward

Level = int
NOBODY: Final[Level] = 0
SUPERVISORS: Final[Level] = 1
EVERYBODY: Final[Level] = 2


@dataclass(frozen=True)
class Hold:
    """An alarm in somebody's hands. `there` is when the holder's console was last heard from, None for never.

    `confirmed`: since when it is confirmed otherwise than by the holder, None where it isn't.
    """

    taken: datetime
    acted: datetime
    there: datetime | None = None
    confirmed: datetime | None = None

    @property
    def last_there(self) -> datetime:
        """When the holder was last there for sure."""
        return max(self.acted, self.there or self.acted)

    @property
    def calls(self) -> bool:
        """Whether a burglary was confirmed since the holder last did something: everybody is called."""
        return self.confirmed is not None and self.confirmed > self.acted

    def absent(self, now: datetime) -> bool:
        """Whether the holder is not there."""
        return now - self.last_there > ABSENT

    def gone(self, now: datetime) -> bool:
        """Whether the alarm goes back to the queue by itself."""
        return now - self.last_there > RETURNED

    def free(self, now: datetime) -> bool:
        """Whether any operator may take it over."""
        return self.calls or self.absent(now) or now - self.acted >= HELD

    @property
    def free_at(self) -> datetime:
        """When any operator may take it over, if nothing happens until then."""
        return self.acted + HELD


def hold(
    *, state: str, taken_at: datetime | None, acted_at: datetime | None, there: datetime | None,
    verified_at: datetime | None, verification: str,
) -> Hold | None:  # fmt: skip
    """Whose an alarm is, of its row; None while nobody has it."""
    if state != "taken" or taken_at is None:
        return None
    confirmed = verified_at if verification not in {"unconfirmed", "operator"} else None
    return Hold(taken_at, acted_at or taken_at, there, confirmed)


def level(*, since: datetime, limit: timedelta, now: datetime) -> Level:
    """Who is told of an alarm that waits since then: supervisors past the limit, everybody past twice that."""
    waited = now - since
    return EVERYBODY if waited > 2 * limit else SUPERVISORS if waited > limit else NOBODY
