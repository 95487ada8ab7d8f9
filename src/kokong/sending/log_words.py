"""How the log is said: what this room writes there."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from kokong.kernel.said import LogWords

WORDS: Final = LogWords(
    actions={
        "message.again": _("Message sent again"),
        "message.leave": _("Message left at that"),
        "messages.seen": _("Messages that did not go out seen"),
        "messages.chosen": _("Chose what to be told"),
        "messages.device_added": _("Device for notices added"),
        "messages.device_removed": _("Device for notices removed"),
        "mailing.start": _("Mailing started"),
        "mailing.begin": _("Mailing written down for everybody"),
        "mailing.pause": _("Mailing paused"),
        "mailing.resume": _("Mailing goes on"),
        "mailing.expand": _("Mailing goes on being written down"),
        "mailing.stop": _("Mailing stopped"),
        "mailing.again": _("Mailing sent again to those it failed for"),
        "mailing.left": _("Somebody unsubscribed"),
        "mailing.came_back": _("Somebody who had unsubscribed came back"),
        "mailing.finish": _("Mailing done"),
    },
    subjects={"message": _("message"), "mailing": _("mailing")},
    refused={"message.mend": _("messages that did not go out"), "mailing.steer": _("mailings")},
)
