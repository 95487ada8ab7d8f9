"""Why nobody knocks, in words."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REASONS: Final[dict[str, Promise]] = {
    "asked": _("The household has asked for it"),
    "safety": _("For the visitors' safety"),
    "vacant": _("Stands empty"),
    "other": _("Another reason"),
}
