"""The room's codes in people's words."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Words = dict[str, str | Promise]

OUTCOMES: Final[Words] = {
    "talked": _("Talked"),
    "card_left": _("Card left"),
    "no_answer": _("No answer"),
    "declined": _("Declined"),
    "not_reachable": _("Not reachable"),
    "no_such_address": _("No such address"),
    "come_back": _("Come back"),
}
FOLLOW_UPS: Final[Words] = {
    "watch_group": _("Wants a watch group"),
    "kit": _("Wants a marking kit"),
    "home_check": _("Wants a home check"),
    "sign": _("Wants a sign"),
}
STATES: Final[Words] = {
    "open": pgettext_lazy("door", "To visit"),
    "shared": pgettext_lazy("door", "Visited in another cocoon"),
    "dropped": pgettext_lazy("door", "Left out"),
    "do_not_visit": pgettext_lazy("door", "Do not visit"),
    "done": pgettext_lazy("door", "Visited"),
}
REASONS: Final[Words] = {
    "home": _("The burgled home"),
    "same_stairwell": _("Same stairwell"),
    "same_building": _("Same building"),
    "beside": _("Along the street, same side"),
    "across": _("Across the street"),
    "near": _("Near by"),
    "rear": _("Behind or round the corner"),
    "added": _("Added by hand"),
}
DROP_REASONS: Final[Words] = {
    "retired": _("The address no longer exists"),
    "moved": _("Outside the ring since the place was corrected"),
    "empty": _("Nobody lives there"),
    "no_dwelling": _("Not a home"),
    "too_far": _("Too far away"),
    "other": _("Another reason"),
}
DO_NOT_VISIT_REASONS: Final[Words] = {
    "asked": _("The household has asked for it"),
    "safety": _("For the visitors' safety"),
    "vacant": _("Stands empty"),
    "other": _("Another reason"),
}
KINDS: Final[Words] = {
    "detached": _("Detached houses"),
    "row": _("Terraced houses"),
    "flat": _("Flats"),
    "holiday": _("Holiday homes"),
}
WALKED_BY: Final[Words] = {
    "streets": _("planned along the streets"),
    "straight line": _("planned as the crow flies: no streets are imported"),
    "hand": _("put in order by hand"),
}
