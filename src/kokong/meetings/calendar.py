"""Meetings as iCalendar (RFC 5545): what goes with a letter (RFC 5546), what a calendar fetches, a file to keep.

The UID of an event never changes; its SEQUENCE does with its time, and when it is cancelled. A letter has one
ATTENDEE, its reader, who answers by the link in it: nobody would read an answer by mail, so none is asked for.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parseaddr
from typing import Final, Literal

from django.utils.translation import gettext as _

from kokong.kernel import audit, installation, times

from . import ical
from .values import Meeting
from .vtimezone import LITERAL, STOCKHOLM

Method = Literal["REQUEST", "CANCEL", "PUBLISH"]
PRODUCT: Final = "-//Kokong//Meetings//EN"
REFRESH: Final = "PT4H"
_SAID: Final = {"yes": "ACCEPTED", "no": "DECLINED", "maybe": "TENTATIVE", "": "NEEDS-ACTION"}


@audit.personal
@dataclass(frozen=True)
class Attendee:
    """Whose calendar it is for: their address and name, and what they have answered."""

    email: str
    name: str = ""
    answer: str = ""


def letter(
    meeting: Meeting, *, method: Method, attendee: Attendee, organiser: str, link: str, now: datetime
) -> str:
    """What goes with an e-mail: one event, for one reader. `organiser` is who invites, by name."""
    sender = parseaddr(installation.current().sender)[1]
    people = [ical.line("ORGANIZER", f"mailto:{sender}", {"CN": organiser}), _attendee(attendee)]
    return _calendar([(meeting, [*_event(meeting, now=now, link=link), *people])], method=method)


def published(
    meetings: Iterable[Meeting], *, name: str = "", now: datetime, links: Mapping[int, str] | None = None
) -> str:
    """What anybody may keep, and a calendar fetches again and again.

    Cancelled meetings stay in it, so that they are crossed out where they were put down.
    """
    known = links or {}
    events = [(each, _event(each, now=now, link=known.get(each.id, ""))) for each in meetings]
    named = [ical.text("X-WR-CALNAME", name), ical.text("NAME", name)] if name else []
    again = [
        ical.line("REFRESH-INTERVAL", REFRESH, {"VALUE": "DURATION"}), ical.line("X-PUBLISHED-TTL", REFRESH),
    ]  # fmt: skip
    return _calendar(events, method="PUBLISH", more=[*named, *again])


def _calendar(events: Iterable[tuple[Meeting, list[str]]], *, method: Method, more: Iterable[str] = ()) -> str:
    made = list(events)
    head = {"PRODID": PRODUCT, "VERSION": "2.0", "CALSCALE": "GREGORIAN", "METHOD": method}
    zone = [LITERAL] if any(_has_clock(meeting) for meeting, _lines in made) else []
    blocks = [ical.block("VEVENT", lines) for _meeting, lines in made]
    return ical.block("VCALENDAR", [*(ical.line(*each) for each in head.items()), *more, *zone, *blocks])


def _event(meeting: Meeting, *, now: datetime, link: str) -> list[str]:
    begins, ends = _clock(meeting)
    words = {"SUMMARY": meeting.title, "LOCATION": meeting.place, "DESCRIPTION": _words(meeting, link)}
    return [
        ical.line("UID", str(meeting.uid)),
        ical.time("DTSTAMP", now.astimezone(UTC)),
        ical.time("LAST-MODIFIED", meeting.changed.astimezone(UTC)),
        ical.line("SEQUENCE", str(meeting.sequence)),
        ical.time("DTSTART", begins),
        ical.time("DTEND", ends),
        ical.line("STATUS", "CANCELLED" if meeting.state == "cancelled" else "CONFIRMED"),
        *(ical.text(name, said) for name, said in words.items() if said),
        *([ical.line("URL", link)] if link else []),
    ]


def _has_clock(meeting: Meeting) -> bool:
    """Whether its times are said by the clock there."""
    begins, ends = (times.on_the_wall(at, meeting.zone) for at in (meeting.begins, meeting.ends))
    return meeting.zone == STOCKHOLM and not begins.fold and not ends.fold


def _clock(meeting: Meeting) -> tuple[datetime, datetime]:
    """From when to when, by the clock there; in universal time where it shows the second of two equal times, since
    its name can't say which is meant, and for a clock whose rules we don't bring along.
    """
    if not _has_clock(meeting):
        return meeting.begins.astimezone(UTC), meeting.ends.astimezone(UTC)
    return times.on_the_wall(meeting.begins, meeting.zone), times.on_the_wall(meeting.ends, meeting.zone)


def _words(meeting: Meeting, link: str) -> str:
    how = _("Answer here whether you come: %(link)s") % {"link": link} if link else ""
    return "\n\n".join(part for part in (meeting.said, meeting.description, how) if part)


def _attendee(attendee: Attendee) -> str:
    named = {"CN": attendee.name} if attendee.name else {}
    said = {"CUTYPE": "INDIVIDUAL", "ROLE": "REQ-PARTICIPANT", "PARTSTAT": _SAID[attendee.answer], "RSVP": "FALSE"}
    return ical.line("ATTENDEE", f"mailto:{attendee.email}", named | said)
