"""The demonstration's walks, played through the room's own door."""

import random
from dataclasses import dataclass
from typing import Any

from kokong.kernel import scene as stages
from kokong.measures.walks import api, scene
from tests.walks.conftest import Ground


@dataclass(frozen=True)
class House:
    """A home as the demonstration's town has it."""

    key: str
    kind: str
    street: str
    address: str
    x: float
    y: float


def stage(ground: Ground) -> stages.Stage:
    """The cast's coordinator, and two streets."""
    cast = stages.Cast(
        ground.cast.home.pk, {"coordinator": (ground.cast.coordinator.user_id,)}, {"coordinator": "municipality"}
    )
    houses: list[Any] = [
        House(str(row.pk), "detached", row.street_name, f"{row.street_name} {row.number}", *row.location)
        for row in (*ground.homes, *ground.others)
    ]
    return stages.Stage(cast=cast, rng=random.Random(1), now=ground.now, homes=houses, burglaries=())


def test_one_walk_was_walked_with_every_answer_and_one_comes_and_twice_adds_nothing(ground: Ground) -> None:
    for _time in range(2):
        scene.stage(stage(ground))
    with ground.cast.acting(ground.cast.coordinator):
        walked, coming = api.walks()
        states = sorted(each.state for each in api.findings(walk_id=walked.id))
    assert (walked.state, coming.state) == ("walked", "open")
    assert states == ["asked", "confirmed", "done", "kept", "promised", "refused"]
