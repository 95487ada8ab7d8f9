"""The demonstration: a town by the sea, the next municipality, and four years up to now.

Every part looks before it acts, so a start that was interrupted goes on at the next one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from kokong.people.rules import Role
    from kokong.simulation import Town, TownPlan

Say = Callable[[str], None]

SEED: Final = 1
YEARS: Final = 4.0
PASSWORD: Final = "kokong-demonstration"  # noqa: S105 - demonstration only: the towns and people do not exist
COORDINATORS_PHONE: Final = "070-174 06 90"  # of the numbers that PTS keeps for fiction
HOME: Final = "9901"
NEXT: Final = "9902"


@dataclass(frozen=True)
class SignIn:
    """A person of the demonstration, and what to try as them."""

    code: str
    role: "Role"
    email: str
    name: str
    organisation: str
    trial: str


CREW: Final = (
    SignIn(HOME, "coordinator", "samordnare@havsvik.example", "Karin Lindqvist", "Havsviks kommun",
           "Today, the map, and the burglary without a round: assign its doors"),
    SignIn(HOME, "officer", "polis@havsvik.example", "Johan Ek", "Polisen, lokalpolisområde Havsvik",
           "confirm the burglary that waits, and watch its doors being chosen"),
    SignIn(HOME, "visitor", "besok@havsvik.example", "Amina Yusuf", "Havsviks kommun, fältgruppen",
           "a half-done round; open it on a phone, or make the window narrow"),
    SignIn(HOME, "visitor", "besok2@havsvik.example", "Lars Berg", "Grannstöd Havsvik",
           "the other half of that round, in a second browser"),
    SignIn(HOME, "alarm_operator", "larm@havsvik.example", "Petra Vakt", "Larmcentralen i Havsvik",
           "an alarm that waits: take it, call, confirm it"),
    SignIn(HOME, "auditor", "granskare@havsvik.example", "Eva Nordin", "Havsviks kommun, revision",
           "the log of who did what"),
    SignIn(NEXT, "coordinator", "samordnare@norrsund.example", "Mikael Sjö", "Norrsunds kommun",
           "the next municipality: nothing of Havsvik is there"),
)  # fmt: skip


def seed(say: Say, *, now: datetime | None = None) -> None:
    """Write the demonstration into an empty installation; does nothing where it is complete.

    Takes well under a minute on two cores. Everything is placed in time relative to `now`.
    """
    from django.utils import timezone

    from kokong.kernel import audit, tenancy
    from kokong.risk import api as risk
    from kokong.simulation import HAVSVIK, NORRSUND

    from . import demo_alarms, demo_story

    at = now or timezone.now()
    for plan in (HAVSVIK, NORRSUND):
        municipality_id = _municipality(plan)
        with tenancy.scope(municipality_id=municipality_id):
            done = audit.entries(subject="demonstration", limit=1)
        if done:
            continue
        town = _town(plan, municipality_id, say)
        _people(plan.code, municipality_id)
        say(f"{plan.name}: four years of burglaries")
        demo_story.tell(
            town, municipality_id=municipality_id, staged=plan.code == HOME, seed=SEED, years=YEARS, now=at
        )
        if plan.code == HOME:
            _contact(municipality_id)
            demo_alarms.tell(town, municipality_id=municipality_id, seed=SEED, now=at)
        with tenancy.scope(municipality_id=municipality_id):
            risk.ask(now=at, user_id=None)  # the worker analyses the burglaries while people look around
            audit.record(action="demonstration.seeded", subject="demonstration")


def greeting() -> str:
    """The sign-ins, and what to try first."""
    width = max(len(one.email) for one in CREW)
    lines = [f"  {one.email:<{width}}  {one.role:<14}  {one.trial}" for one in CREW]
    return "\n".join([f"\nSign in with one of these; the password is always {PASSWORD}", *lines, ""])


def _municipality(plan: "TownPlan") -> int:
    from kokong.places import api as places

    return places.create_municipality(code=plan.code, name=plan.name, crs=3006).pk


def _town(plan: "TownPlan", municipality_id: int, say: Say) -> "Town":
    """The simulated town, imported from an extract through the importer that real towns use."""
    from kokong.kernel import installation, tenancy
    from kokong.places import api as places
    from kokong.simulation import build_town, write_osm_pbf

    say(f"{plan.name}: streets and homes")
    town = build_town(seed=SEED, plan=plan)
    with tenancy.scope(municipality_id=municipality_id):
        if places.count() == 0:
            path: Path = installation.current().home / "demo" / f"{plan.name.lower()}.osm.pbf"
            path.parent.mkdir(parents=True, exist_ok=True)
            write_osm_pbf(town, path)
            places.import_places(path=path, mapping=None, progress=lambda *_: None)
    return town


def _contact(municipality_id: int) -> None:
    from kokong.kernel import tenancy
    from kokong.measures.cocoons import api as cocoons

    with tenancy.scope(municipality_id=municipality_id):
        cocoons.save_contact(phone=COORDINATORS_PHONE)


def _people(code: str, municipality_id: int) -> None:
    from kokong.kernel import tenancy
    from kokong.people import api as people

    with tenancy.scope(municipality_id=municipality_id):
        for one in CREW:
            if one.code == code:
                people.add_person(
                    email=one.email, name=one.name, role=one.role, organisation=one.organisation, password=PASSWORD
                )
