"""What this room is to the house."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from kokong.kernel.measure import Measure
from kokong.kernel.navigation import Item

_HERE: Final = "kokong.measures.cocoons"
DESK: Final = frozenset({"officer", "coordinator"})
FIELD: Final = frozenset({"visitor"})

MEASURE: Final = Measure(
    name="cocoons",
    title=_("Cocoons"),
    part="cocooning",
    icon="mark",
    may={
        "cocoon.see": DESK,
        "cocoon.plan": DESK,
        "cocoon.settings": frozenset({"coordinator"}),
        "round.assign": DESK,
        "round.visit": DESK | FIELD,
    },
    rail=(
        Item(_("Cocoons"), "cocoons:list", icon="door", order=30, roles=DESK),
        Item(_("My rounds"), "field:rounds", icon="door", order=10, roles=FIELD),
        Item(_("My rounds"), "field:rounds", icon="door", order=10, roles=DESK, menu=True),
    ),
    urls=(("cocoons/", f"{_HERE}.urls"),),
    api=(("/cocoons/", f"{_HERE}.http:router"),),
    subjects=(f"{_HERE}.phone.subject:DOOR",),
    keeping=f"{_HERE}.keeping",
    log_words=f"{_HERE}.log_words:WORDS",
    layers=(f"{_HERE}.features:COCOONS", f"{_HERE}.features:DOORS"),
    looks=(f"{_HERE}.features:RING", f"{_HERE}.features:WALK"),
    today=f"{_HERE}.today:day",
    year=f"{_HERE}.year:items",
    figure=f"{_HERE}.today:figure",
    at_burglary=f"{_HERE}.at_burglary:part",
    at_home=f"{_HERE}.at_home:lines",
    of_burglaries=f"{_HERE}.of_burglaries:BESIDE",
    on_map=f"{_HERE}.mapping:on_map",
    outcomes=f"{_HERE}.words:DELIVERED",
    start=f"{_HERE}.today:start",
    ready=f"{_HERE}.ready:declare",
    delivers={"cocoon_visit": _("Cocoon visit")},
    scene=f"{_HERE}.scene:stage",
    scene_order=10,
)
