"""What the coordinator does with doors: add, drop, reorder, do not visit."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from kokong.measures.cocoons import api
from kokong.places import api as places
from kokong.places.models import Dwelling
from tests.places.town import add_dwelling

from .conftest import NOW, Town


def addresses(cocoon: api.Cocoon) -> list[str]:
    return [door.address for door in api.doors(cocoon_id=cocoon.id) if door.walk is not None]


def test_a_door_is_added_near_its_neighbour_and_joins_the_round(town: Town) -> None:
    with town.cast.acting(town.cast.coordinator):
        cocoon = town.cocoon()
        api.doors(cocoon_id=cocoon.id)
        round_ = api.create_round(cocoon_id=cocoon.id, now=NOW)
        extra = add_dwelling("Bakgatan", "2", east=120.0, north=25.0)
        door_id = api.add_door(cocoon_id=cocoon.id, dwelling_id=extra.pk, now=NOW)
        order = addresses(cocoon)
        added = next(door for door in api.doors(cocoon_id=cocoon.id) if door.id == door_id)
        assert added.reason == "added"
        assert added.distance_m == pytest.approx((80.0**2 + 25.0**2) ** 0.5, abs=0.05)
        assert abs(order.index("Bakgatan 2") - order.index("Storgatan 12")) == 1
        assert door_id in {door.id for door in api.round_doors(round_id=round_.id)}


def test_what_cannot_be_added(town: Town) -> None:
    with town.cast.acting(town.cast.coordinator):
        cocoon = town.cocoon()
        for dwelling_id in (town.homes[0], town.theirs, 10**9):
            with pytest.raises(api.Refused):
                api.add_door(cocoon_id=cocoon.id, dwelling_id=dwelling_id, now=NOW)
        places.add_do_not_visit(dwelling_id=town.homes[0], reason="asked", expires=None, now=NOW)
        api.drop_door(door_id=api.doors(cocoon_id=cocoon.id)[0].id, reason="empty")


def test_a_dropped_door_comes_back_when_added_again(town: Town) -> None:
    with town.cast.acting(town.cast.coordinator):
        cocoon = town.cocoon()
        door = api.doors(cocoon_id=cocoon.id)[0]
        api.drop_door(door_id=door.id, reason="no_dwelling")
        dropped = next(d for d in api.doors(cocoon_id=cocoon.id) if d.id == door.id)
        assert (dropped.state, dropped.drop_reason, dropped.walk) == ("dropped", "no_dwelling", None)
        assert api.coverage(cocoon_ids=[cocoon.id])[cocoon.id].eligible == 10
        assert api.add_door(cocoon_id=cocoon.id, dwelling_id=door.dwelling_id, now=NOW) == door.id
        assert api.coverage(cocoon_ids=[cocoon.id])[cocoon.id].eligible == 11


def test_a_door_somebody_has_been_at_stays(town: Town) -> None:
    with town.cast.acting(town.cast.coordinator):
        door = api.doors(cocoon_id=town.cocoon().id)[0]
        api.record_visit(
            client_id=uuid4(), door_id=door.id, outcome="talked", at=NOW, user_id=None, source="paper", now=NOW
        )
        with pytest.raises(api.Refused):
            api.drop_door(door_id=door.id, reason="empty")
        with pytest.raises(api.Refused):
            api.drop_door(door_id=door.id, reason="")


def test_the_order_is_changed_by_hand_and_suggested_again(town: Town) -> None:
    with town.cast.acting(town.cast.coordinator):
        cocoon = town.cocoon()
        planned = addresses(cocoon)
        last = api.doors(cocoon_id=cocoon.id)[10]
        api.move_door(door_id=last.id, steps=-1)
        assert addresses(cocoon) == [*planned[:9], planned[10], planned[9]]
        api.move_door(door_id=last.id, steps=-100)
        assert addresses(cocoon)[0] == planned[10]
        by_hand = api.cocoon(cocoon_id=cocoon.id)
        assert by_hand is not None
        assert by_hand.walk_by == "hand"
        api.suggest_order(cocoon_id=cocoon.id)
        assert addresses(cocoon) == planned


def test_reordering_with_strange_ids_keeps_every_door(town: Town) -> None:
    with town.cast.acting(town.cast.coordinator):
        cocoon = town.cocoon()
        doors = [door.id for door in api.doors(cocoon_id=cocoon.id)]
        api.reorder_doors(cocoon_id=cocoon.id, door_ids=[doors[3], 10**9, doors[3], doors[1]])
        after = [door.id for door in api.doors(cocoon_id=cocoon.id)]
        assert after[:2] == [doors[3], doors[1]]
        assert sorted(after) == sorted(doors)


def test_a_retired_dwelling_drops_out(town: Town) -> None:
    with town.cast.acting(town.cast.coordinator):
        cocoon = town.cocoon()
        Dwelling.objects.filter(pk=town.homes[0]).update(retired_at=NOW)
        doors = {door.dwelling_id: door for door in api.doors(cocoon_id=cocoon.id)}
        assert (doors[town.homes[0]].state, doors[town.homes[0]].drop_reason) == ("dropped", "retired")
        assert api.coverage(cocoon_ids=[cocoon.id])[cocoon.id].eligible == 10


def test_retired_doors_drop_out_without_anybody_looking(town: Town) -> None:
    with town.cast.acting(town.cast.coordinator):
        cocoon = town.cocoon(at=timezone.now())
        Dwelling.objects.filter(pk__in=town.homes[:2]).update(retired_at=NOW)
        assert api.drop_retired_everywhere(now=timezone.now()) == 2
        assert api.coverage(cocoon_ids=[cocoon.id])[cocoon.id].eligible == 9


def test_nobody_knocks_where_the_list_says_so(town: Town) -> None:
    with town.cast.acting(town.cast.coordinator):
        places.add_do_not_visit(dwelling_id=town.homes[0], reason="asked", expires=None, now=NOW)
        cocoon = town.cocoon()
        later = places.add_do_not_visit(dwelling_id=town.homes[1], reason="safety", expires=NOW.date(), now=NOW)
        doors = {door.dwelling_id: door for door in api.doors(cocoon_id=cocoon.id)}
        assert {doors[town.homes[0]].state, doors[town.homes[1]].state} == {"do_not_visit"}
        assert api.coverage(cocoon_ids=[cocoon.id])[cocoon.id].eligible == 9
        assert len(api.round_doors(round_id=api.create_round(cocoon_id=cocoon.id, now=NOW).id)) == 9
        assert [entry.reason for entry in places.do_not_visit_list()] == ["asked", "safety"]
        assert places.remove_do_not_visit(entry_id=later, now=NOW)
        assert not places.remove_do_not_visit(entry_id=later, now=NOW)
        assert api.coverage(cocoon_ids=[cocoon.id])[cocoon.id].eligible == 10


def test_an_entry_past_its_last_day_is_no_hindrance(town: Town) -> None:
    with town.cast.acting(town.cast.coordinator):
        places.add_do_not_visit(dwelling_id=town.homes[0], reason="vacant", expires=NOW.date(), now=NOW)
        cocoon = town.cocoon(at=NOW + timedelta(days=2))
        assert {door.state for door in api.doors(cocoon_id=cocoon.id)} == {"open"}


@pytest.mark.parametrize("wrong", [{"reason": "noisy dog"}, {"expires": (NOW - timedelta(days=2)).date()}])
def test_unfit_entries_are_refused(town: Town, wrong: dict[str, object]) -> None:
    entry = {"dwelling_id": town.homes[0], "reason": "asked", "expires": None, "now": NOW} | wrong
    with town.cast.acting(town.cast.coordinator):
        with pytest.raises(places.DoNotVisitRefused):
            places.add_do_not_visit(**entry)  # type: ignore[arg-type]
        with pytest.raises(places.DoNotVisitRefused):
            places.add_do_not_visit(dwelling_id=town.theirs, reason="asked", expires=None, now=NOW)
        assert places.do_not_visit_list() == ()


def test_the_next_municipality_cannot_touch_a_door(town: Town) -> None:
    with town.cast.acting(town.cast.coordinator):
        cocoon = town.cocoon()
        door = api.doors(cocoon_id=cocoon.id)[0]
    with town.cast.acting(town.cast.stranger):
        for act in (
            lambda: api.drop_door(door_id=door.id, reason="empty"),
            lambda: api.move_door(door_id=door.id, steps=1),
            lambda: api.add_door(cocoon_id=cocoon.id, dwelling_id=town.theirs, now=NOW),
            lambda: api.create_round(cocoon_id=cocoon.id, now=NOW),
        ):
            with pytest.raises((api.DoorMissing, api.CocoonMissing)):
                act()


def test_coverage_of_many_cocoons_is_one_query(
    town: Town, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with town.cast.acting(town.cast.coordinator):
        cocoons = [town.cocoon(home).id for home in town.homes[:5]]
        with django_assert_max_num_queries(1):
            assert len(api.coverage(cocoon_ids=cocoons)) == 5


def test_doors_once_planned_take_few_queries(
    town: Town, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with town.cast.acting(town.cast.coordinator):
        cocoon = town.cocoon()
        api.doors(cocoon_id=cocoon.id)
        with django_assert_max_num_queries(4):
            api.doors(cocoon_id=cocoon.id)
