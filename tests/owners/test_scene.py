"""The demonstration's owners, played through the room's own door."""

import random
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from kokong.incidents import api as incidents
from kokong.kernel import scene as stages
from kokong.measures.owners import api, scene
from kokong.measures.owners import models as rows
from tests.owners.conftest import Blocks
from tests.places.town import add_dwelling


@dataclass(frozen=True)
class Flat:
    """A home as the demonstration's town has it."""

    key: str
    kind: str
    street: str
    address: str
    x: float
    y: float


def stage(blocks: Blocks, flats: list[Any], *happened: stages.Happened) -> stages.Stage:
    """The cast's coordinator, blocks of flats, and what happened there."""
    cast = stages.Cast(
        blocks.cast.home.pk, {"coordinator": (blocks.cast.coordinator.user_id,)}, {"coordinator": "municipality"}
    )
    homes: list[Any] = [
        Flat(str(row.pk), "flat", row.street_name, f"{row.street_name} {row.number} lgh {row.unit}", *row.location)
        for row in flats
    ]
    return stages.Stage(cast=cast, rng=random.Random(1), now=blocks.now, homes=homes, burglaries=happened)


def test_one_was_gone_through_twice_one_waits_and_one_is_disputed_and_twice_adds_nothing(blocks: Blocks) -> None:
    with blocks.cast.acting(blocks.cast.coordinator):
        more = [add_dwelling("Storgatan", "8", unit=f"110{n}", kind="flat", east=240.0) for n in range(1, 4)]
    for _time in range(2):
        scene.stage(stage(blocks, [*blocks.flats, *more]))
    with blocks.cast.acting(blocks.cast.coordinator):
        found = api.owners()
        states = sorted(each.state for each in api.checks())
        assert len(api.disputed()) == 1
    assert [each.kind for each in found].count("brf") == 3
    assert states == ["begun", "done", "done"]


def test_the_first_association_is_told_of_a_burglary_near_it(blocks: Blocks) -> None:
    cast = blocks.cast
    with cast.acting(cast.coordinator):
        more = [add_dwelling("Storgatan", "8", unit=f"110{n}", kind="flat", east=240.0) for n in range(1, 4)]
    with cast.acting(cast.officer):
        flat, hours = blocks.flats[5], timedelta(hours=5)
        told = incidents.report(
            dwelling_id=flat.pk, source="form", earliest=blocks.now - 2 * hours, latest=blocks.now - hours,
            now=blocks.now,
        )  # fmt: skip
        incidents.confirm(burglary_id=told.id, now=blocks.now)
    scene.stage(stage(blocks, [*blocks.flats, *more], stages.Happened(str(flat.pk), told.id, blocks.now)))
    with cast.acting(cast.coordinator):
        first = next(each for each in api.owners() if each.name == scene.NAMES[0])
        (building,) = api.buildings(owner_id=first.id)
        assert (building.address, building.homes) == ("Storgatan 4, Havsvik", 4)
        assert len(rows.Told.objects.filter(building_id=building.id)) == 1
