"""A block's homes as phones tell of them: reached, counted, finished with; and what two phones make of it."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from kokong.measures.cocoons import api
from kokong.measures.cocoons.models import Cocoon, Door
from kokong.places.models import Dwelling
from tests.cocoons.conftest import NOW, Town
from tests.field.conftest import Json, Phone, event

HOMES = 12


@pytest.fixture
def block(town: Town, walk: api.Round) -> int:
    """The door of a block of twelve homes on the round; its id."""
    with town.cast.acting(town.cast.officer):
        door = Door.objects.get(dwelling=town.homes[5], cocoon=walk.cocoon_id)
        Dwelling.objects.filter(pk=town.homes[5]).update(homes=HOMES, homes_by="estimated", kind="flat")
        Door.objects.filter(pk=door.pk).update(homes=HOMES)
        Cocoon.objects.filter(pk=walk.cocoon_id).update(opened=NOW - timedelta(hours=2))
    return door.pk


def told(phone: Phone, walk: api.Round, door_id: int) -> Json:
    """The door as the phone is told of it."""
    doors: list[Json] = phone.client.get(f"/field/api/rounds/{walk.id}").json()["doors"]
    return next(door for door in doors if door["id"] == door_id)


def stored(town: Town, door_id: int) -> Door:
    with town.cast.acting(town.cast.officer):
        return Door.objects.get(pk=door_id)


def test_the_phone_is_told_how_many_homes_there_are(
    phone: Phone, walk: api.Round, block: int, door_ids: list[int]
) -> None:
    door = told(phone, walk, block)
    assert (door["homes"], door["homes_by"], door["countable"], door["finished"]) == (12, "estimated", True, False)
    house = told(phone, walk, next(key for key in door_ids if key != block))
    assert (house["homes"], house["countable"]) == (1, False)


def test_two_phones_add_up_without_a_conflict(
    town: Town, phone: Phone, phone_of: Callable[..., Phone], walk: api.Round, block: int
) -> None:
    partner = phone_of(town.cast.partner)
    assert phone.statuses(event(block, homes=5)) == ["stored"]
    assert partner.statuses(event(block, homes=4, outcome="card_left")) == ["stored"]
    assert partner.statuses(event(block, homes=3, outcome="no_answer")) == ["stored"]
    door = stored(town, block)
    assert (door.state, door.reached, door.covered) == ("open", 5, 9)
    assert sorted(visit["homes"] for visit in told(phone, walk, block)["visits"]) == [3, 4, 5]
    assert phone.statuses(event(block, homes=3)) == ["stored"]
    assert stored(town, block).state == "done"


def test_letter_boxes_counted_in_the_same_letter_come_before_the_visits(
    town: Town, phone: Phone, walk: api.Round, block: int
) -> None:
    before = told(phone, walk, block)
    count = event(block, "count", homes=20, at=NOW - timedelta(minutes=5))
    assert phone.statuses(event(block, homes=15), count, count) == ["stored", "stored", "already"]
    after = told(phone, walk, block)
    assert (before["homes"], after["homes"], after["homes_by"]) == (12, 20, "counted")
    assert stored(town, block).reached == 15


def test_a_count_that_comes_late_does_not_undo_a_later_one(town: Town, phone: Phone, block: int) -> None:
    assert phone.statuses(event(block, "count", homes=16)) == ["stored"]
    assert phone.statuses(event(block, "count", homes=9, at=NOW - timedelta(hours=1))) == ["already"]
    assert stored(town, block).homes == 16
    (nothing,) = phone.send(event(block, "count"))
    assert (nothing["status"], nothing["message"]) == (
        "refused", "It was not said how many homes there are, so nothing was changed.",
    )  # fmt: skip


def test_finished_with_a_block_before_its_visits_arrive(
    town: Town, phone: Phone, walk: api.Round, block: int
) -> None:
    assert phone.statuses(event(block, "finish")) == ["stored"]
    assert stored(town, block).state == "open"
    assert phone.statuses(event(block, homes=3, at=NOW - timedelta(minutes=9))) == ["stored"]
    assert (stored(town, block).state, told(phone, walk, block)["finished"]) == ("done", True)
    assert phone.statuses(event(block, "finish", finished=False, at=NOW - timedelta(minutes=1))) == ["already"]


def test_what_a_phone_tells_of_a_door_that_is_not_its_own_changes_nothing(
    town: Town, phone_of: Callable[..., Phone], block: int
) -> None:
    stranger = phone_of(town.cast.stranger)
    assert stranger.statuses(event(block, "count", homes=3), event(block, "finish")) == ["refused", "refused"]
    door = stored(town, block)
    assert (door.homes, door.finished) == (HOMES, False)


def test_homes_beyond_belief_are_no_record(phone: Phone, block: int) -> None:
    assert (
        phone.statuses(event(block, homes=0), event(block, homes=2001), event(block, "count", homes=0))
        == ["refused"] * 3
    )


def test_two_phones_that_find_no_such_home_retire_it(
    town: Town, phone: Phone, phone_of: Callable[..., Phone], door_ids: list[int]
) -> None:
    partner, door = phone_of(town.cast.partner), stored(town, door_ids[0])

    def retired() -> bool:
        with town.cast.acting(town.cast.officer):
            return Dwelling.objects.get(pk=door.dwelling_id or 0).retired_at is not None

    first = event(door.pk, outcome="no_such_address")
    assert phone.statuses(first, event(door.pk, outcome="no_such_address")) == ["stored", "stored"]
    assert not retired(), "one person twice is one"
    assert partner.statuses(event(door.pk, outcome="no_such_address")) == ["stored"]
    assert retired()
    assert phone.statuses(event(door.pk, outcome="talked")) == ["conflict"]
    assert not retired(), "somebody was met after all"
