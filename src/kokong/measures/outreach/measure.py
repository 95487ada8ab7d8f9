"""What this room is to the house."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from kokong.kernel.measure import Measure
from kokong.kernel.navigation import Item

from .rules import DESK, MAY

_HERE: Final = "kokong.measures.outreach"

MEASURE: Final = Measure(
    name="outreach",
    title=_("Communication"),
    part="communication",
    icon="megaphone",
    may=MAY,
    rail=(Item(_("Campaigns"), "outreach:list", icon="megaphone", order=55, roles=DESK, menu=True),),
    own_scope=("/newsletter/",),
    urls=(("", f"{_HERE}.urls"),),
    keeping=f"{_HERE}.keeping",
    log_words=f"{_HERE}.log_words:WORDS",
    today=f"{_HERE}.today:day",
    year=f"{_HERE}.today:year",
    figure=f"{_HERE}.today:figure",
    ready=f"{_HERE}.clock:ready",
    kinds=(
        f"{_HERE}.newsletter.letters:TOLD",
        f"{_HERE}.newsletter.letters:NEWSLETTER",
        f"{_HERE}.newsletter.texting:CODES",
        f"{_HERE}.newsletter.texting:TEXTS",
        f"{_HERE}.channels.push:TOLD",
        f"{_HERE}.press.letters:KIND",
        f"{_HERE}.replies.letters:KIND",
    ),
    public=(f"{_HERE}.newsletter.public:NEWSLETTER", f"{_HERE}.press.public:RELEASES"),
    api=(("/campaigns/", f"{_HERE}.http:router"),),
    scene=f"{_HERE}.scene:stage",
    delivers={"campaign": _("Campaign")},
    diary=f"{_HERE}.diary:records",
    leave=f"{_HERE}.newsletter.own:leave_all",
)
