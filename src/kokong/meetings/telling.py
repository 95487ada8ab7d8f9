"""Those who are invited are told: of the meeting, of a change, of a place, and the day before. Each once.

A message is about an invitation; its turn says which wording of the meeting it tells of.
"""

from datetime import UTC, datetime

from django.db.models import Q, QuerySet

from kokong.sending import api as sending

from . import models as rows

INVITED, MOVED, CANCELLED = "meeting.invited", "meeting.moved", "meeting.cancelled"
SEATED, REMINDER, MINUTES = "meeting.seated", "meeting.reminder", "meeting.minutes"
BOOKED, FREED = "meeting.booked", "meeting.freed"
SUBJECT = "meeting_invitation"


def invite(row: rows.Meeting, *, now: datetime) -> int:
    """Write to everybody who has not been written to; to how many. Those without an address get paper."""
    fresh = rows.Invitation.objects.filter(meeting=row, told=None).order_by("pk")
    for each in fresh:
        tell(INVITED, each, now=now)
    return rows.Invitation.objects.filter(pk__in=[each.pk for each in fresh]).update(told=now)


def moved(row: rows.Meeting, *, now: datetime) -> None:
    """Everybody who was told and has not said no."""
    for each in _concerned(row):
        tell(MOVED, each, turn=turn(now), now=now)


def cancelled(row: rows.Meeting, *, now: datetime) -> None:
    """Likewise."""
    for each in _concerned(row):
        tell(CANCELLED, each, now=now)


def seated(invited: rows.Invitation, *, now: datetime) -> None:
    """Somebody who waited has a place."""
    tell(SEATED, invited, turn=turn(now), now=now)


def remind(row: rows.Meeting, *, now: datetime) -> None:
    """Everybody who comes, or may."""
    for each in _concerned(row).filter(answer__in=("yes", "maybe")):
        tell(REMINDER, each, turn=turn(row.begins), now=now)


def minuted(row: rows.Meeting, *, version: int, now: datetime) -> int:
    """Everybody who was written to, or came; to how many."""
    found = rows.Invitation.objects.filter(Q(told__isnull=False) | Q(came__gt=0), meeting=row).order_by("pk")
    for each in found:
        tell(MINUTES, each, turn=str(version), now=now)
    return len(found)


def booked(offer: rows.Offer, *, now: datetime) -> None:
    """A speaker, that they are expected."""
    _speaker(BOOKED, offer, turn(now), now)


def freed(offer: rows.Offer, *, now: datetime) -> None:
    """A speaker, that they are not."""
    _speaker(FREED, offer, turn(now), now)


def _speaker(kind: str, offer: rows.Offer, said: str, now: datetime) -> None:
    if offer.user_id is not None:
        to, context = sending.To(user_id=offer.user_id), {"meeting": offer.meeting_id}
        sending.send(kind=kind, to=to, because=("meeting_offer", offer.pk), turn=said, context=context, now=now)


def turn(at: datetime) -> str:
    """By which moment messages of one kind about one invitation are told apart."""
    return at.astimezone(UTC).isoformat()


def tell(kind: str, invited: rows.Invitation, *, turn: str = "", now: datetime) -> None:
    """One message to one of those who are invited, where there is a way to them."""
    if invited.user_id is None and not invited.email:
        return
    to = sending.To(user_id=invited.user_id, email=invited.email, known_as=f"{SUBJECT} {invited.pk}")
    sending.send(kind=kind, to=to, because=(SUBJECT, invited.pk), turn=turn, now=now)


def _concerned(row: rows.Meeting) -> "QuerySet[rows.Invitation]":
    return rows.Invitation.objects.filter(meeting=row, told__isnull=False).exclude(answer="no").order_by("pk")
