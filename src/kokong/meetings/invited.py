"""The meetings to which somebody is invited who has proven their address: what the letter's link opens."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from . import links, reading, rules
from . import models as rows
from .values import Meeting


@dataclass(frozen=True)
class Invited:
    """A meeting, what they answered ("" for nothing), and the page on which they answer, or read the minutes."""

    meeting: Meeting
    answer: str
    url: str


def invited(*, email: str, kind: str, since: datetime) -> tuple[Invited, ...]:
    """Meetings of a kind that people know of and begin since a moment, the earliest first.

    Whoever calls it has seen to it that the address is the reader's own: the page answers for whoever has it.
    """
    if not email.strip():
        return ()
    told = rows.Invitation.objects.filter(email__iexact=email.strip()).exclude(told=None)
    mine = {row.meeting_id: row for row in told.order_by("pk")}
    found = reading.meetings(kind=kind, states=(*rules.COMING, *rules.OVER), since=since, ids=mine)
    return tuple(
        Invited(each, mine[each.id].answer, reverse("meetings:answer", args=[links.secret_of(mine[each.id])]))
        for each in found
    )
