"""Meetings of the rhythm: planned in one step, begun with their agenda, and minuted."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kokong.meetings import api as meetings
from kokong.people import api as people

from ..rules import DESK
from . import agenda, rules
from .kinds import KINDS
from .values import Line, Point

WEEK: Final = timedelta(days=7)


@transaction.atomic
def plan_next(*, kind: str, actor: people.Actor, now: datetime) -> int:
    """Plan the next meeting of a kind, and invite everybody at the desk; its number.

    Where one is planned already, that one's. Raises meetings.Refused, NotYours.
    """
    ahead = coming(kind=kind, now=now)
    if ahead is not None:
        return ahead.id
    before = last(kind=kind)
    local = before.local.replace(tzinfo=None, fold=0) if before else None
    begins = rules.next_time(local, kind=kind, now=timezone.localtime(now).replace(tzinfo=None))
    sort = next(each for each in KINDS if each.code == kind)
    draft = meetings.Draft(
        str(sort.name), begins, sort.lasts, before.place if before else "", audience=str(sort.audience), fold=0
    )
    number = meetings.plan(kind=kind, draft=draft, actor=actor, now=now)
    guests = [meetings.Who(user_id=each.user_id) for each in people.people(roles=DESK)]
    meetings.invite(meeting_id=number, guests=guests, actor=actor, now=now)
    meetings.announce(meeting_id=number, actor=actor, now=now)
    return number


@transaction.atomic
def begin(*, meeting_id: int, actor: people.Actor, now: datetime) -> None:
    """Begin a meeting: its agenda stays as it is now. Raises MeetingMissing, MoveRefused, Refused, NotYours."""
    found = meetings.seen(meeting_id=meeting_id, actor=actor)
    asked = asked_for(found, actor=actor, now=now)
    meetings.hold(meeting_id=meeting_id, actor=actor, now=now)
    agenda.keep(meeting_id=meeting_id, asked=asked)


@transaction.atomic
def settle(*, meeting_id: int, body: str, based_on: int, actor: people.Actor, now: datetime) -> int:
    """Write the minutes and send them; who took something on finds it among their tasks. To how many it went."""
    known = meetings.minutes(meeting_id=meeting_id)
    if known is None or known.body != body.strip() or known.version != based_on:
        meetings.write_minutes(meeting_id=meeting_id, body=body, based_on=based_on, actor=actor, now=now)
    return meetings.send_minutes(meeting_id=meeting_id, actor=actor, now=now)


def points(found: meetings.Meeting, *, actor: people.Actor, now: datetime) -> tuple[Point, ...]:
    """A meeting's agenda: as it was kept, or as it would be now."""
    stays = agenda.kept(meeting_id=found.id)
    return agenda.points(asked_for(found, actor=actor, now=now)) if stays is None else stays


def asked_for(found: meetings.Meeting, *, actor: people.Actor, now: datetime) -> agenda.Meant:
    """What the agenda of a meeting is asked with."""
    before = last(kind=found.kind.code, until=found.begins)
    since = before.begins if before else found.begins - WEEK
    return agenda.Meant(actor, since, now, before.id if before else None)


def draft_minutes(found: tuple[Point, ...]) -> str:
    """Minutes to begin with: each point that has something, and what it had."""
    parts = [_part(each.title, list(each.lines)) for each in found if each.lines]
    quiet = [each.title for each in found if not each.lines]
    if quiet:
        parts.append(_("Nothing new: %(points)s.") % {"points": ", ".join(quiet)})
    return "\n\n".join(parts)


def coming(*, kind: str, now: datetime) -> meetings.Meeting | None:
    """The next one that is announced, also one that has begun and isn't held yet; None where none is."""
    found = meetings.meetings(kind=kind, states=("draft", "announced", "moved"), since=now - WEEK)
    return found[0] if found else None


def last(*, kind: str, until: datetime | None = None) -> meetings.Meeting | None:
    """The latest one that was held; None for none."""
    found = meetings.meetings(kind=kind, states=("held", "minuted"), until=until)
    return found[-1] if found else None


def _part(title: str, lines: list[Line]) -> str:
    return "\n".join([f"## {title}", "", *(f"- {each.text}" for each in lines)])
