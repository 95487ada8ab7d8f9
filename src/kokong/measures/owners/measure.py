"""What this room is to the house."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from kokong.kernel.measure import Measure
from kokong.kernel.navigation import Item

from .rules import DESK, FIELD, OWN

_HERE: Final = "kokong.measures.owners"

MEASURE: Final = Measure(
    name="owners",
    title=_("Property owners"),
    part="owners",
    icon="buildings-3",
    may={
        "owner.see": DESK,
        "owner.do": DESK,
        "owner.check": DESK | FIELD,
        "owner.trust": frozenset({"coordinator"}),
        "owner.own": OWN,
    },
    rail=(
        Item(_("Property owners"), "owners:list", icon="buildings-3", order=59, roles=DESK, menu=True),
        Item(_("Our buildings"), "owners:mine", icon="buildings-3", order=5, roles=OWN),
    ),
    urls=(("owners/", f"{_HERE}.urls"),),
    kinds=(f"{_HERE}.telling.letters:KIND",),
    subjects=(f"{_HERE}.checks.phone:CHECK",),
    pictures=(f"{_HERE}.checks.photos:CHECK",),
    importers=(f"{_HERE}.importing:OWNERS",),
    keeping=f"{_HERE}.keeping",
    log_words=f"{_HERE}.log_words:WORDS",
    layers=(f"{_HERE}.features:BUILDINGS",),
    today=f"{_HERE}.today:day",
    year=f"{_HERE}.today:year",
    at_home=f"{_HERE}.today:at_home",
    figure=f"{_HERE}.today:figure",
    start=f"{_HERE}.today:start",
    ready=f"{_HERE}.checks.delivering:ready",
    scene=f"{_HERE}.scene:stage",
    delivers={"building_check": _("Building check")},
)
