"""Codes in words."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Words = dict[str, str | Promise]

STATES: Final[Words] = {
    "draft": pgettext_lazy("dialogue", "Being written"),
    "open": pgettext_lazy("dialogue", "Open"),
    "closed": pgettext_lazy("dialogue", "Closed"),
    "told": pgettext_lazy("dialogue", "Told what was heard"),
    "dropped": pgettext_lazy("dialogue", "Dropped"),
}
KINDS: Final[Words] = {
    "choice": _("One of some answers"),
    "pin": _("A place on the map"),
    "text": _("Free words"),
}
WAYS: Final[Words] = {
    "page": pgettext_lazy("dialogue", "On the page"),
    "meeting": pgettext_lazy("dialogue", "At a meeting"),
    "paper": pgettext_lazy("dialogue", "On paper"),
}
STEPS: Final[Words] = {
    "open": pgettext_lazy("dialogue", "Open it"),
    "close": pgettext_lazy("dialogue", "Close it"),
    "drop": pgettext_lazy("dialogue", "Drop it"),
}
