"""How the log is said: what this room writes there."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from kokong.kernel.said import LogWords

WORDS: Final = LogWords(
    actions={
        "picture.taken": _("Picture added"),
        "picture.seen": _("Picture looked at"),
        "picture.described": _("Picture described"),
        "picture.blurred": _("Picture blurred"),
        "picture.removed": _("Picture removed"),
    },
    subjects={"picture": _("picture")},
    details={
        "of": _("of"),
        "number": _("number"),
        "bytes": _("bytes"),
        "ending": _("kind of file"),
        "places": _("places"),
    },
    refused={"picture.see": _("the pictures"), "picture.change": _("changing pictures")},
    records=frozenset({"of"}),
)
