"""Words for what this part's codes mean."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

STATES: Final[Mapping[str, Promise]] = {
    "ahead": pgettext_lazy("turn", "To come"),
    "due": pgettext_lazy("turn", "This month"),
    "late": pgettext_lazy("turn", "Late"),
    "done": pgettext_lazy("turn", "Done"),
    "skipped": pgettext_lazy("turn", "Skipped"),
}
TONES: Final[Mapping[str, str]] = {"due": "accent", "late": "warning", "done": "success"}
