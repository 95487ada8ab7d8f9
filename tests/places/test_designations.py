"""Properties where an address should stand: a question, with the homes of the farm's name, never a match."""

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kokong.places import api, designations
from tests.cast import Cast

from .town import add_dwelling


@pytest.fixture
def farms(cast: Cast) -> Cast:
    """Two houses of a farm, one of another, one that the register calls by its property, and a street."""
    with cast.acting(cast.coordinator):
        add_dwelling("Norrgården", "1", locality="Ljungby")
        add_dwelling("Norrgården", "23", east=300, locality="Ljungby")
        add_dwelling("Södergården", "1", east=900, locality="Ljungby")
        add_dwelling("Mellangården", "1:7", east=1200, locality="Ljungby")
        add_dwelling("Storgatan", "12", unit="1203", kind="flat", east=2000)
    return cast


@pytest.mark.parametrize(
    "text",
    [
        "Norrgården 1:23", "norrgarden 1:1", "NORRGÅRDEN 1:23, Ljungby", "Norrgården 1:23, 392 32 Ljungby",
        "Havsvik Norrgården 1:23", "Fastigheten Norrgården 1 : 23", "fast. Norrgården 1:23", "Norrgården S:2",
        "Norrgården 1:23>2", "Norrgården 1:23, hus 2", "c/o Andersson, Norrgården 1:23",
    ],
)  # fmt: skip
def test_a_property_is_a_question_with_the_homes_of_its_name(farms: Cast, text: str) -> None:
    with farms.acting(farms.coordinator), pytest.raises(api.AddressIsProperty) as refused:
        api.find_address(text=text)
    assert [choice.label for choice in refused.value.choices] == ["Norrgården 1", "Norrgården 23"]
    assert "is the designation of a property" in refused.value.message


def test_a_property_of_which_no_home_has_the_name_says_so(farms: Cast) -> None:
    with farms.acting(farms.coordinator), pytest.raises(api.AddressIsProperty) as refused:
        api.find_address(text="Västanvik 4:12")
    assert refused.value.choices == ()


@pytest.mark.parametrize(
    "text", ["Mellangården 1:7", "Mellangården 1/7", "Mellangården 1:7, Ljungby", "Havsvik Mellangården 1:7"]
)
def test_a_home_that_the_register_calls_so_is_found(farms: Cast, text: str) -> None:
    with farms.acting(farms.coordinator):
        assert api.find_address(text=text).address == "Mellangården 1:7"


def test_another_unit_of_that_block_is_not_that_home(farms: Cast) -> None:
    with farms.acting(farms.coordinator), pytest.raises(api.AddressIsProperty) as refused:
        api.find_address(text="Mellangården 1:8")
    assert [choice.label for choice in refused.value.choices] == ["Mellangården 1:7"]


def test_what_is_parted_by_a_colon_behind_a_street_is_no_property(farms: Cast) -> None:
    with farms.acting(farms.coordinator):
        assert api.find_address(text="Storgatan 12:1203").address == "Storgatan 12, lgh 1203"
        with pytest.raises(api.AddressNotFound) as refused:
            api.find_address(text="Storgatan 12:99")
    assert not isinstance(refused.value, api.AddressIsProperty)


def test_a_flat_behind_a_colon_is_found_whatever_its_street_is_called(farms: Cast) -> None:
    with farms.acting(farms.coordinator):
        add_dwelling("Ekbacken", "4", unit="1102", kind="flat", east=2400)
        assert api.find_address(text="Ekbacken 4:1102").address == "Ekbacken 4, lgh 1102"
        with pytest.raises(api.AddressRefused):
            api.find_address(text="Ekbacken 4:1103")
        with pytest.raises(api.AddressRefused):
            api.find_address(text="Norrgården 1:1104")


def test_the_search_offers_the_homes_of_the_name(farms: Cast) -> None:
    with farms.acting(farms.coordinator):
        assert [hit.label for hit in api.search(text="Norrgården 1:23")] == ["Norrgården 1", "Norrgården 23"]
        assert [hit.label for hit in api.search(text="Mellangården 1:7")] == ["Mellangården 1:7"]


@pytest.mark.parametrize(
    "text",
    ["Storgatan 5", "Norrgården 1", "Kv. Björken 3", "S:t Eriks väg 3", "4:e Tvärgatan 7", "18:30", "1:23", ""],
)
def test_an_address_is_no_property(text: str) -> None:
    assert designations.read(text) is None


@given(st.text(max_size=60))
def test_whatever_stands_there_is_read_or_not(text: str) -> None:
    named = designations.read(f"{text} 1:23")
    assert named is None or named.name


def test_examples() -> None:
    assert doctest.testmod(designations).failed == 0
