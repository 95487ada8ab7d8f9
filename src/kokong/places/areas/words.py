"""What areas are called on pages."""

from typing import Final

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

KINDS: Final[dict[str, str | Promise]] = {
    "drawn": gettext_lazy("Drawn"),
    "imported": gettext_lazy("From a file"),
    "street": gettext_lazy("Streets"),
    "building": gettext_lazy("Building"),
}

DOES: Final[dict[str, str | Promise]] = {
    "make": gettext_lazy("A new area"),
    "change": gettext_lazy("It gets this outline"),
    "same": gettext_lazy("It is here already"),
    "retired": gettext_lazy("It is here already, and retired"),
    "nothing": "",
}


def size(square_metres: float) -> str:
    """How large an area is, as people say it: "0.4 ha", "12 km²"."""
    if square_metres < 1_000:
        return _("%s m²") % _said(square_metres, 0)
    if square_metres < 1_000_000:
        return _("%s ha") % _said(square_metres / 10_000, 1)
    return _("%s km²") % _said(square_metres / 1_000_000, 1 if square_metres < 1e8 else 0)


def _said(number: float, decimals: int) -> str:
    return number_format(round(number, decimals), decimals)
