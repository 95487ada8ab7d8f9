"""The list of burglaries looked through by words, and by case number where the police look."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kokong.incidents import api
from tests.incidents.conftest import Town

LIST = reverse("incidents:list")


@pytest.fixture
def three(town: Town) -> list[api.Burglary]:
    """At Storgatan 1, 2 and 3: by a window with a case number, attempted by the door, and a flat."""
    now = timezone.now()
    usual = {
        "earliest": now - timedelta(hours=9),
        "latest": now - timedelta(hours=8),
        "source": "form",
        "now": now,
    }
    with town.cast.acting(town.cast.officer):
        return [
            api.report(
                dwelling_id=town.homes[0],
                entry_point="window",
                case_number="5000-K731-26",
                **usual,  # type: ignore[arg-type]
            ),
            api.report(dwelling_id=town.homes[1], completed=False, entry_point="door", **usual),  # type: ignore[arg-type]
            api.report(dwelling_id=town.homes[2], dwelling_kind="flat", **usual),  # type: ignore[arg-type]
        ]


def found(client: Client, text: str) -> list[int]:
    """The numbers of the houses on Storgatan that the list shows for words."""
    client.cookies["kokong_language"] = "en"
    content = client.get(LIST, {"q": text}).content.decode()
    return [number for number in range(1, 10) if f"Storgatan {number}" in content]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("storgatan", [1, 2, 3]),
        ("STORGATAN 2", [2]),
        ("storg 9", []),
        ("attempted", [2]),
        ("flat", [3]),
        ("window storg", [1]),
        ("window flat", []),
        ("nothing of the kind", []),
        ("%", []),
        ("'; --", []),
        ("   ", [1, 2, 3]),
    ],
)
def test_each_word_is_looked_for_in_what_the_desk_knows(
    town: Town, three: list[api.Burglary], text: str, numbers: list[int]
) -> None:
    assert found(town.cast.client(town.cast.coordinator), text) == numbers


@pytest.mark.parametrize("text", ["5000-K731-26", "k731-26", "5000 K 731 26"])
def test_the_police_find_a_case_by_its_number_and_the_log_says_so(
    town: Town, three: list[api.Burglary], text: str
) -> None:
    assert found(town.cast.client(town.cast.officer), text) == [1]
    (entry,) = [entry for entry in town.cast.log() if entry.action == "burglary.police_part_seen"]
    assert entry.purpose == "search"


def test_nobody_else_finds_by_case_number(town: Town, three: list[api.Burglary]) -> None:
    assert found(town.cast.client(town.cast.coordinator), "5000-K731-26") == []
    assert found(town.cast.client(town.cast.stranger), "Storgatan") == []


def test_the_list_shows_coverage_and_deadline_of_the_cocoon(town: Town, three: list[api.Burglary]) -> None:
    client = town.cast.client(town.cast.coordinator)
    client.cookies["kokong_language"] = "en"
    content = client.get(LIST).content.decode()
    assert "Homes talked to" in content
    assert "To be visited by" in content
