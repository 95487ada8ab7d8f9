"""The codes of calls in people's words."""

from typing import Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..words import CONTACT_KINDS, DRAFT_RESULTS, Words

WHO: Final[Words] = CONTACT_KINDS | {
    "neighbour": _("Neighbour or passer-by"),
    "other": pgettext_lazy("caller", "Somebody else"),
}
IDENTITIES: Final[Words] = {
    "right": _("Right code word"),
    "wrong": _("Wrong code word"),
    "called_back": _("Called back on a number of the list"),
    "not_asked": _("Not asked"),
}
WANTED: Final[Words] = {
    "mistake": _("Set it off, or off and on, by mistake"),
    "away": _("Will be away"),
    "test": _("Wants the panel in test"),
    "burglary": _("Tells of a burglary"),
    "question": _("Has a question"),
    "other": pgettext_lazy("call", "Something else"),
}
DRAFTED: Final[Words] = DRAFT_RESULTS | {"asked": _("the draft for the police is being written")}
