"""A home that the register lacks, found at the doors: told by a phone, confirmed or rejected by a coordinator."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from kokong.measures.cocoons import api
from kokong.measures.cocoons.models import Cocoon, Door, Visit
from kokong.places import api as places
from kokong.places.models import Dwelling
from tests.cocoons.conftest import NOW, Town
from tests.field.conftest import Json, Phone, event


@pytest.fixture
def beside(town: Town, walk: api.Round) -> int:
    """The door of Storgatan 6; its id."""
    with town.cast.acting(town.cast.officer):
        return Door.objects.get(dwelling=town.homes[5], cocoon=walk.cocoon_id).pk


@pytest.fixture
def desk(town: Town) -> Client:
    """The coordinator's browser."""
    return town.cast.client(town.cast.coordinator)


def found(beside: int, address: str = "Storgatan 6 B", **more: Any) -> Json:
    return event(beside, "found", address=address, **more)


def homes(town: Town) -> list[Dwelling]:
    with town.cast.acting(town.cast.officer):
        return list(Dwelling.objects.filter(source__in=("found", "confirmed")))


def doors(phone: Phone, walk: api.Round) -> dict[str, Json]:
    told: list[Json] = phone.client.get(f"/field/api/rounds/{walk.id}").json()["doors"]
    return {door["address"]: door for door in told}


def test_a_found_home_is_a_door_of_the_round_once(town: Town, phone: Phone, walk: api.Round, beside: int) -> None:
    told = found(beside, "storgatan 6 b", outcome="talked")
    assert [phone.statuses(told) for _ in range(3)] == [["stored"], ["already"], ["already"]]
    (home,) = homes(town)
    assert (home.street_name, home.number, home.locality, home.source) == ("Storgatan", "6 B", "Havsvik", "found")
    door = doors(phone, walk)["Storgatan 6 B"]
    assert [visit["outcome"] for visit in door["visits"]] == ["talked"]
    assert door["state"] == "done"
    with town.cast.acting(town.cast.officer):
        assert Visit.objects.count() == 1
        assert Door.objects.get(pk=door["id"]).reason == "added"


def test_its_place_is_where_the_visitor_stood_unless_that_is_elsewhere(
    town: Town, phone: Phone, beside: int
) -> None:
    with town.cast.acting(town.cast.officer):
        here = places.dwelling(dwelling_id=town.homes[5])
        there = places.dwelling(dwelling_id=town.homes[11])
    assert here is not None
    assert there is not None
    phone.send(found(beside, "Storgatan 6 B", lon=there.lon, lat=there.lat))
    phone.send(found(beside, "Storgatan 6 C", lon=18.07, lat=59.33))
    phone.send(found(beside, "Storgatan 6 D"))
    spots = {home.number: (round(home.location.x), round(home.location.y)) for home in homes(town)}
    assert spots["6 B"] == (round(there.x), round(there.y))
    assert spots["6 C"] == spots["6 D"] == (round(here.x), round(here.y))


def test_what_the_register_has_after_all_is_that_home(
    town: Town, phone: Phone, walk: api.Round, beside: int
) -> None:
    assert phone.statuses(found(beside, "Storgatan 6")) == ["already"]
    with town.cast.acting(town.cast.officer):
        other = Door.objects.get(dwelling=town.homes[0], cocoon=walk.cocoon_id)
        api.drop_door(door_id=other.pk, reason="other")
    assert phone.statuses(found(beside, "Storgatan 1", outcome="card_left")) == ["stored"]
    assert homes(town) == []
    assert doors(phone, walk)["Storgatan 1"]["state"] == "done"


def test_two_visitors_find_the_same_home_at_a_street_that_nobody_lists(
    town: Town, phone: Phone, phone_of: Any, beside: int
) -> None:
    assert phone.statuses(found(beside, "Nya stigen 3")) == ["stored"]
    assert phone_of(town.cast.partner).statuses(found(beside, "nya stigen 3", outcome="talked")) == ["stored"]
    assert len(homes(town)) == 1


@pytest.mark.parametrize("address", ["", "Anders garage", "6 B", "Storgatan", "x" * 190 + " 1"])
def test_what_is_no_address_is_refused_with_words(town: Town, phone: Phone, beside: int, address: str) -> None:
    (result,) = phone.send(found(beside, address))
    assert result["status"] == "refused"
    assert "street and number" in result["message"]
    assert homes(town) == []


def test_beside_a_door_that_is_not_mine_nothing_is_found(town: Town, phone_of: Any, beside: int) -> None:
    assert phone_of(town.cast.stranger).statuses(found(beside)) == ["refused"]
    assert homes(town) == []


def test_nothing_stays_of_a_found_home_whose_visit_is_refused(town: Town, phone: Phone, beside: int) -> None:
    early = found(beside, outcome="talked", at=NOW - timedelta(days=2))
    assert phone.statuses(early) == ["refused"]
    assert homes(town) == []


def test_the_coordinator_confirms_it_and_then_other_cocoons_choose_it(
    town: Town, phone: Phone, walk: api.Round, beside: int, desk: Client
) -> None:
    phone.send(found(beside))
    with town.cast.acting(town.cast.officer):
        first = town.cocoon(town.homes[6])
        assert "Storgatan 6 B" not in {door.address for door in api.doors(cocoon_id=first.id)}
    door = doors(phone, walk)["Storgatan 6 B"]["id"]
    page = f"/cocoons/{walk.cocoon_id}/"
    assert "Found by a visitor" in desk.get(page, follow=True).content.decode()
    assert desk.post(f"{page}doors/{door}/confirm/").status_code == 302
    assert "Found by a visitor" not in desk.get(page, follow=True).content.decode()
    assert [home.source for home in homes(town)] == ["confirmed"]
    with town.cast.acting(town.cast.officer):
        second = town.cocoon(town.homes[7])
        assert "Storgatan 6 B" in {each.address for each in api.doors(cocoon_id=second.id)}


def test_what_the_coordinator_leaves_out_as_no_home_does_not_come_back(
    town: Town, phone: Phone, walk: api.Round, beside: int, desk: Client
) -> None:
    told = found(beside)
    phone.send(told)
    door = doors(phone, walk)["Storgatan 6 B"]["id"]
    desk.post(f"/cocoons/{walk.cocoon_id}/doors/{door}/drop/", {"reason": "no_dwelling"})
    (home,) = homes(town)
    assert (home.no_home, home.retired_at) == (True, NOW)
    (again,) = phone.send(told)
    assert (again["status"], "it is no home" in again["message"]) == ("refused", True)


def test_a_home_of_the_register_stays_when_its_door_is_left_out(
    town: Town, walk: api.Round, beside: int, desk: Client
) -> None:
    desk.post(f"/cocoons/{walk.cocoon_id}/doors/{beside}/drop/", {"reason": "no_dwelling"})
    with town.cast.acting(town.cast.officer):
        assert Dwelling.objects.get(pk=town.homes[5]).retired_at is None
        assert Cocoon.objects.get(pk=walk.cocoon_id).closed is None


def test_what_the_desk_left_out_stays_so_when_the_phone_sends_again(
    town: Town, phone: Phone, walk: api.Round, beside: int
) -> None:
    told = found(beside)
    phone.send(told)
    door = doors(phone, walk)["Storgatan 6 B"]["id"]
    with town.cast.acting(town.cast.officer):
        api.drop_door(door_id=door, reason="too_far")
    assert phone.statuses(told, found(beside)) == ["already", "already"]
    with town.cast.acting(town.cast.officer):
        assert Door.objects.get(pk=door).state == "dropped"


def test_a_coordinator_rejects_it_also_once_somebody_was_there(
    town: Town, phone: Phone, phone_of: Any, walk: api.Round, beside: int, desk: Client
) -> None:
    told = found(beside, "Nya stigen 3", outcome="talked")
    phone.send(told)
    door = doors(phone, walk)["Nya stigen 3"]["id"]
    drop = f"/cocoons/{walk.cocoon_id}/doors/{door}/drop/"
    assert drop in desk.get(f"/cocoons/{walk.cocoon_id}/", follow=True).content.decode()
    asked = desk.get(drop).content.decode()
    assert (asked.count('name="reason"'), "stays left out" in asked) == (1, True)
    desk.post(drop, {"reason": "no_dwelling"})
    (home,) = homes(town)
    assert (home.no_home, home.retired_at, home.street_name) == (True, NOW, "")
    later = found(beside, "nya stigen 3", outcome="talked")
    for who in (phone, phone_of(town.cast.partner)):
        (again,) = who.send(later | {"id": str(uuid4())})
        assert (again["status"], "it is no home" in again["message"]) == ("refused", True)
    phone.send(event(door, outcome="no_answer"))
    with town.cast.acting(town.cast.officer):
        row = Door.objects.get(pk=door)
        assert (row.state, row.drop_reason) == ("dropped", "no_dwelling")
        assert api.coverage(cocoon_ids=[walk.cocoon_id])[walk.cocoon_id].visited == 0


def test_it_is_walked_to_by_those_who_walk_beside_it_only(
    town: Town, phone: Phone, walk: api.Round, beside: int
) -> None:
    with town.cast.acting(town.cast.officer):
        other = Door.objects.exclude(pk=beside).filter(cocoon=walk.cocoon_id).earliest("pk")
        later = api.create_round(
            cocoon_id=walk.cocoon_id, door_ids=[other.pk], title="Later", now=NOW + timedelta(minutes=1)
        )
    phone.send(found(beside))
    assert "Storgatan 6 B" in doors(phone, walk)
    with town.cast.acting(town.cast.officer):
        assert [door.id for door in api.round_doors(round_id=later.id)] == [other.pk]


def test_a_home_found_in_two_cocoons_is_rejected_in_both(
    town: Town, phone: Phone, walk: api.Round, beside: int
) -> None:
    phone.send(found(beside, outcome="talked"))
    door = doors(phone, walk)["Storgatan 6 B"]["id"]
    with town.cast.acting(town.cast.officer):
        other = town.cocoon(town.homes[6])
        near = Door.objects.get(dwelling=town.homes[5], cocoon=other.id).pk
        again, _fresh = api.add_found(
            client_id=uuid4(), beside_id=near, text="Storgatan 6 B", degrees=None, now=NOW
        )
        assert Door.objects.get(pk=again).state == "open"
        api.drop_door(door_id=again, reason="no_dwelling")
        assert list(Door.objects.filter(pk__in=(door, again)).values_list("state", "drop_reason").distinct()) == [
            ("dropped", "no_dwelling")
        ]
        assert [each.visited for each in api.coverage(cocoon_ids=[walk.cocoon_id, other.id]).values()] == [0, 0]
