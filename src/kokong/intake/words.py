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
