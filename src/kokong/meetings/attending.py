"""Who came: ticked off at the door, with those who came without being invited."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from kokong.kernel import audit
from kokong.people import api as people

from . import drafting, rules, work
from . import models as rows
from .values import Refused


@audit.personal
@dataclass(frozen=True)
class Came:
    """Somebody who came without being invited, and how many they were."""

    id: int
    name: str
    people: int


@transaction.atomic
def attend(*, meeting_id: int, invitation_id: int, came: int | None, actor: people.Actor, now: datetime) -> None:
    """Say how many came of one invitation; 0 for nobody, None to take that back.

    Raises MeetingMissing, NotYours; Refused before its day, and for more than can come together.
    """
    row = _open(meeting_id, actor, now)
    if came is not None and not 0 <= came <= rules.MOST_PEOPLE:
        raise Refused(_("Say how many came, at most %(n)d. Nothing was changed.") % {"n": rules.MOST_PEOPLE})
    if not rows.Invitation.objects.filter(pk=invitation_id, meeting=row).update(came=came):
        raise Refused(_("They are not on the list of this meeting. Nothing was changed."))
    audit.record(action="meeting.attended", subject="meeting", subject_id=row.pk, detail={"count": came or 0})


@transaction.atomic
def walk_in(*, meeting_id: int, name: str = "", count: int = 1, actor: people.Actor, now: datetime) -> int:
    """Count somebody who came without being invited, by name or without; its number. Raises as `attend` does."""
    row = _open(meeting_id, actor, now)
    if not 1 <= count <= rules.MOST_PEOPLE:
        raise Refused(_("Say how many came, at most %(n)d. Nothing was changed.") % {"n": rules.MOST_PEOPLE})
    name = drafting.line(name, field="name")
    made = rows.WalkIn.objects.create(meeting=row, name=name, people=count, at=now)
    audit.record(action="meeting.walked_in", subject="meeting", subject_id=row.pk, detail={"count": count})
    return made.pk


@transaction.atomic
def walk_out(*, meeting_id: int, walk_in_id: int, actor: people.Actor, now: datetime) -> None:
    """Take back one that was counted by mistake. Raises MeetingMissing, NotYours, Refused."""
    row = _open(meeting_id, actor, now)
    gone, _each = rows.WalkIn.objects.filter(pk=walk_in_id, meeting=row).delete()
    if not gone:
        raise Refused(_("They are not on the list of this meeting. Nothing was changed."))
    audit.record(action="meeting.walked_out", subject="meeting", subject_id=row.pk)


def walk_ins(*, meeting_id: int) -> tuple[Came, ...]:
    """Who came without being invited, by name where they gave one; that they were read is logged."""
    found = rows.WalkIn.objects.filter(meeting_id=meeting_id).order_by("pk")
    read = tuple(Came(each.pk, each.name, each.people) for each in found)
    ids = [each.id for each in read]
    audit.read(action="meeting.walk_ins_read", subject="meeting", subject_id=meeting_id, rows=ids)
    return read


def _open(meeting_id: int, actor: people.Actor, now: datetime) -> rows.Meeting:
    row = work.mine(meeting_id, actor)
    if not rules.may_attend(state=row.state, begins=row.begins, now=now):
        raise Refused(_("Who came is written down from two hours before it begins. Nothing was changed."))
    return row
