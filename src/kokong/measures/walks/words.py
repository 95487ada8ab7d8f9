"""What walks, findings and their courses are called."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

STATES: Final[dict[str, Promise]] = {
    "planned": pgettext_lazy("walk", "Planned"),
    "prepared": pgettext_lazy("walk", "Pre-meeting held"),
    "open": pgettext_lazy("walk", "Announced"),
    "walked": pgettext_lazy("walk", "Walked"),
    "followed": pgettext_lazy("walk", "Followed up"),
    "done": pgettext_lazy("walk", "Ended"),
    "cancelled": pgettext_lazy("walk", "Cancelled"),
}
TONES: Final = {"planned": "neutral", "prepared": "neutral", "open": "info", "walked": "warning",
                "followed": "success"}  # fmt: skip
BUTTONS: Final[dict[str, Promise]] = {
    "prepare": _("The pre-meeting was held"),
    "open": _("Announce the walk"),
    "walk": _("The walk was held"),
    "follow": _("The follow-up was held"),
    "finish": _("End it, and propose the next walk"),
    "cancel": _("Cancel the walk"),
}
ACTIONS: Final[dict[str, Promise]] = {
    "prepare": pgettext_lazy("walk", "Pre-meeting held"),
    "open": pgettext_lazy("walk", "Announced"),
    "walk": pgettext_lazy("walk", "Walked"),
    "follow": pgettext_lazy("walk", "Followed up"),
    "finish": pgettext_lazy("walk", "Ended"),
    "cancel": pgettext_lazy("walk", "Cancelled"),
}
CATEGORIES: Final[dict[str, Promise]] = {
    "light": pgettext_lazy("finding", "Lighting"),
    "green": pgettext_lazy("finding", "Shrubs and trees"),
    "sight": pgettext_lazy("finding", "Sight lines"),
    "tunnel": pgettext_lazy("finding", "Tunnels and bridges"),
    "upkeep": pgettext_lazy("finding", "Upkeep and litter"),
    "graffiti": pgettext_lazy("finding", "Graffiti"),
    "traffic": pgettext_lazy("finding", "Traffic"),
    "building": pgettext_lazy("finding", "Buildings and entrances"),
    "meeting": pgettext_lazy("finding", "Places to meet"),
    "good": pgettext_lazy("finding", "Good as it is"),
    "other": pgettext_lazy("finding", "Something else"),
}
FOUND: Final[dict[str, Promise]] = {
    "noted": pgettext_lazy("finding", "Noted"),
    "asked": pgettext_lazy("finding", "The owner is asked"),
    "promised": pgettext_lazy("finding", "Will be done"),
    "refused": pgettext_lazy("finding", "Declined"),
    "done": pgettext_lazy("finding", "Done, says the owner"),
    "confirmed": pgettext_lazy("finding", "Confirmed by a resident"),
    "kept": pgettext_lazy("finding", "Should stay as it is"),
    "joined": pgettext_lazy("finding", "Part of another finding"),
}
"""What everybody reads, too. None of these says “closed”: what was declined is not mended."""
FOUND_TONES: Final = {"noted": "neutral", "asked": "warning", "promised": "info", "refused": "danger",
                      "done": "success", "confirmed": "success"}  # fmt: skip
FOUND_ACTIONS: Final[dict[str, Promise]] = {
    "ask": pgettext_lazy("finding", "The owner was asked"),
    "keep": pgettext_lazy("finding", "Should stay as it is"),
    "join": pgettext_lazy("finding", "Part of another finding"),
    "promise": pgettext_lazy("finding", "Will be done"),
    "refuse": pgettext_lazy("finding", "Declined"),
    "mend": pgettext_lazy("finding", "Done, says the owner"),
    "confirm": pgettext_lazy("finding", "Confirmed by a resident"),
    "doubt": pgettext_lazy("finding", "Not mended, says a resident"),
}
ANSWERS: Final[dict[str, Promise]] = {
    "mend": pgettext_lazy("answer of an owner", "It is done"),
    "promise": pgettext_lazy("answer of an owner", "It will be done"),
    "refuse": pgettext_lazy("answer of an owner", "It will not be done"),
}
DOUBTS: Final[dict[str, Promise]] = {
    "far": _("Far from the route: look whether its place is right."),
    "vague": _("The phone did not know well where it was."),
}
PARTS: Final[dict[str, Promise]] = {
    "leader": _("Leads the walk"),
    "notes": _("Takes notes"),
    "photos": _("Takes photos"),
    "police": _("From the police"),
    "owners": _("Owners of the ground who come along"),
}
