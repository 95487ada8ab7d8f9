"""Somebody's own meetings, for their calendar to fetch: at a secret address that they may exchange for another."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from kokong.kernel import audit, installation, tenancy
from kokong.people import api as people

from . import calendar, links, reading
from . import models as rows
from .values import Meeting

BACK: Final = timedelta(days=365)


def address(*, user_id: int) -> str:
    """Where somebody's calendar fetches their meetings; empty where they have asked for none, or ended it."""
    row = rows.Feed.objects.filter(user_id=user_id).first()
    return installation.current().url + reverse("meetings:feed", args=[links.secret_of(row)]) if row else ""


@transaction.atomic
def renew(*, user_id: int, now: datetime) -> None:
    """Make the address, or another one in its place: whoever had the old one sees nothing more."""
    end(user_id=user_id)
    rows.Feed.objects.create(user_id=user_id, made=now)
    audit.record(action="meeting.feed_made", subject="user", subject_id=user_id)


def end(*, user_id: int) -> bool:
    """End the address; False where there was none."""
    gone, _each = rows.Feed.objects.filter(user_id=user_id).delete()
    if gone:
        audit.record(action="meeting.feed_ended", subject="user", subject_id=user_id)
    return bool(gone)


def open_feed(*, secret: str, now: datetime) -> str | None:
    """What an address gives: its reader's meetings of a year back and all that come; None for one that holds no
    more, or whose reader works here no longer.
    """
    municipality_id, number, proof = links.parts(secret)
    with tenancy.scope(municipality_id=municipality_id or None):
        row = rows.Feed.objects.filter(pk=number).first()
        if row is None or not links.holds(proof, row) or people.member(user_id=row.user_id, now=now) is None:
            return None
        return calendar.published(_theirs(row.user_id, now), name=_("Meetings"), now=now)


def _theirs(user_id: int, now: datetime) -> tuple[Meeting, ...]:
    """What they are invited to, hold, or speak at, once it is announced."""
    mine = Q(made_by=user_id) | Q(speakers__user_id=user_id)
    mine |= Q(invitations__user_id=user_id) & ~Q(invitations__told=None)
    numbers = rows.Meeting.objects.filter(mine).values("pk")
    found = rows.Meeting.objects.filter(pk__in=numbers, announced__isnull=False, begins__gte=now - BACK)
    return reading.values(found.order_by("begins", "pk"))
