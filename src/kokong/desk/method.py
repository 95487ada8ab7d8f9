"""The method as a whole: its twelve parts, each with its one figure and what waits in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kokong.effect import api as effect
from kokong.kernel import measure
from kokong.kernel.measure import Figure
from kokong.people.api import Actor

# Kalmar's method, in the order in which its description tells it.
PARTS: Final[Mapping[str, tuple[str | Promise, str | Promise]]] = {
    "cooperation": (_("Closer cooperation"), _("Municipality and police plan and follow up together.")),
    "communication": (_("Active communication"), _("Website, local media and social media.")),
    "promise": (_("Citizen promise"), _("What both authorities promise, and are held to.")),
    "walks": (_("Safety walks"), _("With residents, where they feel unsafe.")),
    "watch": (_("Neighbourhood watch"), _("Groups that are visited and told.")),
    "owners": (_("Property owners"), _("Advice for owners and housing associations.")),
    "marking": (_("Marking of property"), _("Kits that are handed out and used.")),
    "cocooning": (_("Cocooning"), _("The homes around a burglary are visited within 48 hours.")),
    "signs": (_("Warning signs"), _("In areas that are hit hard.")),
    "homecheck": (_("A secured home"), _("The resident’s own part: locks, light, habits.")),
    "alarms": (_("Alarms"), _("That reach an alarm centre at once.")),
    "effect": (_("Effect"), _("What was done, and what came of it.")),
}


@dataclass(frozen=True)
class Part:
    """One part. Without a figure its room isn't here, or says nothing to this person."""

    code: str
    title: str | Promise
    says: str | Promise
    icon: str
    figure: Figure | None


def parts(*, actor: Actor, now: datetime) -> Sequence[Part]:
    """All twelve, in the method's order."""
    figures = {"effect": ("bar-chart", effect.figure(actor=actor, now=now))}  # a room that is no measure
    figures |= {one.part: (one.icon, figure(actor=actor, now=now)) for one, figure in measure.each("figure")}
    return [
        Part(
            code=code,
            title=title,
            says=says,
            icon=figures[code][0] if code in figures else "",
            figure=figures[code][1] if code in figures else None,
        )
        for code, (title, says) in PARTS.items()
    ]
