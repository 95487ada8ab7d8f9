"""The method's recurring work by the month: what a new municipality takes over, and changes as it likes.

Months follow when burglaries and holidays come round (November is the peak of houses, with October and December
beside it; April and May are lowest). Hours are a first guess for a town of some
60,000, to be corrected by one's own.
"""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Work:
    """Something that comes round each year: in which months, who does it, hours each time, material, and why."""

    code: str
    months: tuple[int, ...]
    title: Promise
    who: Promise
    hours: int
    material: Promise
    purpose: Promise


BOTH: Final = _("Coordinator and community police")
COORDINATOR: Final = _("Coordinator")

KALMAR: Final[tuple[Work, ...]] = (
    Work("year", (2,), _("Follow up the past year"), BOTH, 16,
         _("Final figures of the year, deliveries, the action plan"),
         _("To know what happened and what was done, before anything new is decided.")),
    Work("picture", (3, 9), _("Renew the situational picture"), BOTH, 24,
         _("The live picture; what residents and staff say"),
         _("So that spring and autumn are planned from what is known now.")),
    Work("steering", (1, 4, 8, 11), _("Steering group"), BOTH, 4,
         _("Picture, plan, hours that are left"),
         _("Those who decide over people and money clear the way.")),
    Work("council", (3, 10), _("Council for crime prevention"), COORDINATOR, 6,
         _("Invitation, picture in slides"),
         _("Owners, associations and services hear the same and say what they will do.")),
    Work("winter-break", (2,), _("Advice before the winter break"), COORDINATOR, 3,
         _("Text for website and watch groups"),
         _("Homes stand empty for a week; neighbours can help.")),
    Work("easter", (3,), _("Advice before Easter"), COORDINATOR, 3,
         _("Text for website and watch groups"),
         _("The first long weekend of travel in the year.")),
    Work("contacts", (4,), _("Yearly meeting with contact persons"), BOTH, 8,
         _("Local counts, roster, decals, coffee"),
         _("Groups that meet stay alive; rosters go stale within a year.")),
    Work("walks-light", (4, 5), _("Safety walks in daylight"), BOTH, 12,
         _("Route, invitation, protocol"),
         _("Sight lines and growth are seen by day, while burglaries are few.")),
    Work("signs", (5,), _("Look at every sign"), COORDINATOR, 10,
         _("The round on the phone, new signs"),
         _("A faded sign says that nobody looks.")),
    Work("owners", (5, 9), _("Breakfast with owners and housing associations"), BOTH, 8,
         _("Checklist, own figures of each owner"),
         _("The weakest door decides; owners mend more than anybody else can.")),
    Work("summer", (6,), _("Advice before the summer holidays"), COORDINATOR, 6,
         _("Text, away routine of watch groups, local media"),
         _("Burglaries rise while people are away.")),
    Work("bicycles", (8,), _("Marking day, with bicycles"), BOTH, 8,
         _("Marking kits, a tent, flyers"),
         _("Theft of bicycles peaks; marking brings new watch groups, too.")),
    Work("autumn-plan", (8,), _("Plan the autumn and order material"), COORDINATOR, 8,
         _("Stock of kits, leaflets and signs"),
         _("What is ordered in October comes too late.")),
    Work("campaign", (10, 11), _("Main campaign before the dark months"), BOTH, 40,
         _("Letters, leaflets, home checks, media"),
         _("Most burglaries of houses come from October to December.")),
    Work("walks-dark", (11,), _("Safety walks in the dark"), BOTH, 12,
         _("Route, reflective vests, protocol"),
         _("Light is judged when it is dark.")),
    Work("christmas", (12,), _("Advice before Lucia and Christmas"), COORDINATOR, 4,
         _("Text for website and watch groups"),
         _("Presents indoors, and people away from home.")),
)  # fmt: skip
BY_CODE: Final = {each.code: each for each in KALMAR}
