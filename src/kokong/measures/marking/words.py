"""What kits and their courses are called."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

WAYS: Final[dict[str, Promise]] = {
    "sold": pgettext_lazy("kit", "Sold"),
    "given": pgettext_lazy("kit", "Given"),
    "lent": pgettext_lazy("kit", "Lent"),
}
OCCASIONS: Final[dict[str, Promise]] = {
    "visit": pgettext_lazy("kit", "At a visit"),
    "meeting": pgettext_lazy("kit", "At a meeting"),
    "campaign": pgettext_lazy("kit", "In a campaign"),
    "desk": pgettext_lazy("kit", "Over the counter"),
}
STATES: Final[dict[str, Promise]] = {
    "out": pgettext_lazy("kit", "Handed out"),
    "returned": pgettext_lazy("kit", "Returned"),
    "lost": pgettext_lazy("kit", "Lost"),
    "undone": pgettext_lazy("kit", "Taken back"),
}
TONES: Final = {"out": "info", "returned": "success", "lost": "warning", "undone": "neutral"}
ACTIONS: Final[dict[str, Promise]] = {
    "give_back": pgettext_lazy("kit", "It is back"),
    "lose": pgettext_lazy("kit", "It is lost"),
    "undo": pgettext_lazy("kit", "It was a mistake"),
}
KINDS: Final[dict[str, Promise]] = {
    "bought": pgettext_lazy("kits", "Bought in"),
    "out": pgettext_lazy("kits", "Handed out"),
    "back": pgettext_lazy("kits", "Came back"),
    "undo": pgettext_lazy("kits", "Taken back as mistakes"),
    "paid": pgettext_lazy("kits", "Paid later"),
    "correction": pgettext_lazy("kits", "Corrections"),
}
