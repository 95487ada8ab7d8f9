"""What a report and its course are called."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

STATES: Final[dict[str, Promise]] = {
    "waiting": pgettext_lazy("report", "Is being reported"),
    "perhaps": pgettext_lazy("report", "Perhaps reported"),
    "sent": pgettext_lazy("report", "Reported, has no number yet"),
    "open": pgettext_lazy("report", "Open there"),
    "closed": pgettext_lazy("report", "Ended there"),
    "failed": pgettext_lazy("report", "Did not arrive"),
}
"""“Ended there” says nothing of whether it was mended: a person finds out."""
TONES: Final = {"waiting": "neutral", "perhaps": "warning", "sent": "info", "open": "info", "closed": "warning",
                "failed": "danger"}  # fmt: skip
SAID: Final[dict[str, Promise]] = {
    "~many": _("More reports are listed there than can be looked through."),
    "~numberless": _("It answered without a number."),
    "~inside": _("Its address is inside our own network."),
    "~nobody": _("Nobody is there."),
    "~long": _("It said too much, or took too long."),
    "~unlisted": _("It was given several times, and is not listed there."),
    "~unnumbered": _("It has no number there yet."),
    "~gone": _("The system does not know it any more."),
    "~unconnected": _("No fault-report system is connected any more."),
}
"""What became of speaking to it, where that is not in its own words."""
