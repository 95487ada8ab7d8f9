"""Codes in words."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

KINDS: Final[dict[str, Promise]] = {
    "brf": _("Housing association"),
    "municipal": _("Municipal housing company"),
    "private": _("Private landlord"),
    "joint": _("Community of properties"),
}
STATES: Final[dict[str, Promise]] = {
    "active": pgettext_lazy("owner", "Active"),
    "merged": pgettext_lazy("owner", "Merged"),
    "ended": pgettext_lazy("owner", "Ended"),
}
ACTIONS: Final[dict[str, Promise]] = {
    "split": _("Split: buildings went to another"),
    "merge": _("Merged into another"),
    "end": _("Ended"),
}
CHECKS: Final[dict[str, Promise]] = {
    "begun": pgettext_lazy("check", "Going on"),
    "done": pgettext_lazy("check", "Ended"),
    "dropped": pgettext_lazy("check", "Dropped"),
}
HOW: Final[dict[str, Promise]] = {
    "in": _("In the building"),
    "near": _("Near the building"),
}
PARTS: Final[dict[str, Promise]] = {
    "owns": pgettext_lazy("owner", "Owns"),
    "manages": pgettext_lazy("owner", "Manages"),
}
ROLES: Final[dict[str, Promise]] = {
    "chair": _("Chair of the board"),
    "board": _("Member of the board"),
    "manager": _("Property manager"),
    "caretaker": _("Caretaker"),
    "other": pgettext_lazy("owner", "Another role"),
}
CHANNELS: Final[dict[str, Promise]] = {
    "spoken": pgettext_lazy("channel", "Spoken"),
    "phone": pgettext_lazy("channel", "By phone"),
    "email": pgettext_lazy("channel", "By e-mail"),
    "paper": pgettext_lazy("channel", "On paper"),
}
NUMBERS: Final[dict[str, Promise]] = {
    "form": _("An organisation number has ten digits, as in 716400-1237."),
    "sum": _("The last digit of this organisation number doesn’t fit the others. Compare it with the original."),
    "person": _("This is a person’s number. Leave it out: only organisation numbers are kept here."),
}
TONES: Final = {"active": "success", "merged": "neutral", "ended": "neutral"}
