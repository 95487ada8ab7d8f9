"""The door to sending. Everything works in the municipality in scope."""

from .channels.values import Calendar
from .doctor import look
from .kinds import Due, Kind, Said, declare
from .mending import bounced, leave, send_again
from .posting import send
from .reading import count_undelivered, notices, told, undelivered
from .today import day
from .values import Message, MessageMissing, Notice, Refused, To

__all__ = [
    "Calendar",
    "Due",
    "Kind",
    "Message",
    "MessageMissing",
    "Notice",
    "Refused",
    "Said",
    "To",
    "bounced",
    "count_undelivered",
    "day",
    "declare",
    "leave",
    "look",
    "notices",
    "send",
    "send_again",
    "told",
    "undelivered",
]
