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
        "meeting.asked_for": _("Invitation to a meeting asked for on a public page"),
        "meeting.invited": _("People invited to a meeting"),
        "meeting.left_out": _("Somebody taken off the list of a meeting"),
        "meeting.answered": _("Invitation to a meeting answered"),
        "meeting.attended": _("Attendance at a meeting written down"),
        "meeting.walked_in": _("Somebody came to a meeting without an invitation"),
        "meeting.walked_out": _("Somebody counted at a meeting taken back"),
        "meeting.written": _("Minutes of a meeting saved"),
        "meeting.agreed": _("What was agreed at a meeting written down"),
        "meeting.dropped": _("What was agreed at a meeting taken back"),
        "meeting.material": _("Material of a meeting changed"),
        "meeting.offered": _("Time offered as a speaker"),
        "meeting.offer_withdrawn": _("Time offered as a speaker taken back"),
        "meeting.booked": _("Speaker booked for a meeting"),
        "meeting.freed": _("Speaker of a meeting free again"),
        "meeting.feed_made": _("Secret address of one’s calendar made"),
        "meeting.feed_ended": _("Secret address of one’s calendar ended"),
        "meeting.walk_ins_read": _("List of those who came to a meeting uninvited read"),
        "meeting.exported": _("Meetings exported"),
        "meeting.guests_read": _("List of those invited to a meeting read"),
    },
    subjects={"meeting": _("meeting"), "meeting_offer": _("speaker’s time")},
    details={"count": _("count"), "answer": _("answer")},
    values={"from": words.STATES, "to": words.STATES, "answer": words.ANSWERS},
    refused={
        "meeting.see": _("meetings"),
        "meeting.hold": _("holding meetings"),
        "meeting.speak": pgettext_lazy("refused", "offering times as a speaker"),
    },
)
