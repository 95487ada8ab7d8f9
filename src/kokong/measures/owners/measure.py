"""What this room is to the house."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from kokong.kernel.measure import Measure
from kokong.kernel.navigation import Item

from .rules import DESK

_HERE: Final = "kokong.measures.owners"

MEASURE: Final = Measure(
    name="owners",
    title=_("Property owners"),
    part="owners",
    icon="buildings-3",
    may={"owner.see": DESK, "owner.do": DESK},
    rail=(Item(_("Property owners"), "owners:list", icon="buildings-3", order=59, roles=DESK, menu=True),),
    urls=(("owners/", f"{_HERE}.urls"),),
    importers=(f"{_HERE}.importing:OWNERS",),
    keeping=f"{_HERE}.keeping",
    log_words=f"{_HERE}.log_words:WORDS",
    layers=(f"{_HERE}.features:BUILDINGS",),
    today=f"{_HERE}.today:day",
    at_home=f"{_HERE}.today:at_home",
    figure=f"{_HERE}.today:figure",
)
