"""What this room is to the house."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from kokong.kernel.measure import Measure
from kokong.kernel.navigation import Item

from .rules import DESK, MAY

_HERE: Final = "kokong.measures.cooperation"

MEASURE: Final = Measure(
    name="cooperation",
    title=_("Cooperation"),
    part="cooperation",
    icon="handshake",
    may=MAY,
    rail=(Item(_("Cooperation"), "cooperation:front", icon="handshake", order=60, roles=DESK, menu=True),),
    urls=(("cooperation/", f"{_HERE}.urls"), ("m/wheel/", f"{_HERE}.rhythm.public_urls")),
    own_scope=("/m/wheel/",),
    api=(("/pictures/", f"{_HERE}.picture.http:router"), ("/plans/", f"{_HERE}.plan.http:router")),
    keeping=f"{_HERE}.keeping",
    log_words=f"{_HERE}.log_words:WORDS",
    epilogue=f"{_HERE}.scene:stage",
    today=f"{_HERE}.today:day",
    figure=f"{_HERE}.plan.today:figure",
    year=f"{_HERE}.rhythm.year:items",
    ready=f"{_HERE}.starting:ready",
    diary=f"{_HERE}.diary.records:records",
)
