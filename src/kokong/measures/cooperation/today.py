"""What of this room waits today; each part says its own."""

from datetime import datetime

from kokong.kernel.today import Day
from kokong.people import api as people

from .plan import today as plan


def day(*, actor: people.Actor, now: datetime) -> Day:
    """What waits for this person."""
    return Day(sections=plan.sections(actor=actor, now=now))
