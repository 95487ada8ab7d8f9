"""What a municipality does first: a list that is there until the first burglary is."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from kokong.incidents import api as incidents
from kokong.people import api as people
from kokong.places import api as places

WALKERS: Final = frozenset({"officer", "visitor"})


@dataclass(frozen=True)
class Begin:
    """One thing to do first, and where; `done` once it is."""

    title: str
    why: str
    url: str
    done: bool


def steps(*, actor: people.Actor) -> tuple[Begin, ...]:
    """What whoever plans does first; empty once the first burglary is there, and for everybody else."""
    if not actor.may("cocoon.plan") or incidents.count(states=("draft", "confirmed")):
        return ()
    return tuple(_steps(actor))


def _steps(actor: people.Actor) -> Iterator[Begin]:
    if actor.may("places.import"):
        yield Begin(
            _("Bring in the addresses"),
            _("Doors are chosen among them: from the municipality's register, or from OpenStreetMap."),
            reverse("intake:addresses"),
            done=places.count() > 0,
        )
    if actor.may("people.manage"):
        yield Begin(
            _("Invite those who work with it"),
            _("A police officer confirms burglaries; officers and visitors walk the rounds."),
            reverse("people:list"),
            done=len({person.user_id for person in people.people(roles=WALKERS)} - {actor.user_id}) > 0,
        )
    yield Begin(
        _("Register the first burglary"),
        _("Or import earlier ones from a file: the analysis learns from them."),
        reverse("incidents:report"),
        done=False,
    )
