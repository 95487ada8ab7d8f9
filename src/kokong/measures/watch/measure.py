"""What this room is to the house."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from kokong.kernel.measure import Measure
from kokong.kernel.navigation import Item

from .rules import DESK, MOVE, OWN

_HERE: Final = "kokong.measures.watch"

MEASURE: Final = Measure(
    name="watch",
    title=_("Neighbourhood watch"),
    part="watch",
    icon="person-group",
    may={
        "watch.see": DESK,
        "watch.do": DESK,
        "watch.settings": frozenset({"coordinator"}),
        "watch.move": MOVE,
        "watch.trust": frozenset({"coordinator"}),
        "watch.care": OWN,
    },
    rail=(
        Item(_("Watch groups"), "watch:list", icon="person-group", order=55, roles=DESK, menu=True),
        Item(_("My watch group"), "watch:own", icon="person-group", order=5, roles=OWN),
    ),
    urls=(("watch/", f"{_HERE}.urls"),),
    own_scope=("/watch/join/", "/watch/accept/", "/watch/mine/", "/watch/alerts/answer/"),
    kinds=(
        f"{_HERE}.letters:TOLD",
        f"{_HERE}.letters:LISTED_TOLD",
        f"{_HERE}.letters:MOVED_TOLD",
        f"{_HERE}.letters:ANSWERED",
        f"{_HERE}.reminding:MEET_TOLD",
        f"{_HERE}.reminding:ROSTER_TOLD",
        f"{_HERE}.alerts.kinds:NOW_TOLD",
        f"{_HERE}.alerts.kinds:LATER_TOLD",
        f"{_HERE}.alerts.kinds:DIGEST_TOLD",
        f"{_HERE}.alerts.kinds:NOTICE_TOLD",
        f"{_HERE}.alerts.kinds:NOTICE_LATER_TOLD",
        f"{_HERE}.alerts.kinds:AFTER_TOLD",
        f"{_HERE}.alerts.answering:CAME_TOLD",
        f"{_HERE}.alerts.answering:ANSWER_TOLD",
    ),
    importers=(f"{_HERE}.rosters.importing:ROSTERS",),
    public=(f"{_HERE}.public:WATCH",),
    keeping=f"{_HERE}.keeping",
    log_words=f"{_HERE}.log_words:WORDS",
    api=(("/watch/", f"{_HERE}.http:router"),),
    layers=(f"{_HERE}.features:GROUPS",),
    today=f"{_HERE}.today:day",
    year=f"{_HERE}.today:year",
    at_home=f"{_HERE}.today:at_home",
    figure=f"{_HERE}.today:figure",
    start=f"{_HERE}.today:start",
    ready=f"{_HERE}.wishes:ready",
    scene=f"{_HERE}.scene:stage",
    delivers={
        "watch_group": _("Watch group at work"),
        "watch_decals": _("Decals of the neighbourhood watch"),
        "watch_alert": _("Alert to a watch group"),
    },
    leave=f"{_HERE}.own:leave_all",
)
