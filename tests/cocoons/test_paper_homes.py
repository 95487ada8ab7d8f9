"""A block on paper: what is printed to be filled in, and what is typed in of it."""

from datetime import datetime, timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from kokong.measures.cocoons import api
from kokong.measures.cocoons.models import Cocoon, Visit
from kokong.places.models import Dwelling

from .conftest import NOW, Town, Walked

HOMES = 12


@pytest.fixture(autouse=True)
def _at_three(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is three in the afternoon."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def cocoon(town: Town) -> api.Cocoon:
    """A cocoon with a block of about twelve homes, opened two hours ago."""
    with town.cast.acting(town.cast.coordinator):
        Dwelling.objects.filter(pk=town.homes[5]).update(homes=HOMES, homes_by="estimated", kind="flat")
        return town.cocoon(at=NOW - timedelta(hours=2))


@pytest.fixture
def desk(town: Town) -> Client:
    """The coordinator's browser."""
    return town.cast.client(town.cast.coordinator)


def door_at(town: Town, cocoon: api.Cocoon, dwelling_id: int) -> api.Door:
    with town.cast.acting(town.cast.coordinator):
        return next(door for door in api.doors(cocoon_id=cocoon.id) if door.dwelling_id == dwelling_id)


def sent(town: Town, door: api.Door, *, at: datetime = NOW, **said: str) -> dict[str, object]:
    head = {"day": f"{at:%Y-%m-%d}", "around": f"{timezone.localtime(at):%H:%M}"}
    rows = {f"door-{door.id}-{name}": value for name, value in said.items()}
    return {**head, "walked_by": town.cast.visitor.user_id, **rows}


def test_a_block_has_lines_for_homes_and_letter_boxes_and_a_house_has_none(
    town: Town, cocoon: api.Cocoon, walked: Walked
) -> None:
    with town.cast.acting(town.cast.coordinator):
        content = api.print_round(round_id=walked(cocoon).id, language="en")
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    assert text.count("Homes reached") == text.count("Letter boxes") == text.count("Finished here") == 1
    assert "of about 12" in text


def test_what_the_paper_says_of_a_block_is_stored(
    town: Town, cocoon: api.Cocoon, walked: Walked, desk: Client
) -> None:
    where, door = _page(town, cocoon, walked), door_at(town, cocoon, town.homes[5])
    shown = desk.get(where).content.decode()
    assert shown.count("Homes reached, of 12") == 1
    told = sent(town, door, outcome="talked", homes="7", counted="14")
    assert "1 visit is saved" in desk.post(where, told, follow=True).content.decode()
    assert "on the paper is saved" in desk.post(where, told, follow=True).content.decode()
    after = door_at(town, cocoon, town.homes[5])
    assert (after.state, after.homes, after.homes_by, after.covered) == ("open", 14, "counted", 7)
    corrected = sent(town, door, outcome="talked", homes="6", finished="on")
    desk.post(where, corrected)
    after = door_at(town, cocoon, town.homes[5])
    assert (after.state, after.homes, after.covered) == ("done", 14, 6)
    with town.cast.acting(town.cast.coordinator):
        assert api.coverage(cocoon_ids=[cocoon.id])[cocoon.id].talked == 6


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"outcome": "talked", "homes": "13"}, "more than there are homes"),
        ({"counted": "14"}, "Choose an outcome"),
        ({"outcome": "talked", "homes": "0"}, "greater than or equal to 1"),
        ({"outcome": "talked", "counted": "tolv"}, "whole number"),
    ],
)
def test_what_cannot_be_is_asked_about_and_nothing_is_stored(
    town: Town, cocoon: api.Cocoon, walked: Walked, desk: Client, said: dict[str, str], why: str
) -> None:
    where, door = _page(town, cocoon, walked), door_at(town, cocoon, town.homes[5])
    answer = desk.post(where, sent(town, door, at=NOW, **said))
    assert (answer.status_code, why in answer.content.decode()) == (422, True)
    assert door_at(town, cocoon, town.homes[5]).homes == HOMES
    with town.cast.acting(town.cast.coordinator):
        assert Visit.objects.count() == 0


def test_a_house_takes_no_homes(town: Town, cocoon: api.Cocoon, walked: Walked, desk: Client) -> None:
    where, door = _page(town, cocoon, walked), door_at(town, cocoon, town.homes[3])
    desk.post(where, sent(town, door, outcome="talked", homes="9", counted="9"))
    after = door_at(town, cocoon, town.homes[3])
    assert (after.homes, after.covered, after.state) == (1, 1, "done")


def test_a_time_before_the_cocoon_opened_is_refused_on_its_day_too(
    town: Town, cocoon: api.Cocoon, walked: Walked, desk: Client
) -> None:
    where, door = _page(town, cocoon, walked), door_at(town, cocoon, town.homes[3])
    early = desk.post(where, sent(town, door, outcome="talked", at=NOW - timedelta(hours=3)))
    assert early.status_code == 422
    assert (
        "the cocoon was opened on 22 November 14:00, so 22 November 13:00 is too early" in early.content.decode()
    )
    with town.cast.acting(town.cast.coordinator):
        assert Visit.objects.count() == 0
    rounded = desk.post(where, sent(town, door, outcome="talked", at=NOW - timedelta(hours=2, minutes=10)))
    assert rounded.status_code == 302


def test_two_walkers_papers_that_find_no_such_home_retire_it(
    town: Town, cocoon: api.Cocoon, walked: Walked, desk: Client
) -> None:
    where, door = _page(town, cocoon, walked), door_at(town, cocoon, town.homes[3])

    def retired() -> bool:
        with town.cast.acting(town.cast.coordinator):
            return Dwelling.objects.get(pk=town.homes[3]).retired_at is not None

    told = sent(town, door, outcome="no_such_address")
    desk.post(where, told)
    desk.post(where, sent(town, door, outcome="no_such_address", at=NOW - timedelta(hours=1)))
    assert not retired(), "one walker twice is one"
    desk.post(where, told | {"walked_by": town.cast.partner.user_id, "around": "15:30"})
    assert retired()


def _page(town: Town, cocoon: api.Cocoon, walked: Walked) -> str:
    with town.cast.acting(town.cast.coordinator):
        assert Cocoon.objects.get(pk=cocoon.id).opened == NOW - timedelta(hours=2)
        return f"/cocoons/rounds/{walked(cocoon).id}/paper/"
