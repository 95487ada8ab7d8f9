"""How the log is said: what this room writes there."""

from typing import Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kokong.kernel.said import LogWords

from . import suppliers, words
from .found import words as found_words

WORDS: Final = LogWords(
    actions={
        "marking.bought": _("Marking kits bought in"),
        "marking.handed": _("Marking kits handed out"),
        "marking.corrected": _("Stock of marking kits corrected"),
        "marking.paid": _("Marking kit paid"),
        "marking.closed": _("Account of marking kits closed"),
        "marking.exported": _("Handed out marking kits exported"),
        "marking.borrower_read": _("Who borrowed a marking kit was read"),
        "marking.area_begun": _("Area in which marking is counted added"),
        "marking.area_ended": _("Area in which marking is counted removed"),
        "marking.said": _("Households that mark counted"),
        "marking.unsaid": _("Count of households that mark taken back"),
        "marking.used": _("Use of marking kits noted"),
        "marking.reached": _("Area became a marked area"),
        "marking.fell": _("Area is a marked area no more"),
        "marking.police_found": _("Found property noted"),
        "marking.police_asked": _("Supplier’s register asked about found property"),
        "marking.police_answered": _("Supplier’s register answered about found property"),
        "marking.police_read": _("Found property read"),
        "marking_handing.give_back": _("Marking kit came back"),
        "marking_handing.lose": _("Marking kit lost"),
        "marking_handing.undo": _("Handing-out of marking kits taken back"),
    },
    subjects={
        "marking_lot": _("batch of marking kits"),
        "marking_handing": _("handing-out of marking kits"),
        "marking_closing": _("closing of the account of marking kits"),
        "marking_area": _("area in which marking is counted"),
        "marking_find": _("found property"),
    },
    details={
        "kits": pgettext_lazy("log", "kits"), "decals": pgettext_lazy("log", "decals"),
        "households": pgettext_lazy("log", "households"), "supplier": pgettext_lazy("log", "supplier"),
        "why": pgettext_lazy("log", "why"), "answer": pgettext_lazy("log", "answer"),
        "way": pgettext_lazy("log", "how"), "amount": pgettext_lazy("log", "öre"),
    },
    values={
        "way": words.WAYS, "from": words.STATES, "to": words.STATES, "why": found_words.WHY,
        "supplier": {each.code: each.name for each in suppliers.everyone().values()},
        "answer": {
            "yes": pgettext_lazy("register", "knows it"), "no": pgettext_lazy("register", "does not know it"),
        },
    },
    refused={
        "marking.see": _("marking of property"),
        "marking.do": _("seeing to marking of property"),
        "marking.hand": _("handing out marking kits"),
        "marking.found": _("found property that is marked"),
    },
)  # fmt: skip
