"""What this room is to the house."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from kokong.kernel.measure import Measure
from kokong.kernel.navigation import Item

from .rules import DESK, FIELD

_HERE: Final = "kokong.measures.walks"

MEASURE: Final = Measure(
    name="walks",
    title=_("Safety walks"),
    part="walks",
    icon="footprint",
    may={
        "walk.see": DESK,
        "walk.do": DESK,
        "walk.note": DESK | FIELD,
        "walk.own": frozenset({"owner_representative"}),
    },
    rail=(Item(_("Safety walks"), "walks:list", icon="footprint", order=58, roles=DESK, menu=True),),
    urls=(
        ("walks/", f"{_HERE}.urls"),
        ("m/walks/", f"{_HERE}.public_urls"),
        ("m/open311/", f"{_HERE}.open311.urls"),
    ),
    kinds=(f"{_HERE}.letters:ASK", f"{_HERE}.letters:WISH", f"{_HERE}.letters:NEWS"),
    subjects=(f"{_HERE}.phone:WALK",),
    pictures=(f"{_HERE}.photos:FINDING",),
    public=(f"{_HERE}.public:WALKS",),
    keeping=f"{_HERE}.keeping",
    log_words=f"{_HERE}.log_words:WORDS",
    layers=(f"{_HERE}.features:FINDINGS", f"{_HERE}.features:ROUTES"),
    looks=(f"{_HERE}.features:ON_PHONE",),
    today=f"{_HERE}.today:day",
    year=f"{_HERE}.today:year",
    at_owner=f"{_HERE}.own_ground:at_owner",
    figure=f"{_HERE}.today:figure",
    ready=f"{_HERE}.starting:ready",
    scene=f"{_HERE}.scene:stage",
    delivers={"walk": _("Safety walk")},
    diary=f"{_HERE}.diary:records",
)
