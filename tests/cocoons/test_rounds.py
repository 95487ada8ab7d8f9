"""Rounds, claims and phones."""

from datetime import datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from pytest_django import DjangoAssertNumQueries

from kokong.field import api as field
from kokong.measures.cocoons import api

from .conftest import NOW, Town, Walked


def test_a_round_holds_the_open_doors_in_walking_order(town: Town, walked: Walked) -> None:
    with town.cast.acting(town.cast.coordinator):
        cocoon = town.cocoon()
        round_ = walked(cocoon)
        doors = api.round_doors(round_id=round_.id)
    assert (round_.doors, round_.left) == (11, 11)
    assert [door.walk for door in doors] == list(range(1, 12))
    assert round_.visitor_ids == (town.cast.visitor.user_id, town.cast.partner.user_id)


def test_visitors_see_their_rounds_and_those_free_to_take(town: Town) -> None:
    cast = town.cast
    with cast.acting(cast.coordinator):
        cocoon = town.cocoon()
        theirs = api.create_round(cocoon_id=cocoon.id, visitor_ids=[cast.partner.user_id], now=NOW)
        free = api.create_round(cocoon_id=cocoon.id, now=NOW)
        mine = api.create_round(cocoon_id=cocoon.id, visitor_ids=[cast.visitor.user_id], now=NOW)
        ended = api.create_round(cocoon_id=cocoon.id, visitor_ids=[cast.visitor.user_id], now=NOW)
        api.end_round(round_id=ended.id, now=NOW)
        seen = {row.id for row in api.my_rounds(user_id=cast.visitor.user_id, now=NOW)}
        assert seen == {free.id, mine.id}
        assert theirs.id not in seen
        assert api.my_rounds(user_id=cast.visitor.user_id, now=NOW + timedelta(hours=54)) == ()


def test_a_round_stays_until_its_cocoons_clock_has_run_out_whatever_the_night(town: Town) -> None:
    opened = datetime(2026, 11, 28, 23, 33, tzinfo=ZoneInfo("Europe/Stockholm"))
    me = town.cast.visitor.user_id

    def shown(now: datetime) -> bool:
        return bool(api.my_rounds(user_id=me, now=now))

    with town.cast.acting(town.cast.coordinator):
        cocoon = town.cocoon(at=opened)
        api.create_round(cocoon_id=cocoon.id, visitor_ids=[me], now=opened)
        assert cocoon.due == opened + timedelta(hours=48)
        assert shown(opened.replace(day=30, hour=4, minute=1)), "a night's hour says nothing"
        assert shown(cocoon.due + timedelta(hours=5, minutes=59)), "who is out finishes the walk"
        assert not shown(cocoon.due + timedelta(hours=6))


def test_lists_of_rounds_take_the_same_queries_however_many(
    town: Town, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with town.cast.acting(town.cast.coordinator):
        cocoon = town.cocoon()
        for _ in range(5):
            api.create_round(cocoon_id=cocoon.id, visitor_ids=[town.cast.visitor.user_id], now=NOW)
        with django_assert_max_num_queries(2):
            assert len(api.my_rounds(user_id=town.cast.visitor.user_id, now=NOW)) == 5


def test_a_split_round_is_two_halves_of_the_walk(town: Town, walked: Walked) -> None:
    with town.cast.acting(town.cast.coordinator):
        round_ = walked(town.cocoon())
        first, second = api.split_round(round_id=round_.id, now=NOW)
        walks = [[door.walk for door in api.round_doors(round_id=part.id)] for part in (first, second)]
    assert walks == [list(range(1, 7)), list(range(7, 12))]
    assert second.visitor_ids == ()


def test_strangers_and_residents_walk_no_rounds(town: Town) -> None:
    with town.cast.acting(town.cast.coordinator):
        cocoon = town.cocoon()
        for who in (town.cast.stranger, town.cast.resident):
            with pytest.raises(api.Refused):
                api.create_round(cocoon_id=cocoon.id, visitor_ids=[who.user_id], now=NOW)
        assert api.rounds(cocoon_id=cocoon.id) == ()


def test_a_round_is_given_to_others_ended_and_extended(town: Town, walked: Walked) -> None:
    with town.cast.acting(town.cast.coordinator):
        round_ = walked(town.cocoon())
        given = api.assign_round(round_id=round_.id, visitor_ids=[town.cast.officer.user_id])
        assert given.visitor_ids == (town.cast.officer.user_id,)
        longer = api.extend_round(round_id=round_.id, now=NOW)
        assert longer.expires == round_.expires + timedelta(days=1)
        api.end_round(round_id=round_.id, now=NOW)
        with pytest.raises(api.Refused):
            api.assign_round(round_id=round_.id, visitor_ids=[])


def test_one_holds_a_door_until_released_or_over(town: Town, walked: Walked) -> None:
    visitor, partner = town.cast.visitor.user_id, town.cast.partner.user_id
    with town.cast.acting(town.cast.visitor):
        cocoon = town.cocoon()
        walked(cocoon)
        door = api.doors(cocoon_id=cocoon.id)[0]
        assert api.claim_door(door_id=door.id, user_id=visitor, now=NOW) == NOW + timedelta(minutes=20)
        with pytest.raises(api.DoorTaken) as taken:
            api.claim_door(door_id=door.id, user_id=partner, now=NOW)
        assert taken.value.by == visitor
        assert not api.release_door(door_id=door.id, user_id=partner)
        assert api.claim_door(door_id=door.id, user_id=partner, now=NOW + timedelta(minutes=20)) is not None
        assert api.release_door(door_id=door.id, user_id=partner)
        assert api.claim_door(door_id=door.id, user_id=visitor, now=NOW) is not None


def test_a_visit_releases_the_door(town: Town, walked: Walked) -> None:
    visitor = town.cast.visitor.user_id
    with town.cast.acting(town.cast.visitor):
        cocoon = town.cocoon()
        walked(cocoon)
        door = api.doors(cocoon_id=cocoon.id)[0]
        api.claim_door(door_id=door.id, user_id=visitor, now=NOW)
        api.record_visit(client_id=uuid4(), door_id=door.id, outcome="talked", at=NOW, user_id=visitor, now=NOW)
        assert api.doors(cocoon_id=cocoon.id)[0].claimed_by is None
        assert api.claim_door(door_id=door.id, user_id=visitor, now=NOW) is None


def test_doors_off_the_round_cannot_be_claimed(town: Town) -> None:
    with town.cast.acting(town.cast.visitor):
        door = api.doors(cocoon_id=town.cocoon().id)[0]
        with pytest.raises(api.DoorMissing):
            api.claim_door(door_id=door.id, user_id=town.cast.visitor.user_id, now=NOW)


def test_a_phone_that_holds_records_and_is_silent_is_listed(town: Town) -> None:
    with town.cast.acting(town.cast.coordinator):
        silent, quick, empty = uuid4(), uuid4(), uuid4()
        user = town.cast.visitor.user_id
        field.touch_device(device_id=silent, user_id=user, waiting=3, now=NOW - timedelta(hours=5))
        field.touch_device(device_id=quick, user_id=user, waiting=3, now=NOW)
        field.touch_device(device_id=empty, user_id=user, waiting=0, now=NOW - timedelta(hours=5))
        assert [(d.user_id, d.waiting) for d in field.silent_devices(now=NOW)] == [(user, 3)]
        field.touch_device(device_id=silent, user_id=user, waiting=0, now=NOW)
        assert field.silent_devices(now=NOW) == ()
