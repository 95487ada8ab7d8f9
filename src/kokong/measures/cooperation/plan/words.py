"""Words for what this part's codes mean."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Words = str | Promise

STATES: Final[Mapping[str, Words]] = {
    "draft": pgettext_lazy("action plan", "Draft"),
    "decided": pgettext_lazy("action plan", "Decided"),
    "followed": pgettext_lazy("action plan", "Followed up"),
    "replaced": pgettext_lazy("action plan", "Replaced by a newer one"),
    "dropped": pgettext_lazy("action plan", "Dropped"),
}
TONES: Final[Mapping[str, str]] = {"decided": "success", "followed": "success", "draft": "warning"}
ITEM_STATES: Final[Mapping[str, Words]] = {
    "planned": pgettext_lazy("line of a plan", "Planned"),
    "running": pgettext_lazy("line of a plan", "Under way"),
    "done": pgettext_lazy("line of a plan", "Done"),
    "not_done": pgettext_lazy("line of a plan", "Not done"),
}
ITEM_TONES: Final[Mapping[str, str]] = {"running": "accent", "done": "success", "not_done": "neutral"}
ITEM_ACTIONS: Final[Mapping[str, Words]] = {
    "start": _("Begin"),
    "finish": _("It is done"),
    "give_up": _("It was not done"),
    "reopen": _("Take the line up again"),
}
BYS: Final[Mapping[str, Words]] = {
    "municipality": pgettext_lazy("line of a plan", "Municipality"),
    "police": pgettext_lazy("line of a plan", "Police"),
    "both": pgettext_lazy("line of a plan", "Both"),
}
NOTES: Final[Mapping[str, Words]] = {
    "report": _("Told the council"),
    "follow_up": _("Followed up"),
}
MISSING: Final[Mapping[str, Words]] = {
    "no_item": _("A plan without a line decides nothing. Add one first."),
    "no_owner": _("“%(what)s” has nobody who sees to it. Give it to somebody first."),
    "owner_left": _("Whoever saw to “%(what)s” no longer works here. Give it to somebody first."),
    "picture": _("Write what the plan stands on before the board decides it."),
}
