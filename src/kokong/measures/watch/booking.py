"""The start meeting, with a speaker who offers a time; and what meetings change in a group's life."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kokong.kernel.events import subscribe
from kokong.kernel.moves import history
from kokong.meetings import api as meetings
from kokong.people import api as people

from . import gathering, groups, purposes, roster, rules
from . import models as rows
from .values import Refused

LASTS: Final = 90
MAY_PLAN: Final = frozenset({"interest", "meeting"})


@dataclass(frozen=True)
class Start:
    """The start meeting as it is booked: one of the times that speakers offer, where, and what its speaker is."""

    offer_id: int
    speaker: str
    place: str


def coming(*, group_id: int, now: datetime) -> meetings.Meeting | None:
    """The start meeting that is to come; None where none is booked."""
    found = meetings.meetings_of(
        ("watch_group", group_id), kind=gathering.START, states=("draft", *gathering.COMING), since=now
    )
    return found[-1] if found else None


@transaction.atomic
def book(*, group_id: int, start: Start, actor: people.Actor, now: datetime) -> int:
    """Book a start meeting at a time that a speaker offers, invite who has joined, and announce it; its number.

    Of two who press at once one gets the time. Raises GroupMissing, NotYours, and Refused for a group that has
    been trained, one whose meeting is booked already, a time that is gone, and without a place.
    """
    row = roster.open_group(group_id)
    offer = next((each for each in meetings.offers(now=now) if each.id == start.offer_id), None)
    _may_book(row, start, offer, now)
    assert offer is not None
    lasts = min(LASTS, int((offer.ends - offer.begins).total_seconds() // 60))
    draft = meetings.Draft(
        _("Start meeting: %(group)s") % {"group": row.name}, offer.begins, lasts=lasts, place=start.place,
        description=_("How neighbourhood watch works, and what each of us can do. Everybody here is welcome."),
    )  # fmt: skip
    about = ("watch_group", group_id)
    number = meetings.plan(kind=gathering.START, draft=draft, because=about, actor=actor, now=now)
    meetings.book(meeting_id=number, offer_id=offer.id, actor=actor, now=now)
    meetings.invite(meeting_id=number, guests=_members(group_id), actor=actor, now=now)
    meetings.announce(meeting_id=number, actor=actor, now=now)
    rows.Group.objects.filter(pk=group_id).update(speaker=start.speaker)
    if row.state == "interest":
        groups.act(group_id=group_id, action="plan_start", at=now, now=now)
    return number


def _may_book(row: rows.Group, start: Start, offer: meetings.Offer | None, now: datetime) -> None:
    if row.state not in MAY_PLAN:
        raise Refused(_("The group has been trained already. Nothing was changed."))
    if coming(group_id=row.pk, now=now):
        raise Refused(_("Its start meeting is booked already. Nothing was changed."))
    if offer is None:
        raise Refused(_("That time is gone. Choose another one. Nothing was changed."), field="offer")
    if start.speaker not in rules.SPEAKERS:
        raise Refused(_("Say who speaks at the start meeting. Nothing was changed."), field="speaker")
    if not start.place.strip():
        raise Refused(_("Say where you meet. Nothing was changed."), field="place")


def _members(group_id: int) -> list[meetings.Who]:
    """Who has joined: by e-mail whoever has agreed to that, the others by a letter on paper."""
    there = rows.Member.objects.filter(group_id=group_id, left=None, joined__isnull=False).order_by("pk")
    return [meetings.Who(name=row.name, email=row.email if _agrees(row) else "") for row in there]


def _agrees(row: rows.Member) -> bool:
    return row.proven is not None and purposes.held(member_id=row.pk)["email"]


@subscribe(meetings.MeetingMinuted)
def follow(event: meetings.MeetingMinuted) -> None:
    """Minutes of a start meeting say that the group is trained; those of its neighbours, when they met."""
    if event.subject != "watch_group" or event.subject_id is None:
        return
    now = timezone.now()
    row = rows.Group.objects.select_for_update(no_key=True).filter(pk=event.subject_id).first()
    if row is None:
        return
    if event.kind == gathering.NEIGHBOURS:
        groups.met(group_id=row.pk, on=timezone.localdate(event.begins), now=now)
    if event.kind == gathering.START and row.speaker and row.state == "meeting":
        noted = [each.at for each in history(subject="watch_group", subject_id=row.pk)]
        at = max([event.begins, *noted])
        groups.act(group_id=row.pk, action="train", at=at, now=now, speaker=row.speaker)


@subscribe(meetings.MeetingCancelled)
def take_up_again(event: meetings.MeetingCancelled) -> None:
    """Without its start meeting a group waits for another one; those who were invited have been told."""
    if (event.kind, event.subject) != (gathering.START, "watch_group") or event.subject_id is None:
        return
    now = timezone.now()
    row = rows.Group.objects.select_for_update(no_key=True).filter(pk=event.subject_id).first()
    if row is None or row.state != "meeting" or _is_meant(row.pk, now):
        return
    groups.act(group_id=row.pk, action="put_off", at=now, now=now)


def _is_meant(group_id: int, now: datetime) -> bool:
    """Whether another start meeting is to come, or was held and waits for its minutes."""
    held = meetings.meetings_of(("watch_group", group_id), kind=gathering.START, states=("held",))
    return bool(held) or coming(group_id=group_id, now=now) is not None


def listen() -> None:
    """Subscribing happens when this module is loaded."""
