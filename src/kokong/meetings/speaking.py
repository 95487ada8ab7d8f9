"""Speakers offer times at which they can come, and whoever holds a meeting books one. Each is booked once."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kokong.kernel import audit, times
from kokong.people import api as people

from . import drafting, freeing, rules, telling, work
from . import models as rows
from .values import Meeting, MeetingMissing, Refused


@dataclass(frozen=True)
class Offer:
    """A time at which `name` can come and speak about `topic`; `meeting_id` has booked it."""

    id: int
    user_id: int | None
    name: str
    topic: str
    begins: datetime
    ends: datetime
    zone: str
    meeting_id: int | None

    @property
    def local(self) -> datetime:
        """From when, by the clock there."""
        return times.on_the_wall(self.begins, self.zone)

    @property
    def local_end(self) -> datetime:
        """Until when."""
        return times.on_the_wall(self.ends, self.zone)


@transaction.atomic
def offer(
    *, topic: str, begins: datetime, lasts: int, fold: int | None = None, actor: people.Actor, now: datetime
) -> int:
    """Offer a time, by the clock on the wall; its number. Raises Refused for one that is over, or is offered."""
    at, said = drafting.begins(begins, fold=fold), drafting.line(topic, field="title")
    ends = at + timedelta(minutes=lasts)
    if not said or not rules.SHORTEST_MIN <= lasts <= rules.LONGEST_MIN:
        raise Refused(_("Say what about, and for how long you can come. Nothing was kept."), field="topic")
    if at <= now:
        raise Refused(_("That time is over. Nothing was changed."), field="day")
    if rows.Offer.objects.filter(user_id=actor.user_id, begins__lt=ends, ends__gt=at).exists():
        raise Refused(_("You have offered that time already. Nothing was changed."), field="day")
    made = rows.Offer.objects.create(
        user_id=actor.user_id, topic=said, begins=at, ends=ends, zone=drafting.zone(), made=now
    )
    audit.record(action="meeting.offered", subject="meeting_offer", subject_id=made.pk)
    return made.pk


@transaction.atomic
def withdraw(*, offer_id: int, actor: people.Actor) -> None:
    """Take back a time of one's own that nobody has booked. Raises MeetingMissing for none, and Refused."""
    if not rows.Offer.objects.filter(pk=offer_id).exists():
        raise MeetingMissing(_("There is no such time."))
    gone, _each = rows.Offer.objects.filter(pk=offer_id, user_id=actor.user_id, meeting=None).delete()
    if not gone:
        raise Refused(_("It has been booked, or is not yours. Nothing was changed."))
    audit.record(action="meeting.offer_withdrawn", subject="meeting_offer", subject_id=offer_id)


@transaction.atomic
def book(*, meeting_id: int, offer_id: int, actor: people.Actor, now: datetime) -> None:
    """Book a speaker for a meeting that begins within the time they offer, and tell them.

    Of two who press at once one gets it. Raises MeetingMissing, NotYours; Refused where it is gone or doesn't fit.
    """
    row = work.mine(meeting_id, actor)
    fits = rows.Offer.objects.filter(pk=offer_id, begins__lte=row.begins, ends__gt=row.begins)
    if row.state not in {"draft", *rules.COMING} or not fits.filter(meeting=None).update(meeting=row, booked=now):
        raise Refused(_("Somebody else has just booked it, or it does not fit any more. Nothing was changed."))
    audit.record(action="meeting.booked", subject="meeting", subject_id=row.pk)
    telling.booked(rows.Offer.objects.get(pk=offer_id), now=now)


@transaction.atomic
def free(*, meeting_id: int, offer_id: int, actor: people.Actor, now: datetime) -> None:
    """Do without a speaker after all, and tell them. Raises MeetingMissing, NotYours, Refused."""
    row = work.mine(meeting_id, actor)
    found = rows.Offer.objects.filter(pk=offer_id, meeting=row).first()
    if found is None:
        raise Refused(_("That is not there any more. Nothing was changed."))
    freeing.release(row, [found], now=now)


def of_meeting(*, meeting_id: int) -> tuple[Offer, ...]:
    """Who speaks at a meeting."""
    return _values(rows.Offer.objects.filter(meeting_id=meeting_id))


def that_fit(*, meeting: Meeting) -> tuple[Offer, ...]:
    """Free times within which a meeting begins."""
    found = rows.Offer.objects.filter(meeting=None, begins__lte=meeting.begins, ends__gt=meeting.begins)
    return _values(found)


def to_come(*, now: datetime, user_id: int | None = None) -> tuple[Offer, ...]:
    """Times that are to come, the earliest first; one person's own where named, else those that are free."""
    found = rows.Offer.objects.filter(ends__gt=now)
    return _values(found.filter(user_id=user_id) if user_id is not None else found.filter(meeting=None))


def _values(found: "QuerySet[rows.Offer]") -> tuple[Offer, ...]:
    read = list(found.order_by("begins", "pk"))
    names = people.names(user_ids=frozenset(each.user_id for each in read if each.user_id))
    return tuple(
        Offer(each.pk, each.user_id, names.get(each.user_id or 0, ""), each.topic, each.begins, each.ends,
              each.zone, each.meeting_id)
        for each in read
    )  # fmt: skip
