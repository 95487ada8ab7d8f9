"""An alarm that waits too long is told to supervisors, then to everybody who handles alarms."""

from kokong.kernel.events import subscribe
from kokong.measures.alarms import api as alarms


@subscribe(alarms.AlarmLate)
def tell_operators(event: alarms.AlarmLate) -> None:
    """By the ways that they chose; the console calls those who are there."""
    alarms.tell_operators(alarm_id=event.alarm_id, level=event.level)
