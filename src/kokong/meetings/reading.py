"""Meetings read: by number, by what they are because of, and by when they are."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from django.db.models import Count, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from kokong.kernel import audit
from kokong.people import api as people

from . import kinds
from . import models as rows
from .kinds import Because
from .values import Counts, Guest, Material, Meeting, MeetingMissing


def meeting(*, meeting_id: int) -> Meeting:
    """One meeting, whoever asks: for flows and other rooms. Raises MeetingMissing."""
    return of(row_of(meeting_id))


def seen(*, meeting_id: int, actor: people.Actor) -> Meeting:
    """One meeting, for somebody who may read about it. Raises MeetingMissing, also for what is not theirs."""
    found = meeting(meeting_id=meeting_id)
    if not found.kind.may_see(actor, found.because):
        raise missing()
    return found


def because_of(*, meeting_id: int) -> Because | None:
    """What a meeting is held because of; None for nothing, or for no meeting."""
    row = rows.Meeting.objects.filter(pk=meeting_id).first()
    return _because(row) if row else None


def meetings_of(
    because: Because, *, kind: str = "", states: Collection[str] = (), since: datetime | None = None
) -> tuple[Meeting, ...]:
    """The meetings held because of one record, the latest first; of one kind, in some states, since a moment."""
    found = rows.Meeting.objects.filter(subject=because[0], subject_id=because[1])
    found = found.filter(kind=kind) if kind else found
    found = found.filter(state__in=states) if states else found
    found = found.filter(begins__gte=since) if since else found
    return values(found.order_by("-begins", "-pk"))


def meetings(
    *,
    kind: str = "",
    states: Collection[str] = (),
    since: datetime | None = None,
    until: datetime | None = None,
    ids: Collection[int] | None = None,
) -> tuple[Meeting, ...]:
    """Meetings in some states that begin within a time, the earliest first. For rooms that know what they ask."""
    found = rows.Meeting.objects.all()
    found = found.filter(kind=kind) if kind else found
    found = found.filter(state__in=states) if states else found
    found = found.filter(begins__gte=since) if since else found
    found = found.filter(begins__lt=until) if until else found
    found = found.filter(pk__in=ids) if ids is not None else found
    return values(found.order_by("begins", "pk"))


def theirs(actor: people.Actor) -> Q:
    """Which meetings somebody sees, as a condition: kinds of their roles, and records that are their own."""
    found = Q(kind__in=[kind.code for kind in kinds.seen_by(actor)])
    for on in actor.on:
        own = [kind.code for kind in kinds.everyone() if kind.may_see(actor, (on.kind, on.id))]
        found |= Q(kind__in=own, subject=on.kind, subject_id=on.id)
    return found


def guests(*, meeting_id: int) -> tuple[Guest, ...]:
    """Who is invited, by name; that they were read is logged."""
    found = rows.Invitation.objects.filter(meeting_id=meeting_id).order_by("name", "pk")
    read = tuple(_guest(row) for row in _named(found))
    audit.read(action="meeting.guests_read", subject="meeting", subject_id=meeting_id, rows=[g.id for g in read])
    return read


def material(*, meeting_id: int) -> tuple[Material, ...]:
    """What there is to read, in the order in which it was added."""
    found = rows.Material.objects.filter(meeting_id=meeting_id).order_by("pk")
    return tuple(Material(row.pk, row.title, row.url) for row in found)


def row_of(meeting_id: int, *, lock: bool = False) -> rows.Meeting:
    """A meeting's row, of a kind that this edition has. Raises MeetingMissing."""
    known = [kind.code for kind in kinds.everyone()]
    found = rows.Meeting.objects.select_for_update(no_key=True) if lock else rows.Meeting.objects
    row = found.filter(pk=meeting_id, kind__in=known).first()
    if row is None:
        raise missing()
    return row


def missing() -> MeetingMissing:
    """What is said of a meeting that isn't there for somebody."""
    return MeetingMissing(_("There is no such meeting."))


def of(row: rows.Meeting) -> Meeting:
    """A row as a value."""
    return values(rows.Meeting.objects.filter(pk=row.pk))[0]


def values(found: "QuerySet[rows.Meeting]") -> tuple[Meeting, ...]:
    """Rows as values, in their order; those of kinds that this edition doesn't have are left out."""
    read = [row for row in found if kinds.find(row.kind) is not None]
    counted = counts([row.pk for row in read])
    return tuple(_value(row, counted.get(row.pk, Counts())) for row in read)


def counts(meeting_ids: Collection[int]) -> dict[int, Counts]:
    """What is counted of each of some meetings."""
    found: dict[int, Counts] = {}
    invited = rows.Invitation.objects.filter(meeting_id__in=meeting_ids).order_by().values_list("meeting_id")
    walked = rows.WalkIn.objects.filter(meeting_id__in=meeting_ids).order_by().values_list("meeting_id")
    for number, *counted, came in invited.annotate(**{f"n_{name}": each for name, each in _COUNTED.items()}):
        found[number] = Counts(**dict(zip(_COUNTED, (each or 0 for each in counted), strict=False)), came=came)
    for number, came in walked.annotate(n=Sum("people")):
        before = found.get(number, Counts())
        found[number] = replace(before, came=(before.came or 0) + came)
    return found


_COUNTED: Final[dict[str, Any]] = {
    "invited": Count("pk"),
    "yes": Count("pk", filter=Q(answer="yes")),
    "maybe": Count("pk", filter=Q(answer="maybe")),
    "no": Count("pk", filter=Q(answer="no")),
    "people": Sum("people", filter=Q(seat="in")),
    "waiting": Sum("people", filter=Q(seat="waiting")),
    "came": Sum("came"),
}


def _named(found: "Iterable[rows.Invitation]") -> list[rows.Invitation]:
    """With the names of colleagues, who are known by their account."""
    read = list(found)
    names = people.names(user_ids=frozenset(row.user_id for row in read if row.user_id))
    for row in read:
        row.name = row.name or names.get(row.user_id or 0, "")
    return read


def _because(row: rows.Meeting) -> Because | None:
    return (row.subject, row.subject_id) if row.subject_id is not None else None


def _value(row: rows.Meeting, counted: Counts) -> Meeting:
    return Meeting(
        id=row.pk, kind=kinds.kind(row.kind), because=_because(row), uid=row.uid, sequence=row.sequence,
        title=row.title, begins=row.begins, zone=row.zone, lasts=row.lasts, place=row.place, point=row.point,
        places=row.places, host=row.host, audience=row.audience, description=row.description, state=row.state,
        said=row.said, changed=row.changed, made_by=row.made_by, follows=row.follows_id,
        known=row.announced is not None, counts=counted,
    )  # fmt: skip


def _guest(row: rows.Invitation) -> Guest:
    return Guest(
        id=row.pk, user_id=row.user_id, name=row.name, email=row.email, told=row.told, answer=row.answer,
        people=row.people, seat=row.seat, came=row.came,
    )  # fmt: skip
