"""What the picture's texts are called."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

HEADINGS: Final[dict[str, Promise]] = {
    "conclusions": _("Conclusions"),
    "mapping": _("Crime, its extent and consequences"),
    "other": _("Other things that matter"),
    "analysis": _("Analysis"),
}
"""In the order in which they are read: conclusions first."""
