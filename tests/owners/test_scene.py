"""The demonstration's owners, played through the room's own door."""

import random
from dataclasses import dataclass
from typing import Any

from kokong.kernel import scene as stages
from kokong.measures.owners import api, scene
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


def stage(blocks: Blocks, flats: list[Any]) -> stages.Stage:
    """The cast's coordinator, and blocks of flats."""
    cast = stages.Cast(
        blocks.cast.home.pk, {"coordinator": (blocks.cast.coordinator.user_id,)}, {"coordinator": "municipality"}
    )
    homes: list[Any] = [
        Flat(
            str(row.pk), "flat", row.street_name, f"{row.street_name} {row.number}, lgh {row.unit}", *row.location
        )
        for row in flats
    ]
    return stages.Stage(cast=cast, rng=random.Random(1), now=blocks.now, homes=homes, burglaries=())


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
