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


def why(state: str, answer: str) -> str:
    """Why a message is as it is, in a sentence."""
    if state == "perhaps":
        return _("It was cut off on the way: nobody knows whether it arrived. Ask, before you send it again.")
    return _("The mail server or gateway answered: %(answer)s") % {"answer": answer} if answer else ""
