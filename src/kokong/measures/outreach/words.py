"""How campaigns, their channels and what is done with them are said."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

SEASONS: Final[dict[str, Promise]] = {
    "dark": _("The dark months"),
    "holidays": _("Holidays"),
    "summer": _("Summer"),
    "always": _("Any time of the year"),
}
LANGUAGES: Final[dict[str, Promise]] = {"sv": _("Swedish"), "en": _("English")}
HOMES: Final[dict[str, Promise]] = {
    "detached": _("Detached houses"),
    "row": _("Terraced houses"),
    "flat": _("Flats"),
    "holiday": _("Holiday homes"),
}
STATES: Final[dict[str, Promise]] = {
    "draft": pgettext_lazy("campaign", "Draft"),
    "proposed": pgettext_lazy("campaign", "Waits for the other authority"),
    "approved": pgettext_lazy("campaign", "Approved"),
    "scheduled": pgettext_lazy("campaign", "Scheduled"),
    "going": pgettext_lazy("campaign", "Going out"),
    "out": pgettext_lazy("campaign", "Out"),
    "over": pgettext_lazy("campaign", "Over"),
    "withdrawn": pgettext_lazy("campaign", "Withdrawn"),
}
TONES: Final = {
    "proposed": "warning", "approved": "info", "scheduled": "info", "going": "info", "out": "success",
}  # fmt: skip
BUTTONS: Final[dict[str, Promise]] = {
    "propose": _("Ask the other authority"),
    "send_back": _("Send back to be changed"),
    "approve": pgettext_lazy("campaign", "Approve all of it"),
    "schedule": pgettext_lazy("campaign", "Let it go out"),
    "call_off": pgettext_lazy("campaign", "Don’t let it go out yet"),
    "withdraw": pgettext_lazy("campaign", "Withdraw the campaign"),
}
DONE: Final[dict[str, Promise]] = {
    "propose": pgettext_lazy("campaign", "Sent to the other authority"),
    "send_back": pgettext_lazy("campaign", "Sent back to be changed"),
    "approve": pgettext_lazy("campaign", "Approved"),
    "schedule": pgettext_lazy("campaign", "Its time to go out is set"),
    "call_off": pgettext_lazy("campaign", "Does not go out yet after all"),
    "withdraw": pgettext_lazy("campaign", "Withdrawn"),
    "rewrite": pgettext_lazy("campaign", "Changed: a draft again"),
    "go": pgettext_lazy("campaign", "Began to go out"),
    "arrive": pgettext_lazy("campaign", "Is out"),
    "end": pgettext_lazy("campaign", "Its time is over"),
}
AGAINST: Final[dict[str, Promise]] = {
    "own": _("The other authority approves it."),
    "over": _("Its last day has passed. Change the plan first."),
    "empty": _("It needs a title and a text."),
    "channels": _("Choose at least one channel."),
    "long": _("The text is too long for a channel. Shorten it there."),
    "alone": _("It speaks for the municipality alone, so nobody else approves it."),
    "both": _("It speaks for the police, too, who approve it first."),
}
REPLIES: Final[dict[str, Promise]] = {
    "open": pgettext_lazy("reply", "Waits"),
    "taken": pgettext_lazy("reply", "Taken"),
    "answered": pgettext_lazy("reply", "Answered"),
    "closed": pgettext_lazy("reply", "Closed"),
}
REPLY_TONES: Final = {"open": "warning", "taken": "info", "answered": "success"}
REPLY_BUTTONS: Final[dict[str, Promise]] = {
    "take": pgettext_lazy("reply", "I’ll answer it"),
    "give_back": pgettext_lazy("reply", "Let somebody else answer"),
    "close": pgettext_lazy("reply", "Close without an answer"),
}
REPLY_DONE: Final[dict[str, Promise]] = {
    "take": pgettext_lazy("reply", "It is yours."),
    "give_back": pgettext_lazy("reply", "It waits for somebody else."),
    "close": pgettext_lazy("reply", "Closed."),
}
PARTS: Final[dict[str, Promise]] = {
    "planned": pgettext_lazy("channel of a campaign", "Waits"),
    "sending": pgettext_lazy("channel of a campaign", "Under way"),
    "running": pgettext_lazy("channel of a campaign", "Being sent"),
    "ready": pgettext_lazy("channel of a campaign", "Ready for you"),
    "delivered": pgettext_lazy("channel of a campaign", "Out"),
    "perhaps": pgettext_lazy("channel of a campaign", "Perhaps out"),
    "failed": pgettext_lazy("channel of a campaign", "Did not go out"),
    "dropped": pgettext_lazy("channel of a campaign", "Left out"),
}
PART_TONES: Final = {
    "sending": "info", "running": "info", "ready": "warning", "delivered": "success", "perhaps": "warning",
    "failed": "danger",
}  # fmt: skip
NO_GATEWAY: Final = _("No gateway for text messages is set up. Whoever runs the installation does it.")
NO_ACCOUNT: Final = _("It is not connected yet. Whoever runs the installation does it: kokong outreach connect.")
INSIDE: Final = _("Its address is inside our own network, so nothing was said to it.")
PAPERS: Final[dict[str, Promise]] = {
    "poster": _("Poster, A3"),
    "flyer": _("Flyer, A5"),
    "hanger": _("Door hanger"),
    "letter": _("Letter, with addresses"),
}
DECISIONS: Final[dict[str, Promise]] = {
    "posted": pgettext_lazy("channel of a campaign", "It is out"),
    "again": pgettext_lazy("channel of a campaign", "Try again"),
    "drop": pgettext_lazy("channel of a campaign", "Leave it out"),
}
