"""What this room is to the house."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from kokong.kernel.measure import Measure
from kokong.kernel.navigation import Item

_HERE: Final = "kokong.measures.alarms"
SUPERVISOR: Final = frozenset({"alarm_supervisor"})
OPERATOR: Final = SUPERVISOR | {"alarm_operator"}
COORDINATOR: Final = frozenset({"coordinator"})

MEASURE: Final = Measure(
    name="alarms",
    title=_("Alarms"),
    part="alarms",
    icon="bell",
    may={
        "alarm.see": OPERATOR,
        "alarm.handle": OPERATOR,
        "alarm.supervise": SUPERVISOR,
        "alarm.accounts": OPERATOR | COORDINATOR,
        "alarm.enrol": OPERATOR | COORDINATOR,
    },
    rail=(
        Item(_("Alarms"), "alarms:console", icon="bell", order=10, roles=OPERATOR),
        Item(_("Homes with an alarm"), "alarms:accounts", icon="shield-checkmark", order=60, roles=OPERATOR),
        Item(
            _("Homes with an alarm"),
            "alarms:accounts",
            icon="shield-checkmark",
            order=60,
            roles=COORDINATOR,
            menu=True,
        ),
    ),
    urls=(("alarms/", f"{_HERE}.urls"),),
    api=(("/alarms/", f"{_HERE}.http:router"),),
    importers=(f"{_HERE}.panels.importer:PANELS",),
    keeping=f"{_HERE}.keeping",
    log_words=f"{_HERE}.log_words:WORDS",
    looks=(f"{_HERE}.console.map:ALARM", f"{_HERE}.console.map:WAY"),
    processes=f"{_HERE}.running:processes",
    doctor=f"{_HERE}.doctor:look",
    year=f"{_HERE}.figure:year",
    figure=f"{_HERE}.figure:figure",
    kinds=(
        f"{_HERE}.messages:CHAIN_TOLD",
        f"{_HERE}.messages:LATE_TOLD",
        f"{_HERE}.messages:CENTRE_TOLD",
        f"{_HERE}.panels.letters:TOLD",
    ),
    at_burglary=f"{_HERE}.at_burglary:part",
    at_home=f"{_HERE}.at_home:lines",
    start=f"{_HERE}.access:start",
    delivers={"alarm": _("Verified home alarm")},
    scene=f"{_HERE}.scene:stage",
    scene_order=20,
)
