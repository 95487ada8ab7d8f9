"""Everything that the page of one burglary shows, in a fixed number of queries.

What the measures have to say of it they declare (`at_burglary`); the desk knows none of them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from kokong.incidents import api as incidents
from kokong.kernel import measure
from kokong.kernel.keep import Kept
from kokong.kernel.shown import Action, Moment, Part, Step
from kokong.kernel.today import Panel
from kokong.people import api as people
from kokong.places import api as places

from . import words


@dataclass(frozen=True)
class Page:
    """A burglary, its home, what the measures say of it, and what comes next."""

    burglary: incidents.Burglary
    home: places.Dwelling
    parts: Sequence[Part]
    step: Step | None
    moments: Sequence[Moment]
    police: incidents.PolicePart | None
    kept: Sequence[Kept]

    @property
    def bounds(self) -> str:
        """Where the map looks before its features are there: west, south, east, north."""
        lon, lat = self.home.lon, self.home.lat
        return f"{lon:.5f},{lat:.5f},{lon:.5f},{lat:.5f}"

    @property
    def top(self) -> list[Panel]:
        """Lines under the heading: what has a deadline."""
        return [panel for part in self.parts for panel in part.top]

    @property
    def above(self) -> list[Panel]:
        """What stands above the map, beside the facts and the next step."""
        return [panel for part in self.parts for panel in part.above]

    @property
    def tools(self) -> list[Panel]:
        """What is done on the map."""
        return [panel for part in self.parts for panel in part.tools]

    @property
    def below(self) -> list[Panel]:
        """What stands below the map, over the whole width."""
        return [panel for part in self.parts for panel in part.below]

    @property
    def drawn(self) -> str:
        """Where the map fetches what it shows: the home, and what the measures draw around it."""
        own = reverse("desk:burglary_features", args=[self.burglary.id])
        return " ".join([own, *(address for part in self.parts for address in part.drawn)])


def page(
    *, burglary_id: int, actor: people.Actor, purpose: incidents.Purpose | None = None, now: datetime
) -> Page | None:
    """The page of a burglary for this person; None where the municipality in scope has no such burglary.

    The police part is read only with a purpose.
    """
    burglary = incidents.burglary(burglary_id=burglary_id)
    home = places.dwelling(dwelling_id=burglary.dwelling_id) if burglary else None
    if burglary is None or home is None:
        return None
    parts = [part(burglary=burglary, actor=actor, now=now) for _measure, part in measure.each("at_burglary")]
    return Page(
        burglary=burglary,
        home=home,
        parts=parts,
        step=_step(burglary, parts, actor=actor),
        moments=_moments(incidents.history(burglary_id=burglary_id), parts),
        police=incidents.police_part(burglary_id=burglary_id, purpose=purpose) if purpose else None,
        kept=incidents.kept(burglary_id=burglary_id),
    )


def _step(burglary: incidents.Burglary, parts: Iterable[Part], *, actor: people.Actor) -> Step | None:
    """Confirm it first; then what a measure has to do next."""
    if burglary.state == "withdrawn":
        return Step(str(words.WITHDRAWN))
    if burglary.state != "draft":
        return next((part.step for part in parts if part.step), None)
    if not actor.may("burglary.confirm"):
        return Step(str(words.AWAIT))
    confirm = reverse("incidents:confirm", args=[burglary.id])
    return Step(str(words.CONFIRM), action=Action(_("Confirm"), confirm, "checkmark", post=True))


def _moments(history: Sequence[incidents.Version], parts: Iterable[Part]) -> tuple[Moment, ...]:
    """What happened, oldest first, and after it the deadlines that lie ahead."""
    names = people.names(user_ids=frozenset(v.user_id for v in history if v.user_id))
    found = [_change(version, names) for version in history]
    found += [moment for part in parts for moment in part.moments]
    return tuple(sorted(found, key=lambda moment: (moment.at, not moment.done)))


def _change(version: incidents.Version, names: Mapping[int, str]) -> Moment:
    who = names.get(version.user_id or 0, "")
    said = f"“{version.reason}”" if version.reason else ""
    title = words.said(incidents.words.ACTIONS, version.action)
    return Moment(version.at, title, " · ".join(filter(None, (who, said))))
