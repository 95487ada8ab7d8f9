"""How codes are said to people."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

STATES: Final[dict[str, Promise]] = {
    "uploaded": _("waits for its columns"),
    "running": _("running"),
    "done": pgettext_lazy("import", "done"),
    "failed": _("not imported"),
}
DOUBTS: Final[dict[str, Promise]] = {
    "order": _("Which number is the day, and which the month?"),
    "short": _("Which number is the year, which the month, and which the day?"),
    "year": _("Which year are days without one in?"),
}
MISREAD: Final[dict[str, Promise]] = {
    "date": _("%(column)s: the cell holds a date (%(cell)s). A spreadsheet has probably made it of %(probably)s."),
    "time": _("%(column)s: the cell holds a time of day (%(cell)s), no part of an address."),
    "truth": _("%(column)s: the cell holds a truth value (%(cell)s), no part of an address."),
    "error": _("%(column)s: the cell holds an error of the spreadsheet (%(cell)s), no part of an address."),
    "fraction": _("%(column)s: the cell holds a fraction (%(cell)s). It was probably %(probably)s."),
}
