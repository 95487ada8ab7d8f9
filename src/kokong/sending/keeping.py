"""How long messages keep whom they were for and what they said."""

from datetime import datetime
from typing import Final

from django.db.models import Q
from django.utils.translation import gettext_noop as _

from kokong.kernel.retention import DELETE, Keep, stays
from kokong.people import api as people

from .models import Captured, Collected, Mailing, Message, Preference, PushDevice, QuietHours, Suppression

CONTENT_DAYS: Final = 90
TOLD_DAYS: Final = 730
BOUNCED_DAYS: Final = 730


def _left(_before: datetime) -> Q:
    """Rows of people who no longer work here."""
    return ~Q(user_id__in=people.working())


RULES: Final = (
    Keep(
        Message,
        of="email user_id",
        by="made",
        days=CONTENT_DAYS,
        clear="email phone context answer message_id",
        what=_("Address and what was written"),
        name="what messages said",
        purpose=_("Whoever sends a message again needs its address and words; whom it was for is kept longer."),
    ),
    Keep(
        Message,
        by="made",
        days=TOLD_DAYS,
        clear=DELETE,
        told="user_id whom language digest domain",
        name="who was told",
        purpose=_("Shows for two years who was told of what, and when."),
    ),
    Keep(
        Mailing,
        by="made",
        days=TOLD_DAYS,
        clear=DELETE,
        told="title audience context started_by",
        name="what many were told",
        purpose=_("Shows for two years what many were told, and what became of it; its messages go with it."),
    ),
    Keep(
        Collected,
        of="email user_id",
        by="made",
        days=CONTENT_DAYS,
        clear=DELETE,
        told="user_id whom email address language context",
        name="what stood in digests",
        purpose=_(
            "What somebody is told of in their digest is kept until it has gone, and for whoever sends it again."
        ),
    ),
    Keep(
        Captured,
        by="at",
        days=CONTENT_DAYS,
        clear=DELETE,
        told="to title text html",
        name="the demonstration's outbox",
        purpose=_("Shows in the demonstration what would have been sent; elsewhere nothing is written there."),
    ),
    Keep(
        Suppression,
        by="since",
        days=BOUNCED_DAYS,
        among=Q(reason="bounce"),
        clear=DELETE,
        told="digest answer by",
        name="addresses that refuse letters",
        purpose=_("An address that refused a letter is tried again after two years."),
    ),
    Keep(
        Preference,
        of="user_id",
        by="",
        days=0,
        clear=DELETE,
        told="user_id kind way",
        among=_left,
        name="what people are told",
        purpose=_("What somebody chose to be told ends with their work here."),
    ),
    Keep(
        QuietHours,
        of="user_id",
        by="",
        days=0,
        clear=DELETE,
        told="user_id",
        among=_left,
        name="when people are told",
        purpose=_("When somebody wants to be left alone ends with their work here."),
    ),
    Keep(
        PushDevice,
        of="user_id",
        by="",
        days=0,
        clear=DELETE,
        told="user_id name endpoint p256dh auth",
        among=_left,
        name="devices that are told",
        purpose=_("On which devices somebody is told ends with their work here."),
    ),
)


def declare_what_stays() -> None:
    """Columns without a period."""
    code = "A word from a list of our own, or a number; the row goes as a whole."
    stays({"sending.Message": "kind subject subject_id turn way state job mailing"}, because=code)
    stays({"sending.Captured": "message"}, because=code)
    stays({"sending.Collected": "into kind subject turn mailing gone_with"}, because=code)
    stays({"sending.Mailing": "kind subject turn state why reached answers"}, because=code)
    stays(
        {"sending.Suppression": "purpose reason"},
        because="That somebody wants nothing is kept for as long as they don't; the address only as a keyed hash.",
    )
    stays({"sending.Pace": "name"}, because="A mail domain, not an address; forgotten after two days.")
    stays(
        {"sending.Gateway": "way answer"}, because="How a gateway fares; what it answered to nobody in particular."
    )
