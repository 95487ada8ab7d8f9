"""Words for reading it together."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .rules import Doubt
from .values import Read

DOUBTS: Final[Mapping[Doubt, str | Promise]] = {
    "missing": gettext_lazy("Their counts have not come."),
    "not_planned": gettext_lazy("Their outcome was not read as planned."),
    "late": gettext_lazy("They wrote down who takes part after the outcome had been looked at."),
    "others": gettext_lazy("They wrote down that others take part."),
}


def verdict(read: Read) -> str:
    """What all say together, in a sentence. No percentage of fewer than twenty burglaries is in it."""
    found = read.together
    if found is None:
        return read.refused
    if found.direction == 0:
        return _("Together it can't be told from chance.")
    if found.direction > 0:
        return _("Together more burglaries than expected were counted.")
    if found.carries_over:
        return _("Together fewer burglaries than expected were counted, and the municipalities agree.")
    return _("Together fewer burglaries than expected were counted in these municipalities.")


def elsewhere(read: Read) -> str:
    """What can be said of a municipality that did the same."""
    found = read.together
    if found is None or found.direction == 0:
        return ""
    if found.carries_over:
        return _("Where it is done the same way, the same direction is to be expected.")
    if len(found.shares) <= 2:
        return _("Two municipalities say nothing of a third.")
    return _("The municipalities differ too much to say what would happen in another one.")


def said(read: Read) -> list[str]:
    """All of it as lines: the sentence, what it says of elsewhere, and why it isn't as planned."""
    doubts = [f"{code}: {DOUBTS[why]}" for code, why in read.doubts]
    return [*filter(None, (verdict(read), elsewhere(read))), *doubts]
