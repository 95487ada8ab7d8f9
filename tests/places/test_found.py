"""What visitors find: known by nearness, one home however often and by whomever it is told, and no remark."""

import pytest

from kokong.kernel.features import Wanted
from kokong.places import api
from kokong.places.features import LAYER
from kokong.places.importing.source import Address
from kokong.places.models import Dwelling

from .test_blocks import NOW, block, in_home, merge, plain
from .town import ORIGIN, add_dwelling

__all__ = ["in_home"]


@pytest.mark.parametrize(("told", "unit"), [("Storgatan 7, lgh 1101", "1101"), ("Nya vägen 7 lgh 1101", "1101")])
def test_a_found_flat_is_the_registers_also_at_a_street_that_was_new(told: str, unit: str) -> None:
    beside = block(1, "")
    found = api.home_found(text=told, beside_id=beside.pk, point=None, key="k")
    street = told.split(" 7", maxsplit=1)[0]
    assert (found.address, found.unit, Dwelling.objects.get(pk=found.id).floor) == (
        f"{street} 7, lgh 1101",
        unit,
        1,
    )
    merge([Address("r7", street, "7", ORIGIN.x, ORIGIN.y, unit="1101", kind="flat")], "register")
    row = Dwelling.objects.get(number="7")
    assert (row.pk, row.source, row.source_id, row.retired_at) == (found.id, "register", "r7", None)


def find(text: str, *, key: str = "k", beside: Dwelling | None = None) -> api.Dwelling:
    near = beside or Dwelling.objects.filter(number="5").first() or block(1, "")
    return api.home_found(text=text, beside_id=near.pk, point=None, key=key)


def far(street: str, number: str, **more: object) -> Dwelling:
    """The same address in a village five kilometres off."""
    return add_dwelling(street, number, east=5000, locality="Fjärran", **more)  # type: ignore[arg-type]


def test_of_namesakes_in_two_villages_the_near_one_is_meant() -> None:
    near = block(1, "", number="7")
    for n in range(9):
        add_dwelling("Storgatan", "7", east=5000.0 * (n + 1), locality=f"By {n}")
    assert find("Storgatan 7").id == near.pk


def test_where_both_namesakes_are_far_it_is_a_new_home_and_stays_so() -> None:
    far("Storgatan", "7")
    add_dwelling("Storgatan", "7", east=-5000, locality="Bortan")
    found = find("Storgatan 7")
    assert found.found
    assert find("Storgatan 7").id == found.id
    add_dwelling("Storgatan", "7", locality="Havsvik")
    assert find("Storgatan 7").id == found.id, "sent again it is what it was"


def test_several_flats_near_by_are_a_question() -> None:
    for unit in ("1001", "1002"):
        block(1, "", number="7", source_id=unit, unit=unit)
    with pytest.raises(api.AddressAmbiguous):
        find("Storgatan 7")


def test_a_name_that_only_ends_as_another_street_is_a_new_home() -> None:
    block(1, "", number="7")
    assert find("Nya Storgatan 7").street == "Nya Storgatan"


def test_a_flat_of_a_block_in_a_far_village_is_not_made_there() -> None:
    far("Storgatan", "7", kind="flat", homes=12, homes_by="told")
    assert find("Storgatan 7, lgh 1101").found
    assert not Dwelling.objects.filter(source="reported").exists()


def test_a_flat_of_a_block_near_by_is_kept_as_told() -> None:
    block(number="7")
    home = find("Storgatan 7, lgh 1101")
    assert (home.found, home.unit, Dwelling.objects.get(pk=home.id).source) == (False, "1101", "reported")


@pytest.mark.parametrize("again", ["Nya stigen 6B", "nya  stigen 6 b"])
def test_the_same_address_is_one_home_also_at_an_unlisted_street(again: str) -> None:
    assert find("Nya stigen 6 B").id == find(again, key="other").id


@pytest.mark.parametrize("text", ["Nya stigen 6 B", "Storgatan 6 B"])
def test_what_was_rejected_stays_so_whoever_finds_it_next_and_its_typed_street_is_forgotten(text: str) -> None:
    found = find(text)
    api.reject_found(dwelling_id=found.id, now=NOW)
    for key in ("k", "other"):
        again = find(text, key=key)
        assert (again.id, again.retired) == (found.id, True)
    assert Dwelling.objects.get(pk=found.id).street_name == ("" if "Nya" in text else "Storgatan")
    assert find("Nya stigen 6 C", key="third").found


def test_what_one_coordinator_rejected_a_register_may_list_later() -> None:
    found = find("Storgatan 7")
    api.reject_found(dwelling_id=found.id, now=NOW)
    merged = merge([Address("r7", "Storgatan", "7", ORIGIN.x, ORIGIN.y, kind="detached")], "register")
    assert (merged.added, merged.refused) == (1, [])
    Dwelling.objects.filter(source="register").update(street=Dwelling.objects.get(pk=found.id).street_id)
    assert not find("Storgatan 7", key="other").retired


def test_a_found_flat_doesnt_stand_for_the_block_of_a_file() -> None:
    block(1, "", number="9")
    find("Storgatan 5, lgh 1101", beside=Dwelling.objects.get(number="9"))
    assert merge(plain(2, "estimated"), "osm").refused == []


@pytest.mark.parametrize(
    "text", ["Anna Svensson 45", "ring Anna Andersson 0701", "Farlig hund Per Olsson skuld 99", "Anna Storgatan 6"]
)
def test_people_and_remarks_are_no_streets(text: str) -> None:
    with pytest.raises(api.StreetRefused):
        find(text)


@pytest.mark.parametrize("text", ["Norrby 3", "Kullerstad 14 B", "Birger Jarlsgatan 2", "Sankt Eriks väg 1"])
def test_new_streets_and_the_municipalitys_own_are_taken(text: str) -> None:
    far("Kullerstad", "1")
    assert find(text).found


def test_nobody_elses_layer_has_what_a_visitor_found() -> None:
    find("Nya stigen 6 B")
    every = LAYER.find(Wanted(limit=100))
    assert [each.properties["address"] for each in every.features] == ["Storgatan 5"]
    assert every.matched == 1
