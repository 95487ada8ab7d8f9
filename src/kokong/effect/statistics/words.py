"""Sources and series of public statistics in words."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from . import rules

SOURCES: Final[Mapping[str, str | Promise]] = {
    "bra": gettext_lazy("Brå, reported crimes"),
    "kolada": gettext_lazy("Kolada"),
    "scb": gettext_lazy("SCB"),
}
SERIES: Final[Mapping[str, str | Promise]] = {
    "homes": gettext_lazy("Permanent homes (the codes that followed each other)"),
    "house": gettext_lazy("Houses (the codes that followed each other)"),
    "flat": gettext_lazy("Flats (the codes that followed each other)"),
    "home": gettext_lazy("Flats or houses (code 0824, until 1996)"),
    "other_home": gettext_lazy("Other kinds of homes"),
    "holiday": gettext_lazy("Holiday homes (series)"),
    "cellar": gettext_lazy("Cellars and attics (series)"),
}


def what(code: str) -> str:
    """What a figure counts."""
    return str(SERIES.get(code.removeprefix("series:"), code)) if code.startswith("series:") else code


def left_out(told: Mapping[str, int]) -> str:
    """How many lines gave no figure."""
    many = told.get("nothing", 0)
    said = ngettext("%(n)d line gives no figure (“..”).", "%(n)d lines give no figure (“..”).", many)
    return said % {"n": many} if many else ""


def border(place: str) -> str:
    """That a municipality had other borders once; nothing for others."""
    year = rules.border_year(place)
    said = {"place": place, "year": year}
    return (
        _("%(place)s has had its borders since %(year)d. Years before are another area, and left out.") % said
        if year
        else ""
    )
