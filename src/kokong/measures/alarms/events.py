"""What happens to an alarm, as the flows hear it. (What panels report is in `models.Event`.)"""

from dataclasses import dataclass
from datetime import datetime

from kokong.kernel.events import event


@event("alarm.verified")
@dataclass(frozen=True)
class AlarmVerified:
    """A burglary alarm is verified: by its code, by a second zone, or by an operator."""

    alarm_id: int
    account_id: int
    dwelling_id: int | None
    occurred: datetime


@event("alarm.late")
@dataclass(frozen=True)
class AlarmLate:
    """An alarm waits too long, or its holder doesn't answer; `level` says who is to be told (`holding.level`)."""

    alarm_id: int
    level: int


@event("alarm.closed")
@dataclass(frozen=True)
class AlarmClosed:
    """An operator closed an alarm; `false` where there was no burglary."""

    alarm_id: int
    reason: str
    false: bool


@event("alarm.told")
@dataclass(frozen=True)
class BurglaryTold:
    """Somebody told an operator on the telephone of a burglary that happened between these moments."""

    call_id: int
    dwelling_id: int
    earliest: datetime
    latest: datetime
