"""Address search, forgiving; finding one address, strict."""

import pytest

from kokong.places import api
from tests.cast import Cast

from .town import add_dwelling, add_row_of_houses


@pytest.fixture(autouse=True)
def town(cast: Cast) -> None:
    with cast.acting(cast.coordinator):
        add_row_of_houses(12)
        add_dwelling("Storgatan", "5 B", east=41)
        add_dwelling("Storgatan", "50", east=300)
        add_dwelling("Storgatan", "5", locality="Berga", postcode="393 50", east=9000)
        add_dwelling("Åsgränd", "3", unit="1101", kind="flat")
        add_dwelling("Åsgränd", "3", unit="1201", kind="flat")
        add_dwelling("Havsviks allé", "2")
        add_dwelling("Böda", "512")


def labels(cast: Cast, text: str) -> list[str]:
    with cast.acting(cast.coordinator):
        return [hit.label for hit in api.search(text=text)]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Storgatan 5", "Storgatan 5"),
        ("storgatan 5 b", "Storgatan 5 B"),
        ("Storg 5 B", "Storgatan 5 B"),
        ("storgatan5b", "Storgatan 5 B"),
        ("STRGATAN 5B", "Storgatan 5 B"),
        ("Havsvik Storgatan 5", "Storgatan 5"),
        ("storgatan 5, 393 50 berga", "Storgatan 5"),
        ("asgrand 3 lgh 1201", "Åsgränd 3, lgh 1201"),
        ("Åsgränd 3", "Åsgränd 3, lgh 1101"),
        ("havsviks alle 2", "Havsviks allé 2"),
        ("boda 512", "Böda 512"),
        ("Bö", "Böda 512"),
    ],
)
def test_forgives(cast: Cast, text: str, first: str) -> None:
    assert labels(cast, text)[0] == first


@pytest.mark.parametrize(
    "name", ["Storgatan", "Nygatan", "Ekvägen", "Skolgränd", "Björkbacken", "Södra Långgatan"]
)
def test_any_one_letter_may_be_lost(cast: Cast, name: str) -> None:
    with cast.acting(cast.coordinator):
        wanted = add_dwelling(name, "77").pk
        for i in range(1, len(name)):
            found = api.search(text=f"{name[:i]}{name[i + 1 :]} 77")
            assert found, f"{name[:i]}{name[i + 1 :]}"
            assert found[0].dwelling_id == wanted


def test_town_decides_between_namesakes(cast: Cast) -> None:
    with cast.acting(cast.coordinator):
        assert api.search(text="Storgatan 5 Berga")[0].detail == "393 50 Berga"
        assert api.search(text="Storgatan 5 Havs")[0].detail == "392 32 Havsvik"


@pytest.mark.parametrize("text", ["", " ", "!", "%", "'; --", "\x00", "qxzw 5", "5" * 500, "å" * 5000])
def test_nonsense_finds_nothing_and_breaks_nothing(cast: Cast, text: str) -> None:
    assert labels(cast, text) == []


def test_the_next_municipality_finds_nothing(cast: Cast) -> None:
    with cast.acting(cast.stranger):
        assert api.search(text="Storgatan 5") == ()
        with pytest.raises(api.AddressNotFound):
            api.find_address(text="Storgatan 4")


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Storgatan 4", "Storgatan 4"),
        ("storg 4", "Storgatan 4"),
        ("Storgatan 5, 392 32 Havsvik", "Storgatan 5"),
        ("Storgatan 5, Berga", "Storgatan 5"),
        ("Åsgränd 3 lgh 1201", "Åsgränd 3, lgh 1201"),
    ],
)
def test_finds_the_one(cast: Cast, text: str, address: str) -> None:
    with cast.acting(cast.coordinator):
        found = api.find_address(text=text)
        assert found.address == address
        assert api.find_address(text=found.full_address) == found


@pytest.mark.parametrize(
    "text", ["Storgatan 13", "Storgatan 5 C", "Storgatan 4, Stockholm", "Storgatan", "Morgatan 4", ""]
)
def test_never_another_house(cast: Cast, text: str) -> None:
    with cast.acting(cast.coordinator), pytest.raises(api.AddressNotFound):
        api.find_address(text=text)


def test_a_town_named_like_a_street_is_no_hindrance(cast: Cast) -> None:
    with cast.acting(cast.coordinator):
        add_dwelling("Storgatan", "6", locality="Storgatan", east=500)
        for text in ("Storgatan 4, Havsvik", "Storgatan 6, Storgatan"):
            assert api.find_address(text=text).full_address.endswith(text[13:])


def test_ambiguity_lists_the_candidates(cast: Cast) -> None:
    with cast.acting(cast.coordinator):
        with pytest.raises(api.AddressAmbiguous, match="Berga") as towns:
            api.find_address(text="Storgatan 5")
        with pytest.raises(api.AddressAmbiguous, match="lgh 1101") as flats:
            api.find_address(text="Åsgränd 3")
    assert len(towns.value.candidates) == len(flats.value.candidates) == 2


def test_not_found_names_what_is_near(cast: Cast) -> None:
    with cast.acting(cast.coordinator), pytest.raises(api.AddressNotFound, match="Storgatan 5"):
        api.find_address(text="Storgatan 5 C")


def test_a_letter_away_is_a_question(cast: Cast) -> None:
    with cast.acting(cast.coordinator), pytest.raises(api.AddressNotFound, match="Storgatan 12") as refused:
        api.find_address(text="Storgtan 12")
    assert [choice.label for choice in refused.value.choices] == ["Storgatan 12"]
