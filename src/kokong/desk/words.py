"""How the desk says things."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

PERIODS: Final[dict[str, Promise]] = {
    "14d": gettext_lazy("14 days"),
    "3m": gettext_lazy("3 months"),
    "1y": gettext_lazy("1 year"),
    "4y": gettext_lazy("4 years"),
    "own": gettext_lazy("Own period"),
}
CONFIRM: Final = gettext_lazy("Confirm the burglary, so that the neighbours can be visited.")
AWAIT: Final = gettext_lazy("The police confirm the burglary. Then the doors are chosen by themselves.")
WITHDRAWN: Final = gettext_lazy("The burglary has been withdrawn. Nobody need be visited any more.")
YES_NO: Final[dict[str, Promise]] = {"True": gettext_lazy("yes"), "False": gettext_lazy("no")}
AUTHORITIES: Final[dict[str, Promise]] = {
    "police": gettext_lazy("Police"),
    "municipality": gettext_lazy("Municipality"),
    "system": gettext_lazy("The system"),
}


def said(table: Mapping[str, str | Promise], code: str) -> str:
    """A code in words; the code itself where there are none."""
    return str(table.get(code, code))
