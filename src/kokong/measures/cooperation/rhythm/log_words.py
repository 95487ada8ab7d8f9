"""How the log is said: what this part writes there."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from kokong.kernel.said import LogWords

WORDS: Final = LogWords(
    actions={
        "wheel.adopted": _("Year wheel taken over from the method"),
        "wheel.added": _("Item of the year wheel added"),
        "wheel.changed": _("Item of the year wheel changed"),
        "wheel.ended": _("Item taken out of the year wheel"),
        "wheel.done": _("Item of the year wheel done"),
        "wheel.skipped": _("Item of the year wheel skipped"),
        "wheel.feed_made": _("Address of the year wheel’s calendar made"),
        "wheel.feed_ended": _("Address of the year wheel’s calendar ended"),
    },
    subjects={"wheel_item": _("item of the year wheel")},
)
