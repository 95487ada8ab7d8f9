"""Everything that is kept about one home."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from kokong.incidents import api as incidents
from kokong.kernel import audit, measure
from kokong.kernel.shown import Said
from kokong.kernel.today import Line
from kokong.ledger import api as ledger
from kokong.people.api import Actor
from kokong.places import api as places
from kokong.tasks import api as tasks

from . import words

STATES = ("draft", "confirmed", "withdrawn")


@audit.personal
@dataclass(frozen=True)
class Page:
    """A home: what is going on there, its burglaries, what was delivered, and what each measure says."""

    home: places.Dwelling
    burglaries: Sequence[tuple[incidents.Burglary, str, str]]
    deliveries: Sequence[tuple[ledger.Delivery, str, Said]]
    quiet: bool
    waiting: Sequence[tasks.Task]
    lines: Sequence[Line]

    @property
    def warnings(self) -> list[Line]:
        """What whoever goes there must know first."""
        return [line for line in self.lines if line.warning]

    @property
    def going_on(self) -> list[Line]:
        """What is going on there now."""
        return [line for line in self.lines if line.now and not line.warning]

    @property
    def more(self) -> list[Line]:
        """What else the measures know of this home."""
        return [line for line in self.lines if not line.warning and not line.now]


def page(*, dwelling_id: int, actor: Actor, now: datetime) -> Page | None:
    """The page of a home; None where the municipality in scope has no such home. Logged."""
    home = places.dwelling(dwelling_id=dwelling_id)
    if home is None:
        return None
    audit.read(
        action="dwelling.seen",
        subject="dwelling",
        subject_id=dwelling_id,
        rows=[dwelling_id],
        said={dwelling_id: home.full_address},
    )
    quiet = places.quiet_lines(dwelling_id=dwelling_id, actor=actor, now=now)
    burglaries = incidents.burglaries(dwelling_id=dwelling_id, states=STATES)
    return Page(
        home=home,
        quiet=bool(quiet),
        burglaries=[
            (b, words.said(incidents.words.STATES, b.state), words.said(incidents.words.KINDS, b.dwelling_kind))
            for b in burglaries
        ],
        deliveries=_deliveries(dwelling_id),
        lines=[
            *quiet,
            *(_reported(each) for each in burglaries if each.state == "draft"),
            *(
                line
                for _measure, lines in measure.each("at_home")
                for line in lines(dwelling_id=dwelling_id, actor=actor, now=now)
            ),
        ],
        waiting=tasks.at(dwelling_id=dwelling_id, roles=actor.roles),
    )


def _reported(burglary: incidents.Burglary) -> Line:
    """A burglary that waits for the police's word."""
    detail = _("reported %(when)s") % {"when": date_format(localtime(burglary.reported_at), "j F H:i")}
    page = reverse("desk:burglary", args=[burglary.id])
    return Line(_("A burglary is reported here and waits to be confirmed"), detail, page, now=True)


def _deliveries(dwelling_id: int) -> list[tuple[ledger.Delivery, str, Said]]:
    """The newest first, each in the words of the measure that delivered it."""
    named = {code: (one, said) for one in measure.everyone() for code, said in one.delivers.items()}
    ended = {one.name: outcomes for one, outcomes in measure.each("outcomes")}
    found = []
    for delivery in reversed(ledger.deliveries(dwelling_id=dwelling_id)):
        one, said = named.get(delivery.measure, (None, delivery.measure))
        outcomes = ended.get(one.name, {}) if one else {}
        found.append((delivery, str(said), outcomes.get(delivery.outcome, Said(delivery.outcome))))
    return found
