"""A confirmed burglary opens a cocoon once; corrections carry it along; withdrawal closes it."""

from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from kokong.kernel import tenancy
from kokong.measures.cocoons import api, rules
from kokong.measures.cocoons.models import Preset as PresetRow
from kokong.places.models import Dwelling
from kokong.places.values import DwellingNotFound
from tests.cast import Cast
from tests.places.town import add_dwelling

from .conftest import NOW, Town


def test_confirming_opens_a_ring_with_reasons_and_ranks(town: Town) -> None:
    with town.cast.acting(town.cast.officer):
        cocoon = town.cocoon()
        doors = api.doors(cocoon_id=cocoon.id)
    assert (cocoon.due - NOW, cocoon.watch_until - NOW) == (timedelta(hours=48), timedelta(days=14))
    assert {door.dwelling_id for door in doors} == set(town.homes) - {town.homes[4]}
    assert {door.address: door.reason for door in doors}["Storgatan 7"] == "beside"
    assert {door.address: door.reason for door in doors}["Storgatan 6"] == "across"
    assert sorted(door.rank for door in doors) == list(range(1, 12))
    assert sorted(door.walk or 0 for door in doors) == list(range(1, 12))


def test_distances_are_right_to_the_decimetre(town: Town) -> None:
    with town.cast.acting(town.cast.officer):
        doors = {door.address: door for door in api.doors(cocoon_id=town.cocoon().id)}
    assert doors["Storgatan 7"].distance_m == pytest.approx(20.0, abs=0.05)
    assert doors["Storgatan 6"].distance_m == pytest.approx((20.0**2 + 15.0**2) ** 0.5, abs=0.05)


def test_opening_again_gives_the_same_cocoon(town: Town) -> None:
    with town.cast.acting(town.cast.officer):
        first = town.cocoon()
        again = api.open_for(
            burglary_id=first.burglary_id,
            dwelling_id=town.homes[0],
            dwelling_kind="house",
            now=NOW + timedelta(hours=1),
        )
        assert again == first
        assert len(api.doors(cocoon_id=first.id)) == 11


def test_opening_takes_few_queries_however_many_doors(
    town: Town, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with town.cast.acting(town.cast.officer):
        burglary_id = town.burglary()
        with django_assert_max_num_queries(13):
            api.open_for(burglary_id=burglary_id, dwelling_id=town.homes[4], dwelling_kind="house", now=NOW)


def test_another_municipalitys_dwelling_is_refused(town: Town) -> None:
    with town.cast.acting(town.cast.officer):
        burglary_id = town.burglary()
        with pytest.raises(DwellingNotFound):
            api.open_for(burglary_id=burglary_id, dwelling_id=town.theirs, dwelling_kind="house", now=NOW)


def test_the_next_municipality_sees_nothing(town: Town) -> None:
    with town.cast.acting(town.cast.officer):
        cocoon = town.cocoon()
    with town.cast.acting(town.cast.stranger):
        assert api.cocoon(cocoon_id=cocoon.id) is None
        assert api.cocoons() == ()
        assert api.coverage(cocoon_ids=[cocoon.id]) == {}
        with pytest.raises(api.CocoonMissing):
            api.doors(cocoon_id=cocoon.id)


def test_a_house_alone_in_the_woods_has_no_doors(cast: Cast) -> None:
    with cast.acting(cast.officer):
        lonely = add_dwelling("Skogsvägen", "1", east=9_000)
        cocoon = Town(cast, (lonely.pk,) * 5, 0).cocoon()
        assert api.doors(cocoon_id=cocoon.id) == ()
        assert api.coverage(cocoon_ids=[cocoon.id])[cocoon.id] == api.Coverage(0, 0, 0, 0)


def test_flats_have_their_own_preset(town: Town) -> None:
    with town.cast.acting(town.cast.coordinator):
        flat = rules.Preset(cap=8, at_least=8, radius_m=30.0, clock_hours=24)
        api.save_preset(kind="flat", preset=flat)
        cocoon = town.cocoon(kind="flat")
        assert cocoon.kind == "flat"
        assert len(api.doors(cocoon_id=cocoon.id)) == 8
        assert cocoon.due - NOW == timedelta(hours=24)


def test_a_kind_that_says_nothing_falls_back_on_the_address(town: Town) -> None:
    with town.cast.acting(town.cast.officer):
        Dwelling.objects.filter(pk=town.homes[4]).update(kind="flat")
        assert town.cocoon(kind="unknown").kind == "flat"


def test_presets_that_make_no_ring_are_refused(town: Town) -> None:
    with town.cast.acting(town.cast.coordinator):
        for wrong in (rules.Preset(radius_m=5.0), rules.Preset(at_least=20, cap=10), rules.Preset(clock_hours=0)):
            with pytest.raises(api.Refused):
                api.save_preset(kind="detached", preset=wrong)
        assert PresetRow.objects.count() == 0
        api.save_preset(kind="detached", preset=rules.Preset(cap=12))
        api.reset_preset(kind="detached")
        assert api.presets() == rules.DEFAULTS


def test_a_household_reached_by_another_cocoon_is_shared(town: Town) -> None:
    with town.cast.acting(town.cast.coordinator):
        first = town.cocoon()
        door = by_dwelling(first)[town.homes[5]]
        record(door, "talked")
        second = town.cocoon(town.homes[6], at=NOW + timedelta(days=3))
        shared = by_dwelling(second)[door.dwelling_id]
        assert (shared.state, shared.outcome, shared.shared_with) == ("shared", "talked", first.id)
        assert api.coverage(cocoon_ids=[second.id])[second.id] == api.Coverage(11, 1, 1, 1)


def test_what_happened_before_the_share_window_is_not_shared(town: Town) -> None:
    with town.cast.acting(town.cast.coordinator):
        record(api.doors(cocoon_id=town.cocoon().id)[0], "talked")
        second = town.cocoon(town.homes[6], at=NOW + timedelta(days=15))
        assert {door.state for door in api.doors(cocoon_id=second.id)} == {"open"}


@pytest.mark.parametrize("outcome", ["no_answer", "declined", "come_back", "not_reachable"])
def test_only_households_that_got_something_are_shared(town: Town, outcome: str) -> None:
    with town.cast.acting(town.cast.coordinator):
        record(api.doors(cocoon_id=town.cocoon().id)[0], outcome)
        second = town.cocoon(town.homes[6], at=NOW + timedelta(days=1))
        assert {door.state for door in api.doors(cocoon_id=second.id)} == {"open"}


def test_a_correction_of_place_carries_the_cocoon_along(town: Town) -> None:
    with town.cast.acting(town.cast.coordinator):
        far = tuple(add_dwelling("Nygatan", str(2 * n + 1), east=20.0 * n, north=600.0).pk for n in range(10))
        cocoon = town.cocoon()
        first, *_others = api.doors(cocoon_id=cocoon.id)
        record(first, "talked")
        round_ = api.create_round(cocoon_id=cocoon.id, now=NOW)
        moved = api.carry_along(burglary_id=cocoon.burglary_id, dwelling_id=far[0], now=NOW)
        assert moved is not None
        assert (moved.id, moved.due, moved.dwelling_id) == (cocoon.id, cocoon.due, far[0])
        doors = by_dwelling(cocoon)
        assert {doors[key].state for key in far[1:9]} == {"open"}
        assert doors[first.dwelling_id].state == "done"
        assert doors[first.dwelling_id].distance_m > 500
        assert {doors[key].drop_reason for key in town.homes if key in doors} == {"", "moved"}
        assert {door.dwelling_id for door in api.round_doors(round_id=round_.id)} >= set(far[1:9])


def test_carrying_along_and_back_again_loses_nothing(town: Town) -> None:
    with town.cast.acting(town.cast.coordinator):
        add_dwelling("Nygatan", "1", north=600.0)
        cocoon = town.cocoon()
        before = {door.dwelling_id: door.state for door in api.doors(cocoon_id=cocoon.id)}
        other = add_dwelling("Nygatan", "3", north=620.0).pk
        api.carry_along(burglary_id=cocoon.burglary_id, dwelling_id=other, now=NOW)
        api.carry_along(burglary_id=cocoon.burglary_id, dwelling_id=cocoon.dwelling_id, now=NOW)
        after = {key: door.state for key, door in by_dwelling(cocoon).items() if door.state != "dropped"}
        assert after == before


def test_withdrawal_closes_and_ends_the_rounds(town: Town) -> None:
    with town.cast.acting(town.cast.coordinator):
        cocoon = town.cocoon()
        api.create_round(cocoon_id=cocoon.id, now=NOW)
        api.close_for(burglary_id=cocoon.burglary_id, now=NOW)
        api.close_for(burglary_id=cocoon.burglary_id, now=NOW + timedelta(hours=1))
        closed = api.cocoon(cocoon_id=cocoon.id)
        assert closed is not None
        assert closed.closed == NOW
        assert [row.ended for row in api.rounds(cocoon_id=cocoon.id)] == [NOW]
        assert api.open_cocoons(now=NOW) == ()
        assert api.carry_along(burglary_id=cocoon.burglary_id, dwelling_id=town.homes[0], now=NOW) is None
        with pytest.raises(api.Refused):
            api.create_round(cocoon_id=cocoon.id, now=NOW)


def test_without_a_scope_there_are_no_doors(committed_town: Town) -> None:
    with committed_town.cast.acting(committed_town.cast.officer):
        committed_town.cocoon()
    with tenancy.scope(municipality_id=None, authority="municipality"):
        assert api.cocoons() == ()


def record(door: api.Door, outcome: str) -> api.Visit:
    from uuid import uuid4

    return api.record_visit(
        client_id=uuid4(), door_id=door.id, outcome=outcome, at=NOW, user_id=None, source="paper", now=NOW
    )


def by_dwelling(cocoon: api.Cocoon) -> dict[int, api.Door]:
    return {door.dwelling_id: door for door in api.doors(cocoon_id=cocoon.id)}
