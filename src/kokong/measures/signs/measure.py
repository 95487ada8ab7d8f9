"""What this room is to the house."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from kokong.kernel.measure import Measure
from kokong.kernel.navigation import Item

from .rules import DESK, FIELD

_HERE: Final = "kokong.measures.signs"

MEASURE: Final = Measure(
    name="signs",
    title=_("Signs"),
    part="signs",
    icon="hiking-trail-sign",
    may={
        "sign.see": DESK,
        "sign.do": DESK,
        "sign.check": DESK | FIELD,
        "sign.own": frozenset({"owner_representative"}),
    },
    rail=(Item(_("Signs"), "signs:list", icon="hiking-trail-sign", order=60, roles=DESK, menu=True),),
    urls=(("signs/", f"{_HERE}.urls"),),
    subjects=(f"{_HERE}.phone:SIGN",),
    pictures=(f"{_HERE}.photos:SIGN",),
    public=(f"{_HERE}.public:MEANINGS", f"{_HERE}.public:STREETS"),
    importers=(f"{_HERE}.importing:SIGNS",),
    keeping=f"{_HERE}.keeping",
    log_words=f"{_HERE}.log_words:WORDS",
    layers=(f"{_HERE}.features:SIGNS",),
    today=f"{_HERE}.today:day",
    year=f"{_HERE}.today:year",
    at_home=f"{_HERE}.today:at_home",
    at_owner=f"{_HERE}.own_ground:at_owner",
    figure=f"{_HERE}.today:figure",
    ready=f"{_HERE}.wishes:ready",
    scene=f"{_HERE}.scene:stage",
    delivers={"sign": _("Sign in the street")},
)
