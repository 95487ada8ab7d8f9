"""How the log is said: what the picture writes there."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from kokong.kernel.said import LogWords

WORDS: Final = LogWords(
    actions={
        "picture.written": _("Text of the situational picture changed"),
        "picture.frozen": _("Situational picture frozen"),
        "picture.printed": _("Situational picture made into a document"),
    },
    subjects={"picture": _("situational picture")},
    details={"version": _("version")},
)
