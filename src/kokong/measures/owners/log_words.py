"""How the log is said: what this room writes there."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from kokong.kernel.said import LogWords

from . import words
from .rules import CONSENT

WORDS: Final = LogWords(
    actions={
        "owner.added": _("Owner registered"),
        "owner.changed": _("Owner changed"),
        "owner.split": _("Owner split"),
        "owner.merge": _("Owner merged into another"),
        "owner.end": _("Owner ended"),
        "owner.building_added": _("Building is an owner’s"),
        "owner.building_ended": _("Building is an owner’s no more"),
        "owner.building_decided": _("Decided whose a building is"),
        "owner.contact_added": _("Contact of an owner added"),
        "owner.contact_changed": _("Contact of an owner changed"),
        "owner.contact_ended": _("Contact of an owner ended"),
        "owner.contact_let_in": _("Contact let in to an owner’s pages"),
        "owner.contacts_read": _("Contacts of an owner read"),
        "owner.check_begun": _("Building check begun"),
        "owner.check_printed": _("Building check printed"),
        "owner.near_set": _("Set how near a burglary owners are told of"),
        "owner.poster_printed": _("Notice for a stairwell printed"),
        "building_check.finish": _("Building check ended"),
        "building_check.drop": _("Building check dropped"),
        "owner.exported": _("Owners exported"),
        "owner.imported": _("Owners imported"),
    },
    subjects={
        "owner": _("owner"),
        "owner_building": _("building"),
        "owner_contact": _("contact of an owner"),
        "building_check": _("building check"),
        "owner_told": _("telling of a burglary"),
    },
    details={"part": _("part")},
    values={
        "kind": words.KINDS,
        "part": words.PARTS,
        "from": {**words.STATES, **words.CHECKS},
        "to": {**words.STATES, **words.CHECKS},
        "purpose": {CONSENT: _("being written to about one’s buildings")},
    },
    refused={
        "owner.see": _("owners"),
        "owner.do": _("registering owners"),
        "owner.check": _("going through buildings"),
        "owner.trust": _("letting contacts in"),
        "owner.own": _("the pages of an owner"),
    },
)
