"""The next meeting, made from one that was: a draft with the same words and people."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from kokong.kernel import times
from kokong.people import api as people

from . import inviting, reading, work
from . import models as rows
from .values import Draft, Who

LATER: Final = timedelta(weeks=4)


@transaction.atomic
def follow_up(*, meeting_id: int, actor: people.Actor, now: datetime) -> int:
    """Draft one that follows, at the same time of day four weeks later (from now where that is over); its number.

    Those who were invited are invited to it, as far as it is kept who they are. Raises MeetingMissing, NotYours.
    """
    row = work.mine(meeting_id, actor)
    found = reading.of(row)
    begins = found.local.replace(tzinfo=None, fold=0) + LATER
    while begins <= times.on_the_wall(now, found.zone).replace(tzinfo=None):
        begins += LATER
    draft = Draft(
        found.title, begins, found.lasts, found.place, found.point, found.places, found.host, found.audience,
        found.description, fold=0,
    )  # fmt: skip
    number = work.plan(
        kind=found.kind.code, draft=draft, because=found.because, follows=found.id, actor=actor, now=now
    )
    invited = rows.Invitation.objects.filter(meeting=row).order_by("pk")
    known = [
        Who(each.name, each.email, each.user_id) for each in invited if each.name or each.email or each.user_id
    ]
    here = people.working()
    guests = [each for each in known if each.user_id is None or each.user_id in here]
    inviting.invite(meeting_id=number, guests=guests, actor=actor, now=now)
    return number
