"""What the console says beside the room's codes: its script, and the words that the browser fills in."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..words import Words

SET_STATES: Final[Words] = {"set": _("switched on"), "unset": _("switched off"), "": _("not known")}
BASES: Final[Words] = {
    "call": _("Somebody on the list sees or hears it"),
    "picture": _("A picture shows it"),
    "neighbour": _("A neighbour or passer-by called"),
    "guard": _("A guard is there"),
}
# When to call 112, by kind. Kokong never does it for the operator.
RESCUE: Final[Words] = {
    "hold_up": _("Call 112 now. Do not call the home: whoever is there may be watched."),
    "fire": _("Call 112 now. Then call those on the list, so that nobody goes in."),
    "gas": _("Call 112 now. Then call those on the list: out of the home, no light switches, no flames."),
    "medical": _("Call 112 now. Then call those on the list."),
    "verified": _("Call 112 now: a burglary is going on. Nobody on the list should go in alone."),
    "burglary": _("Call 112 as soon as somebody sees or hears a burglary, or is in danger."),
    "seen": _("Call 112 now."),
    "": _("Call 112 if somebody may be in danger."),
}
RESCUE_NOW: Final = frozenset({"hold_up", "fire", "gas", "medical", "verified"})
SCRIPT: Final[dict[str, str | Promise | Words]] = {
    "waiting": {"one": _("{n} waits"), "other": _("{n} wait")},
    "none_waiting": _("Nothing waits"),
    "new_alarms": {"one": _("New alarm: {first}"), "other": _("{n} new alarms, first {first}")},
    "reminder": _("Reminder: {first}"),
    "silence": _("Silence"),
    "silenced": _("Silent for {left}"),
    "contact_live": pgettext_lazy("contact", "Live"),
    "contact_asking": pgettext_lazy("contact", "Asks each second"),
    "contact_lost": pgettext_lazy("contact", "No contact"),
    "contact_out": pgettext_lazy("contact", "Signed out"),
    "not_opened": _("The alarm could not be opened: Kokong does not answer. Choose it again in a moment."),
    "not_sent": _(
        "Kokong did not answer, so this may not have been saved. Look in the log; do it again if it is not there."
    ),
    "gone": _("You can no longer see this alarm."),
}


def rescue(kind: str) -> str:
    """When to call 112 about an alarm of this kind."""
    return str(RESCUE.get("burglary" if kind == "alarm" else kind, RESCUE[""]))


def said(table: Mapping[str, str | Promise], code: str) -> str:
    """A code in words; the code itself where there are none."""
    return str(table.get(code, code))
