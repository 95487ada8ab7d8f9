"""Answers: by the link that each invitation has, or by somebody who is signed in. Only a POST says anything."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from kokong.kernel import audit, tenancy
from kokong.kernel.models import Municipality

from . import links, minutes, reading, rules, seats, words
from . import models as rows
from .minutes import Minutes
from .values import Answered, Material, Meeting, Refused


@dataclass(frozen=True)
class Opened:
    """An invitation as whoever has its link sees it: without their name, since a link may be passed on.

    `closed` says why no answer is taken; it is empty where one is.
    """

    municipality: str
    language: str
    meeting: Meeting
    answer: str
    people: int
    place: int
    closed: str
    material: tuple[Material, ...]
    minutes: Minutes | None


@transaction.atomic
def answer(*, invitation_id: int, answer: str, people: int = 1, now: datetime) -> Answered:
    """Take an answer, or another one instead; what it leads to. `people`: how many come, themselves among them.

    With no place left whoever says yes waits, in the order of their answers; whoever leaves lets the next move up.
    Raises MeetingMissing; Refused where it is over, cancelled, or no answer, and for more people than there is
    room for where somebody who is in brings them: then the earlier answer stands.
    """
    return _take(invitation_id, answer, people, now)


def _take(invitation_id: int, answer: str, people: int, now: datetime) -> Answered:
    known = rows.Invitation.objects.filter(pk=invitation_id).first()
    if known is None:
        raise reading.missing()
    row = reading.row_of(known.meeting_id, lock=True)
    invited = rows.Invitation.objects.get(pk=invitation_id)  # as it is now that nobody else changes it
    _may(row, answer, people, now)
    seat = rules.seat(answer=answer, people=people, taken=seats.taken(row, without=invited.pk), places=row.places)
    if invited.seat == "in" and seat == "waiting":
        raise Refused(_("There are not that many places left. What you answered before still stands."))
    since = invited.seated if invited.seat == seat else now if seat else None
    rows.Invitation.objects.filter(pk=invited.pk).update(
        answer=answer, people=people if answer == "yes" else 1, answered=now, seat=seat, seated=since
    )
    audit.record(action="meeting.answered", subject="meeting", subject_id=row.pk, detail={"answer": answer})
    seats.move_up(row, now=now)
    return Answered(seat, seats.place(row, invitation_id=invited.pk))


def open_link(*, secret: str, now: datetime) -> Opened | None:
    """What a link is an invitation to; None for one that is none, or is over. Changes nothing."""
    with _linked(secret) as invited:
        return _opened(invited, now) if invited is not None else None


def answer_link(*, secret: str, answer: str, people: int = 1, now: datetime) -> tuple[Opened, Answered] | None:
    """Take the answer of whoever has the link; None for one that is none. Raises Refused."""
    with _linked(secret) as invited:
        if invited is None:
            return None
        done = _take(invited.pk, answer, people, now)
        return _opened(rows.Invitation.objects.get(pk=invited.pk), now), done


@contextmanager
def _linked(secret: str) -> Iterator[rows.Invitation | None]:
    """The invitation that a link names, in its municipality's scope; None where the link proves nothing."""
    municipality_id, number, proof = links.parts(secret)
    with tenancy.scope(municipality_id=municipality_id or None):
        row = rows.Invitation.objects.select_related("municipality").filter(pk=number).first()
        yield row if row is not None and links.holds(proof, row) else None


def _opened(invited: rows.Invitation, now: datetime) -> Opened:
    row = reading.row_of(invited.meeting_id)
    home = Municipality.objects.get(pk=invited.municipality_id)
    return Opened(
        municipality=home.signed,
        language=home.language,
        meeting=reading.of(row),
        answer=invited.answer,
        people=invited.people,
        place=seats.place(row, invitation_id=invited.pk),
        material=reading.material(meeting_id=row.pk),
        minutes=_sent(row),
        closed=rules.may_answer(state=row.state, ends=row.ends, now=now),
    )


def _sent(row: rows.Meeting) -> Minutes | None:
    """The minutes, once people were sent them."""
    found = minutes.minutes(meeting_id=row.pk)
    return found if found is not None and found.sent else None


def _may(row: rows.Meeting, answer: str, people: int, now: datetime) -> None:
    closed = rules.may_answer(state=row.state, ends=row.ends, now=now)
    if closed:
        raise Refused(str(words.TOO_LATE[closed]))
    if answer not in rules.ANSWERS:
        raise Refused(_("Answer yes, no or maybe. Nothing was changed."))
    if not 1 <= people <= rules.MOST_PEOPLE:
        raise Refused(_("Say how many come, at most %(n)d. Nothing was changed.") % {"n": rules.MOST_PEOPLE})
