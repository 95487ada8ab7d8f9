"""The door to meetings. Everything works in the municipality in scope."""

from . import ical
from .answering import answer
from .attending import attend, walk_in, walk_out
from .events import MeetingCancelled, MeetingMinuted
from .everybody import Event, calendar, event
from .following import follow_up
from .invited import Invited, invited
from .inviting import ask_for, invite, leave_out
from .kinds import Because, MeetingKind, declare
from .minutes import Minutes, agree, agreed, minutes
from .minutes import drop as drop_agreed
from .minutes import send as send_minutes
from .minutes import write as write_minutes
from .reading import because_of, guests, material, meeting, meetings, meetings_of, seen
from .speaking import Offer, book
from .speaking import of_meeting as speakers
from .speaking import to_come as offers
from .today import day
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
    "Invited",
    "Material",
    "Meeting",
    "MeetingCancelled",
    "MeetingKind",
    "MeetingMinuted",
    "MeetingMissing",
    "Minutes",
    "Offer",
    "Refused",
    "Who",
    "agree",
    "agreed",
    "announce",
    "answer",
    "ask_for",
    "attend",
    "because_of",
    "book",
    "calendar",
    "cancel",
    "change",
    "day",
    "declare",
    "drop_agreed",
    "event",
    "follow_up",
    "guests",
    "hold",
    "ical",
    "invite",
    "invited",
    "leave_out",
    "material",
    "meeting",
    "meetings",
    "meetings_of",
    "minutes",
    "move",
    "offers",
    "plan",
    "seen",
    "send_minutes",
    "speakers",
    "walk_in",
    "walk_out",
    "write_minutes",
]
