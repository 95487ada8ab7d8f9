"""The door to sending. Everything works in the municipality in scope."""

from .addresses import is_phone
from .answers import Answer
from .channels.values import Calendar
from .choices import switched_on
from .digests.collecting import later
from .digests.writing import digest
from .doctor import look
from .kinds import Due, Kind, Said, declare
from .mailings.reading import mailing, mailings
from .mailings.starting import start_mailing
from .mailings.steering import pause, resume, send_failed_again, stop
from .mending import answered, bounced, leave, send_again
from .posting import send
from .purposes import Purpose, Reader
from .purposes import declare as declare_purpose
from .reading import count_undelivered, notices, reached, told, undelivered
from .rules import Quiet
from .segments import SmsParts, sms_parts
from .suppression import opted_in, suppress
from .texting import goes as texts_go
from .today import day
from .values import (
    Asked,
    Count,
    Mailing,
    MailingMissing,
    Message,
    MessageMissing,
    Notice,
    Page,
    Recipient,
    Refused,
    To,
)

__all__ = [
    "Answer",
    "Asked",
    "Calendar",
    "Count",
    "Due",
    "Kind",
    "Mailing",
    "MailingMissing",
    "Message",
    "MessageMissing",
    "Notice",
    "Page",
    "Purpose",
    "Quiet",
    "Reader",
    "Recipient",
    "Refused",
    "Said",
    "SmsParts",
    "To",
    "answered",
    "bounced",
    "count_undelivered",
    "day",
    "declare",
    "declare_purpose",
    "digest",
    "is_phone",
    "later",
    "leave",
    "look",
    "mailing",
    "mailings",
    "notices",
    "opted_in",
    "pause",
    "reached",
    "resume",
    "send",
    "send_again",
    "send_failed_again",
    "sms_parts",
    "start_mailing",
    "stop",
    "suppress",
    "switched_on",
    "texts_go",
    "told",
    "undelivered",
]
