"""What is said of the agreement, the register and the assessment."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Said = Mapping[str, str | Promise]

AUTHORITIES: Final[Said] = {"municipality": _("The municipality"), "police": _("The police")}
GROUNDS: Final[Said] = {
    "anonymous": _("Counts and places, nothing about a person"),
    "public": _("Public already"),
    "consent": _("The person concerned agreed (OSL 12 kap. 2 §)"),
    "secrecy_tested": _("Secrecy was tested, and no harm is seen (OSL, by the case)"),
    "duty": _("A law says that it must be told"),
}
FACTS: Final[Said] = {
    "modus": pgettext_lazy("shared fact", "How they got in"),
    "time": pgettext_lazy("shared fact", "When it happened, more exactly"),
    "goods": pgettext_lazy("shared fact", "What was taken"),
    "place": pgettext_lazy("shared fact", "What was seen near by"),
    "other": pgettext_lazy("shared fact", "Something else"),
}
ROOMS: Final[Said] = {
    "people": _("People who work here, and how they sign in"),
    "kernel": _("The log, and work in the background"),
    "sending": _("Messages to people"),
    "places": _("Homes, areas and the do-not-visit list"),
    "pictures": _("Photos"),
    "texts": _("Texts"),
    "meetings": _("Meetings"),
    "tasks": _("Tasks"),
    "intake": _("Files that were imported"),
    "field": _("Phones in the field"),
    "incidents": _("Burglaries"),
    "ledger": _("What was delivered"),
    "risk": _("Analyses of risk"),
    "effect": pgettext_lazy("register", "Evaluations"),
    "public": _("The public site"),
}
"""Rooms that are no measure, in the order of the register."""
RISKS: Final[Mapping[str, tuple[str | Promise, str | Promise]]] = {
    "told_home": (
        _("Somebody learns which home was burgled."),
        _(
            "Visitors see doors, not the burgled home; public figures are of at least five homes for each count "
            "bucket, late and without points; reading is logged."
        ),
    ),
    "wrong_reader": (
        _("Somebody reads what their work doesn’t need."),
        _(
            "Roles for each task, police facts in tables of their own, row-level security in the database, a "
            "chained log that two auditors read."
        ),
    ),
    "kept_long": (
        _("Data are kept longer than needed."),
        _("Each table has a purpose and a period, applied every night; only counts stay."),
    ),
    "function_creep": (
        _("Data come to be used for something else."),
        _("The register says what each thing is for; each sharing of a police fact has a purpose and an end."),
    ),
    "lost_phone": (
        _("A visitor’s phone is lost."),
        _("A phone holds the doors of its round alone, is wiped when the sign-in ends, and passes run out."),
    ),
    "suspects": (
        _("Suspected persons are registered (GDPR art. 10)."),
        _("There is no field for persons suspected; residents’ texts are read by staff before others see them."),
    ),
    "profiles": (
        _("Analyses single out people."),
        _("Risk is of places and weeks; nothing about who lives there goes into it."),
    ),
    "mixed_tenants": (
        _("Another municipality sees it."),
        _("Each row carries its municipality; the database itself refuses others, also when the program errs."),
    ),
}
"""Risks for the people concerned, and what is done about each."""
LEVELS: Final[Mapping[int, str | Promise]] = {
    1: pgettext_lazy("risk level", "low"),
    2: pgettext_lazy("risk level", "middling"),
    3: pgettext_lazy("risk level", "high"),
}
