"""What everybody may know of a meeting: for public pages of rooms that hold some."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.safestring import SafeString

from kokong.kernel.fields import Point

from . import calendar as made
from . import messages, reading, rules
from .values import Meeting, MeetingMissing


@dataclass(frozen=True)
class Event:
    """A meeting without anybody in it. `when` is its day and time by the clock there; `point` is in metres."""

    id: int
    kind: str
    title: str
    begins: datetime
    ends: datetime
    when: str
    place: str
    point: Point | None
    audience: str
    html: SafeString
    state: str
    said: str
    full: bool


def event(meeting_id: int) -> Event | None:
    """One that is announced, moved, held or cancelled since; None for a draft, and for none."""
    try:
        found = reading.meeting(meeting_id=meeting_id)
    except MeetingMissing:
        return None
    return _event(found) if _is_known(found) else None


def calendar(meeting_ids: Collection[int], *, name: str = "", links: Mapping[int, str] | None = None,
             now: datetime) -> str:  # fmt: skip
    """These meetings as an iCalendar text, for a feed; drafts are left out, cancelled ones are not.

    `links` are the public pages of some of them.
    """
    found = [each for each in reading.meetings(ids=meeting_ids) if _is_known(each)]
    return made.published(found, name=name, now=now, links=dict(links or {}))


def _is_known(meeting: Meeting) -> bool:
    return meeting.state in {*rules.COMING, *rules.OVER} or (meeting.state == "cancelled" and meeting.known)


def _event(meeting: Meeting) -> Event:
    return Event(
        id=meeting.id, kind=meeting.kind.code, title=meeting.title, begins=meeting.begins, ends=meeting.ends,
        when=messages.when(meeting), place=meeting.place, point=meeting.point, audience=meeting.audience,
        html=meeting.html, state=meeting.state, said=meeting.said, full=meeting.free == 0,
    )  # fmt: skip
