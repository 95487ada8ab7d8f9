"""How tasks are said on pages and in files."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

STATES: Final[dict[str, Promise]] = {
    "open": pgettext_lazy("task", "Waiting"),
    "taken": pgettext_lazy("task", "Taken"),
    "done": pgettext_lazy("task", "Done"),
    "not_needed": pgettext_lazy("task", "Not needed"),
    "withdrawn": pgettext_lazy("task", "Taken back"),
}


def headers(*, personal: bool) -> list[object]:
    """The first row of the file."""
    more = [_("Address"), _("Taken by"), _("Answer")] if personal else []
    return [_("Kokong number"), _("What"), _("Since"), _("State"), _("Ended"), *more]


def row(line: Mapping[str, Any], *, personal: bool) -> list[object]:
    """One row of the file."""
    task = line["task"]
    home = line["home"].full_address if line["home"] else ""
    more = [home, line["who"], task.answer] if personal else []
    return [task.id, task.kind.words, _day(task.opened), line["state"], _day(task.ended_at), *more]


def _day(moment: Any) -> str:
    return f"{timezone.localdate(moment):%Y-%m-%d}" if moment else ""
