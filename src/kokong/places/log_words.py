"""How the log is said: what this room writes there."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from kokong.kernel.said import LogWords

WORDS: Final = LogWords(
    actions={
        "places.imported": _("Places imported"),
    },
    refused={
        "places.search": _("the address search"),
        "places.map": _("the map"),
    },
)
