"""The demonstration's rhythm: the year wheel taken over, two weekly meetings held, the next one planned."""

from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone

from kokong.kernel.scene import Stage
from kokong.meetings import api as meetings
from kokong.people.api import Actor

from .. import people_of
from . import holding, reading, wheel
from .rules import STEERING, WEEKLY

AGO: Final = (timedelta(days=16), timedelta(days=9))
AFTER: Final = "\n\n## Vi beslutade\n\n- Besöken runt det senaste inbrottet görs klara i morgon.\n"
DONE: Final = "Gjort enligt hjulet."


def stage(stage: Stage) -> None:
    """Turn the wheel, hold meetings; does nothing where there is a weekly meeting."""
    with stage.cast.acting("coordinator"):
        actor = people_of.first(stage, "coordinator")
        if actor is None or meetings.meetings(kind=WEEKLY):
            return
        wheel.adopt(now=stage.now)
        _turn(actor, now=stage.now)
        for ago in AGO:
            _held(actor, now=stage.now - ago)
        for kind in (WEEKLY, STEERING):
            holding.plan_next(kind=kind, actor=actor, now=stage.now)


def _turn(actor: Actor, *, now: datetime) -> None:
    """What had its turn last month was done."""
    today = timezone.localdate(now)
    last = (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    for item in reading.items(year=last.year, today=today):
        if last.month in item.months:
            wheel.turn(item_id=item.id, month=last, state="done", said=DONE, actor=actor, now=now)


def _held(actor: Actor, *, now: datetime) -> None:
    """A weekly meeting with the agenda of its day, whose minutes are what stood on it and one decision."""
    number = holding.plan_next(kind=WEEKLY, actor=actor, now=now)
    begins = meetings.meeting(meeting_id=number).begins
    holding.begin(meeting_id=number, actor=actor, now=begins)
    found = meetings.meeting(meeting_id=number)
    body = holding.draft_minutes(holding.points(found, actor=actor, now=begins)) + AFTER
    holding.settle(meeting_id=number, body=body, based_on=0, actor=actor, now=begins + timedelta(hours=2))
