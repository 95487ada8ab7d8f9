"""How the log is said: what this room writes there."""

from typing import Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kokong.kernel.said import LogWords

WORDS: Final = LogWords(
    actions={
        "audit.exported": _("Log downloaded"),
        "layer.read": _("Map layer read by a program or a person"),
        "dwelling.seen": _("Home opened"),
        "retention.applied": _("Old personal data cleared"),
        "municipality.exported": _("Everything of the municipality exported"),
        "municipality.police_exported": _("The police’s part of the municipality exported"),
        "municipality.imported": _("Municipality taken in from another installation"),
        "municipality.forgotten": _("Municipality erased"),
        "demonstration.seeded": _("Demonstration data written"),
        "demonstration.closed": _("Demonstration data completed"),
    },
    subjects={
        "log": _("log"),
        "dwelling": _("home"),
        "demonstration": _("demonstration"),
    },
    details={
        "rows": _("rows"),
        "code": _("municipality code"),
        "digest": _("digest"),
        "joined": _("people with an account here already"),
        "personal": _("with personal data"),
        "reason": _("reason"),
        "matched": _("features in all"),
        "layer": _("layer"),
        "from": pgettext_lazy("log", "from"),
        "to": pgettext_lazy("log", "to"),
        "first": _("first line"),
        "last": _("last line"),
    },
    refused={
        "audit.read": _("the log"),
        "desk.see": _("the desk’s pages"),
        "layers.read": _("map layers"),
    },
)
