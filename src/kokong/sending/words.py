"""How messages are said on pages."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

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


OWN: Final[dict[str, Promise]] = {
    "mail_refused": gettext_lazy("The mail server did not take it."),
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
