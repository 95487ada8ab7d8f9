"""What is said of alarm plans."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

CONTACTS: Final[dict[str, Promise]] = {
    "resident": _("Lives there"),
    "key_holder": _("Neighbour or friend with a key"),
}
STANDINGS: Final[dict[str, Promise]] = {
    "yes": _("Has said yes"),
    "no": _("Has said no: name somebody else"),
    "waits": _("Has not answered yet"),
    "silent": _("Doesn’t answer: ask them yourself, or name somebody else"),
}
TONES: Final = {"yes": "success", "no": "warning", "waits": "neutral", "silent": "warning"}
GUARD: Final[dict[str, Promise]] = {
    "outside": pgettext_lazy("guard", "Look at doors and windows from outside"),
    "holder": pgettext_lazy("guard", "Go in together with whoever keeps a key"),
    "enter": pgettext_lazy("guard", "Go in alone, with a key that the guard company keeps"),
    "secure": pgettext_lazy("guard", "Have a broken door or window boarded up"),
}
