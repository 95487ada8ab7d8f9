"""How the log is said: what this room writes there."""

from typing import Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kokong.kernel.said import LogWords

from . import words

WORDS: Final = LogWords(
    actions={
        "meeting.planned": _("Meeting planned"),
        "meeting.changed": _("Meeting changed"),
        "meeting.announce": _("Meeting announced"),
        "meeting.move": _("Meeting moved"),
        "meeting.hold": _("Meeting held"),
        "meeting.minute": _("Minutes of a meeting sent"),
        "meeting.cancel": _("Meeting cancelled"),
        "meeting.invited": _("People invited to a meeting"),
        "meeting.left_out": _("Somebody taken off the list of a meeting"),
        "meeting.answered": _("Invitation to a meeting answered"),
        "meeting.attended": _("Attendance at a meeting written down"),
        "meeting.walked_in": _("Somebody came to a meeting without an invitation"),
        "meeting.walked_out": _("Somebody counted at a meeting taken back"),
        "meeting.feed_made": _("Secret address of one’s calendar made"),
        "meeting.feed_ended": _("Secret address of one’s calendar ended"),
        "meeting.guests_read": _("List of those invited to a meeting read"),
    },
    subjects={"meeting": _("meeting")},
    details={"count": _("count"), "answer": _("answer")},
    values={"from": words.STATES, "to": words.STATES, "answer": words.ANSWERS},
    refused={
        "meeting.see": _("meetings"),
        "meeting.hold": _("holding meetings"),
        "meeting.speak": pgettext_lazy("refused", "offering times as a speaker"),
    },
)
