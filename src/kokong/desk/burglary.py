"""Everything that the page of one burglary shows, in a fixed number of queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from kokong.incidents import api as incidents
from kokong.measures.alarms import api as alarms
from kokong.measures.cocoons import api as cocoons
from kokong.people import api as people
from kokong.places import api as places

from . import alarm, rules, timeline, words


@dataclass(frozen=True)
class Page:
    """A burglary, its home, its cocoon, and what comes next."""

    burglary: incidents.Burglary
    home: places.Dwelling
    cocoon: cocoons.Cocoon | None
    counts: cocoons.Coverage | None
    doors: Sequence[cocoons.Door]
    rounds: Sequence[cocoons.Round]
    step: rules.Step
    moments: Sequence[timeline.Moment]
    names: Mapping[int, str]
    police: incidents.PolicePart | None
    alarms: Sequence[alarm.Summary]

    @property
    def advice(self) -> str:
        """The next step in words."""
        return str(words.STEPS[self.step])

    @property
    def bounds(self) -> str:
        """Where the map looks before its features are there: west, south, east, north."""
        lon, lat = self.home.lon, self.home.lat
        return f"{lon:.5f},{lat:.5f},{lon:.5f},{lat:.5f}"

    @property
    def rows(self) -> list[tuple[cocoons.Door, str]]:
        """The doors with the name of who was there last."""
        return [(door, self.names.get(door.visited_by or 0, "")) for door in self.doors]


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
    cocoon = cocoons.cocoon_for(burglary_id=burglary_id)
    doors = cocoons.doors(cocoon_id=cocoon.id) if cocoon else ()
    rounds = cocoons.rounds(cocoon_id=cocoon.id) if cocoon else ()
    counts = cocoons.coverage(cocoon_ids=[cocoon.id]).get(cocoon.id) if cocoon else None
    history = incidents.history(burglary_id=burglary_id)
    names = people.names(user_ids=timeline.user_ids(history, doors, rounds))
    return Page(
        burglary=burglary,
        home=home,
        cocoon=cocoon,
        counts=counts,
        doors=doors,
        rounds=rounds,
        step=_step(burglary, cocoon, counts, doors, rounds, actor=actor, now=now),
        moments=timeline.moments(history=history, cocoon=cocoon, doors=doors, rounds=rounds, names=names, now=now),
        names=names,
        police=incidents.police_part(burglary_id=burglary_id, purpose=purpose) if purpose else None,
        alarms=[alarm.summary(each) for each in alarms.alarms_of_burglary(burglary_id=burglary_id)],
    )


def _step(
    burglary: incidents.Burglary,
    cocoon: cocoons.Cocoon | None,
    counts: cocoons.Coverage | None,
    doors: Sequence[cocoons.Door],
    rounds: Sequence[cocoons.Round],
    *,
    actor: people.Actor,
    now: datetime,
) -> rules.Step:
    return rules.next_step(
        state=burglary.state,
        may_confirm=actor.may("burglary.confirm"),
        opened=cocoon is not None,
        closed=cocoon is not None and cocoon.closed is not None,
        watching=cocoon is not None and now < cocoon.watch_until,
        counts=counts,
        walking=any(r.active(now) and r.left for r in rounds),
        untried=sum(door.state == "open" and door.outcome is None for door in doors),
    )
