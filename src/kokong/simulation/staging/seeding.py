"""The demonstration: a town by the sea, the next municipality, and four years up to now.

Every part looks before it acts, so a start that was interrupted goes on at the next one.
"""

import random
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Final

from django.utils import timezone

from kokong.kernel import audit, installation, measure, public, tenancy
from kokong.kernel.scene import Cast, Stage
from kokong.people import api as people
from kokong.places import api as places
from kokong.public import api as public_pages
from kokong.risk import api as risk
from kokong.simulation.town import HAVSVIK, NORRSUND, Town, TownPlan, build_town, write_osm_pbf

from . import areas, burglaries, meetings, site, texts, work
from .cast import CREW, HOME, PASSWORD
from .players import known

Say = Callable[[str], None]

SEED: Final = 1
YEARS: Final = 4.0


def seed(say: Say, *, now: datetime | None = None) -> None:
    """Write the demonstration into an empty installation; does nothing where it is complete.

    Takes well under a minute on two cores. Everything is placed in time relative to `now`.
    """
    at = now or timezone.now()
    for plan in (HAVSVIK, NORRSUND):
        municipality_id = places.create_municipality(
            code=plan.code, name=plan.name, crs=3006, official_name=f"{plan.name}s kommun"
        ).pk
        with tenancy.scope(municipality_id=municipality_id):
            done = audit.entries(subject="demonstration", limit=1)
        if done:
            continue
        town = _town(plan, municipality_id, say)
        cast = _cast(plan.code, municipality_id)
        say(f"{plan.name}: four years of burglaries")
        _happen(town, cast, staged=plan.code == HOME, now=at)
        with cast.system():
            risk.ask(now=at, user_id=None)  # the worker analyses the burglaries while people look around
            audit.record(action="demonstration.seeded", subject="demonstration")


def _town(plan: TownPlan, municipality_id: int, say: Say) -> Town:
    """The simulated town, imported from an extract through the importer that real towns use."""
    say(f"{plan.name}: streets and homes")
    town = build_town(seed=SEED, plan=plan)
    with tenancy.scope(municipality_id=municipality_id):
        if places.count() == 0:
            path: Path = installation.current().home / "demo" / f"{plan.name.lower()}.osm.pbf"
            path.parent.mkdir(parents=True, exist_ok=True)
            write_osm_pbf(town, path)
            places.import_places(path=path, mapping=None, progress=lambda *_: None)
    return town


def _cast(code: str, municipality_id: int) -> Cast:
    """The people of a municipality, each added once."""
    with tenancy.scope(municipality_id=municipality_id):
        for one in CREW:
            if one.code == code:
                people.add_person(
                    email=one.email, name=one.name, role=one.role, organisation=one.organisation, password=PASSWORD
                )
    return known(municipality_id=municipality_id)


def _happen(town: Town, cast: Cast, *, staged: bool, now: datetime) -> None:
    """Burglaries up to now; where `staged`, also each measure's scene, and what waits today."""
    story = burglaries.Story(town, cast, seed=SEED, years=YEARS, staged=staged, now=now)
    story.load()
    if not staged:
        return
    areas.mark_out(town, cast, now=now)
    for one, play in measure.scenes():
        chance = random.Random(f"{SEED} {one.name}")
        play(Stage(cast=cast, rng=chance, now=now, homes=town.dwellings, burglaries=story))
    story.end()
    texts.write(cast, now=now)
    meetings.hold(cast, now=now)
    site.dress(cast, now=now)
    with cast.acting("coordinator") as who:
        for page in public.pages():
            public_pages.publish(name=page.name, user_id=who, now=now)
    work.see_to(cast, rng=random.Random(f"{SEED} work"), now=now)
