"""The drill that is held now, and how far it has come: read from what was really done."""

from datetime import datetime, timedelta
from typing import cast

from kokong.people.api import Actor

from . import models as rows
from . import rules
from .kinds import KINDS
from .values import Drill, Step


def drill() -> Drill | None:
    """The drill of the practice municipality in scope."""
    row = rows.Drill.objects.first()
    if row is None:
        return None
    found = row.began.replace(minute=0, second=0, microsecond=0)
    seen = found - timedelta(hours=9)
    kind = cast(rules.Kind, row.kind)
    return Drill(kind, row.place, row.dwelling_id, row.began, row.ends, seen, found)


def said(*, drill: Drill) -> str:
    """What those who take part are told at the beginning."""
    return KINDS[drill.kind].said(drill)


def steps(*, drill: Drill) -> tuple[Step, ...]:
    """What a drill goes through, from first to last."""
    return tuple(KINDS[drill.kind].steps())


def play(*, actor: Actor, now: datetime) -> str | None:
    """Do what somebody else does next in the drill in scope; what is said of it, None where there is nothing."""
    held = drill() if actor.practice_of is not None else None
    return None if held is None else KINDS[held.kind].play(drill=held, actor=actor, now=now)
