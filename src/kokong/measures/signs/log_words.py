"""How the log is said: what this room writes there."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from kokong.kernel.said import LogWords

from . import words
from .reading import OWNER

WORDS: Final = LogWords(
    actions={
        "sign.planned": _("Sign planned"),
        "sign.changed": _("Sign changed"),
        "sign.checked": _("Sign looked at"),
        "sign.exported": _("Signs exported"),
        "sign.imported": _("Signs imported"),
        "sign.order": _("Sign ordered"),
        "sign.install": _("Sign put up"),
        "sign.wear": _("Sign found worn"),
        "sign.lose": _("Sign found missing"),
        "sign.restore": _("Sign in order again"),
        "sign.replace": _("Sign replaced"),
        "sign.remove": _("Sign taken down"),
        "sign.cancel": _("Sign cancelled"),
    },
    subjects={"sign": _("sign")},
    details={"condition": _("condition")},
    values={
        "condition": words.CONDITIONS,
        "kind": words.KINDS,
        "from": words.STATES,
        "to": words.STATES,
        "purpose": {OWNER: _("a sign on one’s ground")},
    },
    refused={
        "sign.see": _("signs"),
        "sign.do": _("seeing to signs"),
        "sign.check": _("looking at signs"),
        "sign.own": _("signs on one’s own ground"),
    },
)
