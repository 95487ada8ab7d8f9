"""A block whose flats nobody lists: one door with many homes, and all of them count."""

from datetime import timedelta
from uuid import uuid4

import pytest
import shapely

from kokong.measures.cocoons import api, at_area, rules, words
from kokong.measures.cocoons.models import Door, FollowUp
from kokong.measures.cocoons.phone import state
from kokong.places import api as places
from kokong.places.models import Dwelling
from tests.places.town import ORIGIN, add_dwelling

from .conftest import NOW, Town, Walked

HOMES = 12


@pytest.fixture
def block(town: Town) -> int:
    """Storgatan 6 is a block of twelve homes; its id."""
    with town.cast.acting(town.cast.coordinator):
        Dwelling.objects.filter(pk=town.homes[5]).update(homes=HOMES, homes_by="told", kind="flat")
    return town.homes[5]


def door_of(cocoon: api.Cocoon, dwelling_id: int) -> api.Door:
    return next(door for door in api.doors(cocoon_id=cocoon.id) if door.dwelling_id == dwelling_id)


def record(town: Town, door: api.Door, outcome: str, homes: int = 1) -> api.Visit:
    return api.record_visit(
        client_id=uuid4(), door_id=door.id, outcome=outcome, homes=homes,
        at=NOW, now=NOW, user_id=town.cast.visitor.user_id, source="paper",
    )  # fmt: skip


@pytest.mark.parametrize("before", [True, False], ids=["opened-before", "opened-after"])
def test_the_homes_reached_count_in_another_cocoon_too(town: Town, block: int, before: bool) -> None:
    with town.cast.acting(town.cast.coordinator):
        first = town.cocoon()
        other = town.cocoon(town.homes[6]) if before else None
        visit = record(town, door_of(first, block), "talked", HOMES)
        other = other or town.cocoon(town.homes[6], at=NOW + timedelta(days=1))
        assert (door_of(other, block).state, door_of(other, block).covered) == ("shared", HOMES)
        assert api.coverage(cocoon_ids=[other.id])[other.id] == api.Coverage(22, HOMES, HOMES, HOMES)
        api.undo_visit(
            client_id=uuid4(), undoes=visit.client_id, door_id=door_of(first, block).id,
            at=NOW, now=NOW, user_id=town.cast.coordinator.user_id, source="paper",
        )  # fmt: skip
        assert (door_of(other, block).state, door_of(other, block).covered) == ("open", 0)
        assert api.coverage(cocoon_ids=[other.id])[other.id] == api.Coverage(22, 0, 0, 0)


def test_a_block_that_declined_is_visited_and_the_cocoon_done(town: Town, walked: Walked, block: int) -> None:
    with town.cast.acting(town.cast.coordinator):
        cocoon = town.cocoon()
        round_ = walked(cocoon)
        for door in api.doors(cocoon_id=cocoon.id):
            record(town, door, "declined", door.homes)
        counts = api.coverage(cocoon_ids=[cocoon.id])[cocoon.id]
        assert (counts.eligible, counts.visited, counts.talked) == (22, 22, 0)
        said = {"closed": False, "watching": True, "walking": True, "untried": 0}
        assert rules.next_step(**said, counts=counts) == "done"  # type: ignore[arg-type]
        tally = state.tallies(round_ids=[round_.id])[round_.id]
        assert (tally.eligible, tally.visited, tally.talked) == (22, 22, 0)


def test_one_home_that_declined_is_not_all_of_a_block(town: Town, block: int) -> None:
    with town.cast.acting(town.cast.coordinator):
        cocoon = town.cocoon()
        record(town, door_of(cocoon, block), "declined")
        door = door_of(cocoon, block)
        assert (door.state, door.outcome, door.covered) == ("open", "declined", 1)
        record(town, door, "talked", 7)
        record(town, door, "card_left", 4)
        door = door_of(cocoon, block)
        assert (door.state, door.outcome, door.covered) == ("done", "talked", HOMES)
        assert api.coverage(cocoon_ids=[cocoon.id])[cocoon.id] == api.Coverage(22, HOMES, 7, 7)


def test_a_visitor_who_has_finished_with_a_block_closes_it_and_opens_it_again(town: Town, block: int) -> None:
    with town.cast.acting(town.cast.coordinator):
        cocoon, other = town.cocoon(), town.cocoon(town.homes[6])
        door = door_of(cocoon, block)
        assert api.finish_door(door_id=door.id, finished=True, at=NOW, now=NOW)
        assert door_of(cocoon, block).state == "open", "nobody has been there yet"
        record(town, door, "talked", 3)
        assert door_of(cocoon, block).state == "done"
        assert api.coverage(cocoon_ids=[cocoon.id])[cocoon.id] == api.Coverage(22, HOMES, 3, 3)
        assert door_of(other, block).state == "open", "the other nine are still to be reached"
        later = NOW + timedelta(hours=1)
        assert not api.finish_door(door_id=door.id, finished=False, at=NOW - timedelta(minutes=1), now=later), (
            "said before"
        )
        assert api.finish_door(door_id=door.id, finished=False, at=NOW + timedelta(minutes=1), now=later)
        assert door_of(cocoon, block).state == "open"
        assert api.coverage(cocoon_ids=[cocoon.id])[cocoon.id] == api.Coverage(22, 3, 3, 3)


def test_of_two_counts_the_later_by_the_clock_stands(town: Town, block: int) -> None:
    with town.cast.acting(town.cast.coordinator):
        door = door_of(town.cocoon(), block)
        later = NOW + timedelta(hours=1)
        assert api.count_homes(door_id=door.id, homes=14, at=NOW + timedelta(minutes=2), now=later)
        assert not api.count_homes(door_id=door.id, homes=10, at=NOW, now=later)
        assert Door.objects.get(pk=door.id).homes == 14
        assert Dwelling.objects.get(pk=block).homes == 14


def test_a_count_stands_in_every_open_cocoon_whichever_door_it_was_told_at(town: Town, block: int) -> None:
    with town.cast.acting(town.cast.coordinator):
        here, there = (door_of(town.cocoon(home), block) for home in (town.homes[4], town.homes[6]))
        late, later = NOW + timedelta(minutes=2), NOW + timedelta(hours=1)
        assert api.count_homes(door_id=here.id, homes=14, at=late, now=later)
        assert not api.count_homes(door_id=there.id, homes=10, at=NOW, now=later), "the older"
        assert Dwelling.objects.get(pk=block).homes == 14
        counted = Door.objects.filter(dwelling=block).values_list("homes", "counted_at")
        assert list(counted) == [(14, late), (14, late)]


def test_a_count_takes_back_what_another_cocoon_thought_it_was_spared(town: Town, block: int) -> None:
    with town.cast.acting(town.cast.coordinator):
        first, other = town.cocoon(), town.cocoon(town.homes[6])
        record(town, door_of(first, block), "talked", HOMES)
        assert door_of(other, block).state == "shared"
        api.count_homes(door_id=door_of(other, block).id, homes=HOMES + 3, now=NOW)
        assert (door_of(first, block).state, door_of(other, block).state) == ("open", "open")
        assert (door_of(first, block).homes, door_of(other, block).homes) == (HOMES + 3, HOMES + 3)


def test_a_flat_of_a_block_that_wants_no_visit_is_shown_as_such_and_the_block_is_visited(
    town: Town, block: int
) -> None:
    with town.cast.acting(town.cast.coordinator):
        flat = places.home_told(text="Storgatan 6, lgh 1101")
        places.add_do_not_visit(dwelling_id=flat.id, reason="asked", expires=None, now=NOW)
        cocoon = town.cocoon()
        assert (door_of(cocoon, flat.id).state, door_of(cocoon, block).state) == ("do_not_visit", "open")


def test_wishes_of_a_block_are_one_of_each_kind(town: Town, block: int) -> None:
    with town.cast.acting(town.cast.coordinator):
        cocoon = town.cocoon()
        for _ in range(2):
            api.record_visit(
                client_id=uuid4(), door_id=door_of(cocoon, block).id, outcome="talked", follow_ups=["kit"],
                at=NOW, now=NOW, user_id=town.cast.visitor.user_id, source="paper",
            )  # fmt: skip
        assert list(FollowUp.objects.values_list("door_id", "kind")) == [(door_of(cocoon, block).id, "kit")]


def test_nobody_counts_the_homes_of_a_house_or_more_than_there_can_be(town: Town, block: int) -> None:
    with town.cast.acting(town.cast.coordinator):
        cocoon = town.cocoon()
        house, flats = door_of(cocoon, town.homes[7]), door_of(cocoon, block)
        for door, homes, why in ((house, 12, "one home"), (flats, rules.MOST_COUNTED + 1, "500")):
            with pytest.raises(api.Refused, match=why):
                api.count_homes(door_id=door.id, homes=homes, now=NOW)
        with pytest.raises(api.Refused, match="one home"):
            api.finish_door(door_id=house.id, finished=True, at=NOW, now=NOW)
        assert not Dwelling.objects.filter(homes_by="counted").exists()
        assert not Door.objects.filter(finished=True).exists()


def test_what_was_said_of_homes_stays_until_they_are_counted(town: Town, block: int) -> None:
    with town.cast.acting(town.cast.coordinator):
        cocoon = town.cocoon()
        door = door_of(cocoon, block)
        record(town, door, "talked", 15)
        assert api.coverage(cocoon_ids=[cocoon.id])[cocoon.id].talked == HOMES
        api.count_homes(door_id=door.id, homes=20, now=NOW)
        assert api.coverage(cocoon_ids=[cocoon.id])[cocoon.id] == api.Coverage(30, 15, 15, 15)
        assert door_of(cocoon, block).state == "open"


def test_some_homes_talked_to_count_at_a_door_left_out_meanwhile(town: Town, block: int) -> None:
    with town.cast.acting(town.cast.coordinator):
        cocoon = town.cocoon()
        door = door_of(cocoon, block)
        api.drop_door(door_id=door.id, reason="other")
        record(town, door, "talked", 3)
        assert door_of(cocoon, block).state == "open"
        assert api.coverage(cocoon_ids=[cocoon.id])[cocoon.id] == api.Coverage(22, 3, 3, 3)


def test_some_homes_talked_to_stay_at_a_door_that_another_cocoon_covers(town: Town, block: int) -> None:
    with town.cast.acting(town.cast.coordinator):
        first, second = town.cocoon(), town.cocoon(town.homes[6])
        record(town, door_of(first, block), "card_left", HOMES)
        record(town, door_of(second, block), "talked", 3)
        door = door_of(second, block)
        assert (door.state, door.outcome, door.covered) == ("open", "talked", 3)


def test_an_areas_page_counts_homes_of_ninety_days(town: Town, block: int) -> None:
    with town.cast.acting(town.cast.coordinator):
        cocoon = town.cocoon()
        record(town, door_of(cocoon, block), "talked", 5)
        shape = shapely.box(ORIGIN.x - 50, ORIGIN.y - 50, ORIGIN.x + 500, ORIGIN.y + 60)
        area_id = places.make_area(name="Allt", kind="drawn", shape=shape, now=NOW).area_id
        reach = at_area.covered(area_id=area_id, now=NOW)
        assert (reach.eligible, reach.visited, reach.talked, reach.within_clock) == (22, 5, 5, 5)
        assert at_area.covered(area_id=area_id, now=NOW + rules.PERSONAL_DATA).cocoons == 1
        assert at_area.covered(area_id=area_id, now=NOW + rules.PERSONAL_DATA + timedelta(days=1)).cocoons == 0


def test_a_block_counted_meanwhile_has_its_homes_in_the_corrected_cocoon(town: Town, block: int) -> None:
    with town.cast.acting(town.cast.coordinator):
        cocoon = town.cocoon()
        Dwelling.objects.filter(pk=block).update(homes=16)
        api.carry_along(burglary_id=cocoon.burglary_id, dwelling_id=town.homes[6], now=NOW)
        assert door_of(cocoon, block).homes == 16


def test_no_home_needs_two_visitors_and_nobody_met(town: Town) -> None:
    with town.cast.acting(town.cast.coordinator):
        first, second = town.cocoon(), town.cocoon(town.homes[6])
        house = Dwelling.objects.get(pk=town.homes[5])

        def said(cocoon: api.Cocoon, outcome: str, user_id: int) -> bool:
            api.record_visit(
                client_id=uuid4(), door_id=Door.objects.get(cocoon=cocoon.id, dwelling=house).pk,
                outcome=outcome, at=NOW, now=NOW, user_id=user_id, source="paper",
            )  # fmt: skip
            house.refresh_from_db()
            return house.no_home

        assert not said(first, "no_such_address", town.cast.visitor.user_id)
        assert not said(first, "no_such_address", town.cast.visitor.user_id)
        assert said(first, "no_such_address", town.cast.partner.user_id)
        assert not said(second, "talked", town.cast.partner.user_id)
        assert house.retired_at is None


def test_one_home_reached_is_said_in_the_singular(town: Town, block: int) -> None:
    with town.cast.acting(town.cast.coordinator):
        cocoon = town.cocoon()
        record(town, door_of(cocoon, block), "talked", 1)
        assert words.homes_behind(door_of(cocoon, block)) == "12 homes, 1 reached"


def test_what_an_address_is_used_for_is_said_in_words(town: Town) -> None:
    with town.cast.acting(town.cast.coordinator):
        cocoon = town.cocoon()
        said = []
        for use in ("florist", "guest_house", "wine_cellar_3"):
            Dwelling.objects.filter(pk=town.homes[5]).update(use=use)
            said.append(words.doubt(door_of(cocoon, town.homes[5])))
    assert said == ["Perhaps no home (florist)", "Perhaps no home (guest house)", "Perhaps no home"]


def test_homes_reached_count_when_the_block_is_left_out_afterwards(town: Town, block: int) -> None:
    with town.cast.acting(town.cast.coordinator):
        for n, left_out in enumerate(("by hand", "retired")):
            cocoon = town.cocoon(town.homes[4 + 2 * n])
            door = door_of(cocoon, block)
            assert (door.state, door.homes) == ("open", HOMES)
            record(town, door, "talked", 3)
            if left_out == "by hand":
                api.drop_door(door_id=door.id, reason="other")
            else:
                Dwelling.objects.filter(pk=block).update(retired_at=NOW)
            assert door_of(cocoon, block).state == "done"
            assert api.coverage(cocoon_ids=[cocoon.id])[cocoon.id] == api.Coverage(13, 3, 3, 3)


def test_homes_reached_count_when_the_place_is_corrected_and_back(town: Town, block: int) -> None:
    with town.cast.acting(town.cast.coordinator):
        far = add_dwelling("Nygatan", "1", north=600.0).pk
        cocoon = town.cocoon()
        record(town, door_of(cocoon, block), "talked", 3)
        api.carry_along(burglary_id=cocoon.burglary_id, dwelling_id=far, now=NOW)
        moved = door_of(cocoon, block)
        assert (moved.state, moved.homes) in {("done", 3), ("open", HOMES)}
        assert api.coverage(cocoon_ids=[cocoon.id])[cocoon.id].talked == 3
        api.carry_along(burglary_id=cocoon.burglary_id, dwelling_id=cocoon.dwelling_id, now=NOW)
        back = door_of(cocoon, block)
        assert (back.state, back.homes, back.covered) == ("open", HOMES, 3)
