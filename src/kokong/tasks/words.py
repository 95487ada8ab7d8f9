"""How tasks are said on pages and in files."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

STATES: Final[dict[str, Promise]] = {
    "open": pgettext_lazy("task", "Waiting"),
    "taken": pgettext_lazy("task", "Taken"),
    "done": pgettext_lazy("task", "Done"),
    "not_needed": pgettext_lazy("task", "Not needed"),
    "withdrawn": pgettext_lazy("task", "Taken back"),
}
