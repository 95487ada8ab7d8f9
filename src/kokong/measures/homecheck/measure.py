"""What this room is to the house."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from kokong.kernel.measure import Measure
from kokong.kernel.navigation import Item

from .rules import BESIDE, COORDINATOR, DESK, ON_PHONES, OPERATORS, TAKES, TOGETHER

_HERE: Final = "kokong.measures.homecheck"

MEASURE: Final = Measure(
    name="homecheck",
    title=_("Home check"),
    part="homecheck",
    icon="house",
    may={
        "homecheck.see": DESK,
        "homecheck.take": TAKES,
        "homecheck.together": TOGETHER,
        "homecheck.phone": ON_PHONES,
    },
    rail=(
        Item(_("What homes answered"), "homecheck:sums", icon="house", order=70, roles=DESK, menu=True),
        Item(_("Home check together"), "homecheck:together", icon="house", order=68, roles=BESIDE),
        Item(_("Home check together"), "homecheck:together", icon="house", order=68, roles=DESK, menu=True),
        Item(_("Take over an alarm plan"), "homecheck:take", icon="house", order=65, roles=OPERATORS),
        Item(_("Take over an alarm plan"), "homecheck:take", icon="house", order=65, roles=COORDINATOR, menu=True),
    ),
    urls=(("home-check/", f"{_HERE}.urls"),),
    own_scope=(
        "/home-check/keep/",
        "/home-check/link/",
        "/home-check/mine/",
        "/home-check/household/",
        "/home-check/plan/",
        "/home-check/asked/",
    ),
    public=(f"{_HERE}.public:CHECK",),
    kinds=(
        f"{_HERE}.letters:TOLD",
        f"{_HERE}.letters:AGAIN_TOLD",
        f"{_HERE}.letters:HOLDER_TOLD",
        f"{_HERE}.letters:TEST_TOLD",
    ),
    subjects=(f"{_HERE}.phone:TOGETHER",),
    delivers={"home_check": _("Home check together")},
    keeping=f"{_HERE}.keeping",
    figure=f"{_HERE}.today:figure",
    log_words=f"{_HERE}.log_words:WORDS",
    ready=f"{_HERE}.reminding:ready",
    scene=f"{_HERE}.scene:stage",
    leave=f"{_HERE}.work:forget_all",
)
