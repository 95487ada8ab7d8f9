"""Speakers whose meeting is cancelled, moved out of their time, or does without them, are free again."""

from collections.abc import Iterable
from datetime import datetime

from kokong.kernel import audit

from . import models as rows
from . import telling


def release(row: rows.Meeting, offers: Iterable[rows.Offer], *, now: datetime) -> None:
    """Free speakers of a meeting, whose time is theirs again; each is told."""
    for each in offers:
        rows.Offer.objects.filter(pk=each.pk, meeting=row).update(meeting=None, booked=None)
        audit.record(action="meeting.freed", subject="meeting", subject_id=row.pk)
        telling.freed(each, now=now)
