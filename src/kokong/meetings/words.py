"""How meetings are said on pages, in letters and in files."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

STATES: Final[dict[str, str | Promise]] = {
    "draft": pgettext_lazy("meeting", "Draft"),
    "announced": pgettext_lazy("meeting", "Announced"),
    "moved": pgettext_lazy("meeting", "Moved"),
    "held": pgettext_lazy("meeting", "Held"),
    "minuted": pgettext_lazy("meeting", "Held, with minutes"),
    "cancelled": pgettext_lazy("meeting", "Cancelled"),
}
TONES: Final = {
    "draft": "neutral", "announced": "info", "moved": "warning", "held": "warning", "minuted": "success",
    "cancelled": "danger",
}  # fmt: skip
ANSWERS: Final[dict[str, str | Promise]] = {
    "": pgettext_lazy("answer", "Not answered"),
    "yes": pgettext_lazy("answer", "Yes"),
    "maybe": pgettext_lazy("answer", "Maybe"),
    "no": pgettext_lazy("answer", "No"),
}
TOO_LATE: Final[dict[str, str | Promise]] = {
    "cancelled": _("This meeting is cancelled, so there is nothing to answer any more. Nothing was changed."),
    "over": _("This meeting has been, so your answer is no longer needed. Thank you all the same."),
    "draft": _("This meeting is not announced yet. Nothing was changed."),
}
