"""How messages are said on pages."""

from typing import Final

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

WAYS: Final[dict[str, Promise]] = {
    "page": gettext_lazy("On the page"),
    "email": gettext_lazy("By e-mail"),
    "push": gettext_lazy("On your devices"),
    "sms": gettext_lazy("By text message"),
}
STATES: Final[dict[str, Promise]] = {
    "waiting": pgettext_lazy("message", "Waiting"),
    "sending": pgettext_lazy("message", "Under way"),
    "sent": pgettext_lazy("message", "Sent"),
    "perhaps": pgettext_lazy("message", "Perhaps sent"),
    "failed": pgettext_lazy("message", "Not sent"),
    "withheld": pgettext_lazy("message", "Withheld"),
    "left": pgettext_lazy("message", "Left at that"),
}
MAILING: Final[dict[str, Promise]] = {
    "expanding": pgettext_lazy("mailing", "Being written down"),
    "running": pgettext_lazy("mailing", "Under way"),
    "paused": pgettext_lazy("mailing", "Paused"),
    "stopped": pgettext_lazy("mailing", "Stopped"),
    "done": pgettext_lazy("mailing", "Done"),
}
REASONS: Final[dict[str, Promise]] = {
    "off": gettext_lazy("They have switched it off."),
    "consent": gettext_lazy("They have not agreed to it, or no longer do."),
    "gone": gettext_lazy("They no longer work here."),
    "address": gettext_lazy("There is no address that a message can be sent to."),
    "device": gettext_lazy("No device of theirs shows notices."),
    "over": gettext_lazy("There was nothing to say any more."),
    "not_set_up": gettext_lazy("That way is not set up."),
    "suppressed": gettext_lazy("The address refuses our letters, or its reader has unsubscribed."),
    "stopped": gettext_lazy("The mailing was stopped before."),
    "drill": gettext_lazy("It is a drill, in which they take no part."),
}
"""Why a message was withheld."""


OWN: Final[dict[str, Promise]] = {
    "mail_refused": gettext_lazy("The mail server did not take it."),
    "mail_unsigned": gettext_lazy("The key that letters are signed with can't be used."),
    "sms_address": gettext_lazy("The gateway for text messages is set up in a way that isn't understood."),
    "sms_refused": gettext_lazy("The gateway for text messages did not take it."),
    "push_silent": gettext_lazy("The gateway for notices on devices does not answer."),
    "push_keys": gettext_lazy("The browser's keys are of no use."),
}
"""What we ourselves say of a gateway; the channels name it by its code."""


def why(state: str, answer: str) -> str:
    """Why a message is as it is, in a sentence."""
    if state == "perhaps":
        return _("It was cut off on the way: nobody knows whether it arrived. Ask, before you send it again.")
    if answer in OWN:
        return str(OWN[answer])
    return _("The mail server or gateway answered: %(answer)s") % {"answer": answer} if answer else ""


def stands_still(why: str) -> str:
    """Why a mailing stands still, in a sentence."""
    if why == "refused":
        return _(
            "It has paused by itself: mail servers refused more of the last letters than is allowed. "
            "See why below, before you let it go on."
        )
    return _("Somebody paused it.") if why else ""


def cost(parts: int, price: float | None) -> str:
    """What text messages cost, in a sentence; empty for none, and without the sum where nobody said the price."""
    if not parts:
        return ""
    said = ngettext("%(n)d part of a text message was sent.", "%(n)d parts of text messages were sent.", parts)
    paid = _("They cost %(sum)s.") % {"sum": number_format(price, 2)} if price is not None else ""
    return " ".join(part for part in (said % {"n": parts}, paid) if part)


def reason(state: str, answer: str) -> str:
    """Why messages of a mailing did not go out, in a sentence."""
    return str(REASONS[answer]) if state == "withheld" and answer in REASONS else why(state, answer)
