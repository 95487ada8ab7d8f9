"""What this room is to the house."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from kokong.kernel.measure import Measure
from kokong.kernel.navigation import Item

from .rules import DESK, ON_FOOT

_HERE: Final = "kokong.measures.promises"

MEASURE: Final = Measure(
    name="promises",
    title=_("Citizen promises"),
    part="promise",
    icon="handshake",
    may={"promise.see": DESK, "promise.do": DESK, "promise.foot": ON_FOOT},
    rail=(
        Item(_("Citizen promises"), "promises:list", icon="handshake", order=61, roles=DESK, menu=True),
        Item(_("Hours on foot"), "promises:foot", icon="footprint", order=69, roles=DESK, menu=True),
        Item(_("Hours on foot"), "promises:foot", icon="footprint", order=69, roles=ON_FOOT - DESK),
    ),
    urls=(("promises/", f"{_HERE}.urls"), ("m/dialogue/", f"{_HERE}.dialogue.public_urls")),
    own_scope=("/m/dialogue/",),
    kinds=(f"{_HERE}.clock:BEHIND",),
    public=(f"{_HERE}.public:PROMISES",),
    keeping=f"{_HERE}.keeping",
    log_words=f"{_HERE}.log_words:WORDS",
    today=f"{_HERE}.today:day",
    figure=f"{_HERE}.today:figure",
    ready=f"{_HERE}.clock:ready",
    outcomes=f"{_HERE}.words:DELIVERED",
    delivers={"on_foot": _("Hours on foot")},
    scene=f"{_HERE}.scene:stage",
    scene_order=80,
    diary=f"{_HERE}.diary:records",
)
