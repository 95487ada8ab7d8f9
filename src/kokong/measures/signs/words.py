"""What signs and their courses are called."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

KINDS: Final[dict[str, Promise]] = {
    "watch": _("Neighbourhood watch"),
    "warning": _("Warning of burglaries"),
    "marked": _("Marked property"),
}
MEANINGS: Final[dict[str, Promise]] = {
    "watch": _(
        "Neighbours here keep an eye on each other’s homes. They have agreed on it, and the municipality and the "
        "police have told them how."
    ),
    "warning": _(
        "There have been burglaries in the neighbourhood. The sign asks everybody who lives here or passes by to "
        "be watchful. It is taken down after a year at most."
    ),
    "marked": _(
        "Valuables in homes here are marked, so that the police can tell whose they are. They are hard to sell."
    ),
}
STATES: Final[dict[str, Promise]] = {
    "planned": pgettext_lazy("sign", "Planned"),
    "ordered": pgettext_lazy("sign", "Ordered"),
    "up": pgettext_lazy("sign", "Up"),
    "worn": pgettext_lazy("sign", "To replace"),
    "removed": pgettext_lazy("sign", "Taken down"),
    "cancelled": pgettext_lazy("sign", "Cancelled"),
}
ACTIONS: Final[dict[str, Promise]] = {
    "order": pgettext_lazy("sign", "Ordered"),
    "install": pgettext_lazy("sign", "Put up"),
    "wear": pgettext_lazy("sign", "Found worn"),
    "lose": pgettext_lazy("sign", "Found missing"),
    "restore": pgettext_lazy("sign", "In order again"),
    "replace": pgettext_lazy("sign", "Replaced"),
    "remove": pgettext_lazy("sign", "Taken down"),
    "cancel": pgettext_lazy("sign", "Cancelled"),
}
BUTTONS: Final[dict[str, Promise]] = {
    "order": pgettext_lazy("sign", "It is ordered"),
    "install": pgettext_lazy("sign", "It is up"),
    "replace": pgettext_lazy("sign", "It is replaced"),
    "remove": pgettext_lazy("sign", "It is taken down"),
    "cancel": pgettext_lazy("sign", "Cancel it"),
}
CONDITIONS: Final[dict[str, Promise]] = {
    "good": pgettext_lazy("sign", "Good"),
    "dirty": pgettext_lazy("sign", "Dirty"),
    "crooked": pgettext_lazy("sign", "Crooked"),
    "faded": pgettext_lazy("sign", "Faded"),
    "damaged": pgettext_lazy("sign", "Damaged"),
    "missing": pgettext_lazy("sign", "Missing"),
}
WEIGHTS: Final[dict[str, Promise]] = {
    "homes": _("Homes"),
    "entrances": _("Entrances"),
    "burglaries": _("Burglaries expected in a year"),
}
COVERED: Final[dict[str, Promise]] = {
    "homes": pgettext_lazy("covered", "homes"),
    "entrances": pgettext_lazy("covered", "entrances"),
    "burglaries": pgettext_lazy("covered", "burglaries expected in a year"),
}
GROUNDS: Final[dict[str, Promise]] = {
    "unknown": _("Not looked into"),
    "road": _("In the area of a public road"),
    "public": _("On another public place"),
    "private": _("On private ground"),
    "building": _("On a building"),
}
ASK: Final[dict[str, Promise]] = {
    "unknown": _("Find out whose ground it is, and ask the building office what it takes."),
    "road": _(
        "Outside a detailed plan the Swedish Transport Administration decides (the Roads Act, section 43); within "
        "one, ask the building office."
    ),
    "public": _(
        "A public place takes a permit by the police, and the municipality is asked; ask the building office too."
    ),
    "private": _("Within a detailed plan a sign may take a building permit: ask the building office."),
    "building": _("Within a detailed plan a sign may take a building permit: ask the building office."),
}
PERMITS: Final[dict[str, Promise]] = {
    "unknown": _("Not looked into"),
    "not_needed": _("Not needed"),
    "applied": _("Applied for"),
    "granted": _("Granted"),
    "refused": pgettext_lazy("permit", "Refused"),
}
BLOCKS: Final[dict[str, Promise]] = {
    "consent": _("The owner of the spot has not agreed."),
    "permit": _("It is not settled whether it has its permit."),
    "ground": _("It is not said on whose ground it stands, so nobody knows whether it needs a permit."),
    "road": _("On a public road or another public place no sign stands without a permit that was granted."),
    "refused": _("Its permit was refused."),
    "over": _("Its permit has run out."),
}
CHANNELS: Final[dict[str, Promise]] = {
    "spoken": pgettext_lazy("channel", "Spoken"),
    "phone": pgettext_lazy("channel", "By phone"),
    "email": pgettext_lazy("channel", "By e-mail"),
    "paper": pgettext_lazy("channel", "On paper"),
}
TONES: Final = {"up": "success", "worn": "warning", "planned": "neutral", "ordered": "info"}
