"""What this room is to the house."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from kokong.kernel.measure import Measure
from kokong.kernel.navigation import Item

from .found.rules import POLICE
from .rules import DESK, FIELD

_HERE: Final = "kokong.measures.marking"

MEASURE: Final = Measure(
    name="marking",
    title=_("Marking of property"),
    part="marking",
    icon="tag",
    may={"marking.see": DESK, "marking.do": DESK, "marking.hand": DESK | FIELD, "marking.found": POLICE},
    rail=(
        Item(_("Marking of property"), "marking:list", icon="tag", order=61, roles=DESK, menu=True),
        Item(_("Hand out kits"), "marking:hand-out", icon="tag", order=61, roles=FIELD, menu=True),
    ),
    urls=(("marking/", f"{_HERE}.urls"), ("m/marking/", f"{_HERE}.survey.urls")),
    kinds=(f"{_HERE}.letters:LOAN", f"{_HERE}.survey.asking:KIND"),
    keeping=f"{_HERE}.keeping",
    log_words=f"{_HERE}.log_words:WORDS",
    public=(f"{_HERE}.public:MARKING",),
    layers=(f"{_HERE}.reach.features:REACH",),
    today=f"{_HERE}.today:day",
    year=f"{_HERE}.today:year",
    figure=f"{_HERE}.today:figure",
    ready=f"{_HERE}.starting:ready",
    scene=f"{_HERE}.scene:stage",
    delivers={"marking_kit": _("Marking kit")},
)
