"""Everything that is kept about one home."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kokong.incidents import api as incidents
from kokong.kernel import audit, measure
from kokong.kernel.today import Line
from kokong.ledger import api as ledger
from kokong.measures.cocoons import api as cocoons
from kokong.people.api import Actor
from kokong.places import api as places
from kokong.tasks import api as tasks

from . import words

STATES = ("draft", "confirmed", "withdrawn")


@audit.personal
@dataclass(frozen=True)
class Page:
    """A home: its burglaries, what was delivered, and whether nobody should knock."""

    home: places.Dwelling
    burglaries: Sequence[tuple[incidents.Burglary, str, str]]
    deliveries: Sequence[tuple[ledger.Delivery, str, str]]
    quiet: cocoons.DoNotVisit | None
    waiting: Sequence[tasks.Task]
    more: Sequence[Line]


def page(*, dwelling_id: int, actor: Actor, now: datetime) -> Page | None:
    """The page of a home; None where the municipality in scope has no such home. Logged."""
    home = places.dwelling(dwelling_id=dwelling_id)
    if home is None:
        return None
    delivered = {code: said for one in measure.everyone() for code, said in one.delivers.items()}
    listed = cocoons.do_not_visit(dwelling_id=dwelling_id)
    audit.read(
        action="dwelling.seen",
        subject="dwelling",
        subject_id=dwelling_id,
        rows=[dwelling_id],
        said={dwelling_id: home.full_address},
    )
    return Page(
        home=home,
        burglaries=[
            (b, words.said(incidents.words.STATES, b.state), words.said(incidents.words.KINDS, b.dwelling_kind))
            for b in incidents.burglaries(dwelling_id=dwelling_id, states=STATES)
        ],
        deliveries=[
            (d, words.said(delivered, d.measure), cocoons.words.outcome(d.outcome))
            for d in reversed(ledger.deliveries(dwelling_id=dwelling_id))
        ],
        more=[
            line
            for _measure, lines in measure.each("at_home")
            for line in lines(dwelling_id=dwelling_id, actor=actor, now=now)
        ],
        waiting=tasks.at(dwelling_id=dwelling_id, roles=actor.roles),
        quiet=next((e for e in listed if e.expires is None or e.expires >= now.date()), None),
    )
