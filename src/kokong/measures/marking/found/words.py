"""What is seen on found things, and why a register is asked."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

COLOURS: Final[dict[str, Promise]] = {
    "none": pgettext_lazy("mark", "Nothing glows"),
    "blue": pgettext_lazy("mark", "Blue"),
    "green": pgettext_lazy("mark", "Green"),
    "yellow": pgettext_lazy("mark", "Yellow"),
    "red": pgettext_lazy("mark", "Red"),
    "other": pgettext_lazy("mark", "Another colour"),
}
FORMS: Final[dict[str, Promise]] = {
    "unread": pgettext_lazy("mark", "Not read yet"),
    "digits": pgettext_lazy("mark", "Digits alone"),
    "mixed": pgettext_lazy("mark", "Digits and letters"),
}
WHY: Final[dict[str, Promise]] = {
    "stolen": _("Suspected stolen goods"),
    "seized": _("Seized"),
    "handed_in": _("Handed in as found"),
    "searched": _("Found at a search"),
}
REASONS: Final[dict[str, Promise]] = {
    "decal": _("Its name is on the decal."),
    "form": _("Its codes look like this one."),
    "open": _("Nothing that is seen rules it out."),
}
ANSWERS: Final[dict[bool | None, Promise]] = {
    None: _("No answer yet"),
    True: _("The register knows the mark"),
    False: _("The register does not know it"),
}
