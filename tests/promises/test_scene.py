"""The demonstration's promises, played through the room's own door."""

import random
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from kokong.kernel import scene as stages
from kokong.kernel.scene import Stage
from kokong.measures.promises import api, scene
from kokong.measures.promises.dialogue import reading
from kokong.measures.promises.dialogue import scene as asking
from tests.places.town import ORIGIN
from tests.promises.conftest import Town


@dataclass(frozen=True)
class Lives:
    """A home of the town."""

    key: str
    kind: str
    street: str
    address: str
    x: float
    y: float


def test_one_was_reported_with_what_was_not_kept_one_runs_and_twice_adds_nothing(town: Town) -> None:
    now = timezone.now()
    for number in range(10):
        town.deliver(now - timedelta(days=700 - number), measure="building_check")
    actors = {"coordinator": town.cast.coordinator, "officer": town.cast.officer}
    cast = stages.Cast(
        town.cast.home.pk,
        {role: (actor.user_id,) for role, actor in actors.items()},
        {role: actor.authority for role, actor in actors.items()},
    )
    home = Lives("1", "detached", "Storgatan", "Storgatan 1", ORIGIN.x + 20, ORIGIN.y + 10)
    for _time in range(2):
        scene.stage(Stage(cast=cast, rng=random.Random(1), now=now, homes=(home,), burglaries=()))
    with town.cast.acting(town.cast.coordinator):
        runs, over = api.promises()
        assert (runs.state, over.state) == ("running", "reported")
        done = [(each.result, bool(each.reason)) for each in api.actions(promise_id=over.id, now=now)]
        assert done == [("kept", False), ("not", True)]
        assert len(api.actions(promise_id=runs.id, now=now)) == 4
        asked, told = reading.dialogues()
        assert (asked.state, told.state, told.promise_id) == ("open", "told", runs.id)
        assert told.replies == asking.ASKED
        heard = reading.heard(dialogue_id=told.id)
        assert {title for _pk, title, n in heard.themes if n} == set(asking.THEMES)
        assert dict(heard.areas) == {"Malmen": asking.ASKED}
