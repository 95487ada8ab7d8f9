"""The door to meetings. Everything works in the municipality in scope."""

from .answering import answer
from .attending import attend, walk_in, walk_out
from .events import MeetingAnnounced, MeetingCancelled, MeetingHeld, MeetingMinuted
from .everybody import Event, calendar, event
from .following import follow_up
from .inviting import invite, leave_out
from .kinds import Because, MeetingKind, declare
from .reading import because_of, guests, material, meeting, meetings, meetings_of, seen
from .values import (
    Agreed,
    Answered,
    Counts,
    Draft,
    Guest,
    Material,
    Meeting,
    MeetingMissing,
    Refused,
    Who,
)
from .work import announce, cancel, change, hold, move, plan

__all__ = [
    "Agreed",
    "Answered",
    "Because",
    "Counts",
    "Draft",
    "Event",
    "Guest",
    "Material",
    "Meeting",
    "MeetingAnnounced",
    "MeetingCancelled",
    "MeetingHeld",
    "MeetingKind",
    "MeetingMinuted",
    "MeetingMissing",
    "Refused",
    "Who",
    "announce",
    "answer",
    "attend",
    "because_of",
    "calendar",
    "cancel",
    "change",
    "declare",
    "event",
    "follow_up",
    "guests",
    "hold",
    "invite",
    "leave_out",
    "material",
    "meeting",
    "meetings",
    "meetings_of",
    "move",
    "plan",
    "seen",
    "walk_in",
    "walk_out",
]
