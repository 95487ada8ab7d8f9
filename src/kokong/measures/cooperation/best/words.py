"""What is said of suggestions."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Said = Mapping[str, str | Promise]

GRADES: Final[Said] = {
    "strong": pgettext_lazy("evidence", "strong"),
    "fair": pgettext_lazy("evidence", "fair"),
    "weak": pgettext_lazy("evidence", "weak"),
}
ACTS_ON: Final[Said] = {
    "all": _("all burglaries"),
    "near_repeats": _("burglaries soon after one near by"),
    "flats": _("burglaries in flats"),
}
WAITS: Final[Said] = {
    "few": _(
        "Nothing: wait. Less than one burglary a year is expected here, so there is next to nothing to prevent."
    ),
    "compared": _("Nothing: wait. A registered evaluation needs the area as it is."),
    "nothing": _("Nothing: wait. All that could help was given, accepted or refused lately."),
    "no_burglaries": _("Nothing: wait. No burglary is known in any area in the last three years."),
}
WHY_NOT: Final[Said] = {
    "given": _("given lately: see first what comes of it"),
    "refused": _("refused in the last twelve months"),
    "accepted": _("accepted already"),
    "no_figure": _("nobody has published what it prevents by itself"),
    "little": _("would prevent less than one burglary in fifty years"),
    "no_flats": _("no burglary in flats is known here"),
}
FOUND: Final[Said] = {
    "watch": _("15 of 18 evaluations in favour: 16 to 26 per cent fewer. Old, most from the USA and Britain."),
    "repeats": _("31 studies of repeat victimisation: about a sixth fewer, for burglary up to a fifth."),
    "packages": _("The same review, whose packages were more than a check: locks were changed."),
    "advice": _("The same review: advice alone did little."),
    "swordfish": _("Visits and advice around burglaries, drawn by lot: rated “no effects”."),
    "trafford": _(
        "27 per cent fewer, before and after; more than in towns like it, which were not chosen by lot."
    ),
    "aarhus": _("21 per cent fewer among all who were offered it (p = 0.021), fading; a third marked something."),
    "essex": _("No effect over all."),
    "knutsson": _("None in eight years: burglaries rose where things were marked."),
    "gates": _("37 per cent fewer behind gated alleys. A later review of many towns: modest, but significant."),
    "light": _("14 per cent fewer crimes, of property only. A walk leads to light now and then."),
    "hot_spots": _("60 tests: 16 per cent fewer crimes of all kinds. Police at hot spots, most in the USA."),
}
"""What each source found, by its code in `evidence`."""
