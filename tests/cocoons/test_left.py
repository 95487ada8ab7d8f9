"""How many homes are left to go to: one number on the list of rounds, on the phone and at the desk."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from kokong.measures.cocoons import api, rules
from kokong.measures.cocoons.models import Door
from kokong.measures.cocoons.phone import state
from kokong.places.models import Dwelling

from .conftest import NOW, Town, Walked

# The phone's test (homes.test.ts) reads it, too: of a block of twelve homes.
TABLE = Path(__file__).parents[2] / "frontend/test/measures/cocoons/left.json"
HOMES = 12


@pytest.mark.parametrize("case", json.loads(TABLE.read_text("utf-8")), ids=json.dumps)
def test_what_is_left_of_a_block_is_what_the_phone_says(town: Town, walked: Walked, case: dict[str, Any]) -> None:
    with town.cast.acting(town.cast.coordinator):
        Dwelling.objects.filter(pk=town.homes[5]).update(homes=HOMES, homes_by="told", kind="flat")
        cocoon = town.cocoon()
        key = Door.objects.get(cocoon=cocoon.id, dwelling=town.homes[5]).pk
        round_ = walked(cocoon)
        others = state.tallies(round_ids=[round_.id])[round_.id].untried - HOMES
        for n, (outcome, homes) in enumerate(case["visits"]):
            at = NOW + timedelta(minutes=n)
            api.record_visit(
                client_id=uuid4(), door_id=key, outcome=outcome, homes=homes, at=at, now=at,
                user_id=town.cast.visitor.user_id, source="paper",
            )  # fmt: skip
        if case.get("finished"):
            api.finish_door(door_id=key, finished=True, at=NOW + timedelta(hours=1), now=NOW + timedelta(hours=1))
        (door,) = (door for door in api.doors(cocoon_id=cocoon.id) if door.id == key)
        assert rules.untried(door) == case["open"]
        assert state.tallies(round_ids=[round_.id])[round_.id].untried == others + case["open"]


def test_a_house_where_nobody_answered_is_tried(town: Town, walked: Walked) -> None:
    with town.cast.acting(town.cast.coordinator):
        cocoon = town.cocoon()
        round_ = walked(cocoon)
        before = state.tallies(round_ids=[round_.id])[round_.id].untried
        door = api.doors(cocoon_id=cocoon.id)[0]
        api.record_visit(
            client_id=uuid4(), door_id=door.id, outcome="no_answer", at=NOW, now=NOW,
            user_id=town.cast.visitor.user_id, source="paper",
        )  # fmt: skip
        assert state.tallies(round_ids=[round_.id])[round_.id].untried == before - 1
