"""A paper list typed in door by door: each is kept as one goes on, and a slip is put right."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kokong.measures.cocoons import api
from kokong.measures.cocoons.models import FollowUp, Visit

from .conftest import Town


@pytest.fixture
def cocoon(town: Town) -> api.Cocoon:
    """A cocoon opened an hour ago."""
    with town.cast.acting(town.cast.coordinator):
        return town.cocoon(at=timezone.now() - timedelta(hours=1))


@pytest.fixture
def desk(town: Town) -> Client:
    """The coordinator's browser."""
    return town.cast.client(town.cast.coordinator)


@pytest.fixture
def where(town: Town, cocoon: api.Cocoon) -> str:
    """The page of the paper of a round through the whole cocoon."""
    with town.cast.acting(town.cast.coordinator):
        made = api.create_round(cocoon_id=cocoon.id, visitor_ids=(town.cast.visitor.user_id,), now=timezone.now())
    return f"/cocoons/rounds/{made.id}/paper/"


def line(town: Town, door: api.Door, moment: datetime | None = None, **said: object) -> dict[str, object]:
    """What the page sends of one door."""
    local = timezone.localtime(moment)
    head = {"day": local.date().isoformat(), "around": f"{local:%H:%M}", "walked_by": town.cast.visitor.user_id}
    return head | {f"door-{door.id}-{name}": value for name, value in said.items()}


def first(town: Town, cocoon: api.Cocoon) -> api.Door:
    with town.cast.acting(town.cast.coordinator):
        return api.doors(cocoon_id=cocoon.id)[0]


def standing(town: Town) -> list[tuple[str, datetime]]:
    """The visits that nobody took back."""
    with town.cast.acting(town.cast.coordinator):
        undone = {each.undoes for each in Visit.objects.all() if each.undoes}
        kept = Visit.objects.filter(undoes=None).exclude(client_id__in=undone)
        return [(visit.outcome, timezone.localtime(visit.at)) for visit in kept]


def test_a_line_is_kept_once_and_put_right_as_often_as_one_likes(
    town: Town, cocoon: api.Cocoon, desk: Client, where: str
) -> None:
    door = first(town, cocoon)
    to = f"{where}{door.id}/"
    said = desk.post(to, line(town, door, outcome="talked")).json()
    assert (said["said"], bool(said["visit"])) == ("Saved", True)
    again = desk.post(to, line(town, door, outcome="talked", instead=said["visit"])).json()
    assert again["visit"] == said["visit"]
    earlier = timezone.localtime() - timedelta(minutes=20)
    moved = desk.post(to, line(town, door, earlier, outcome="declined", instead=said["visit"])).json()
    [(outcome, at)] = standing(town)
    assert (outcome, f"{at:%H:%M}") == ("declined", f"{earlier:%H:%M}")
    back = desk.post(to, line(town, door, outcome="", instead=moved["visit"])).json()
    assert back == {"said": "", "visit": ""}
    assert standing(town) == []
    assert first(town, cocoon).state == "open"
    desk.post(to, line(town, door, outcome="talked"))
    assert [outcome for outcome, _ in standing(town)] == ["talked"]


def test_a_wish_ticked_by_mistake_goes(town: Town, cocoon: api.Cocoon, desk: Client, where: str) -> None:
    door = first(town, cocoon)
    to = f"{where}{door.id}/"
    said = desk.post(to, line(town, door, outcome="talked", follow_ups=["kit", "sign"])).json()
    desk.post(to, line(town, door, outcome="talked", follow_ups=["sign"], instead=said["visit"]))
    with town.cast.acting(town.cast.coordinator):
        assert list(FollowUp.objects.values_list("kind", flat=True)) == ["sign"]


def test_the_button_sends_all_lines_again_and_stores_nothing_twice(
    town: Town, cocoon: api.Cocoon, desk: Client, where: str
) -> None:
    with town.cast.acting(town.cast.coordinator):
        doors = api.doors(cocoon_id=cocoon.id)[:3]
    whole: dict[str, object] = {}
    for door in doors:
        said = desk.post(f"{where}{door.id}/", line(town, door, outcome="no_answer")).json()
        whole |= line(town, door, outcome="no_answer", instead=said["visit"])
    assert "Everything on the paper is saved." in desk.post(where, whole, follow=True).content.decode()
    assert len(standing(town)) == 3


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"outcome": "gone"}, "gone"),
        ({"outcome": "talked", "back": "2026-11-30T10:00"}, "or leave the time out"),
        ({"outcome": "talked", "at": "25:61"}, "Time:"),
        ({"outcome": "talked", "instead": "nothing"}, "Instead:"),
    ],
)
def test_what_cannot_be_is_said_of_the_line_and_stores_nothing(
    town: Town, cocoon: api.Cocoon, desk: Client, where: str, said: dict[str, object], why: str
) -> None:
    door = first(town, cocoon)
    answer = desk.post(f"{where}{door.id}/", line(town, door, **said))  # type: ignore[arg-type]
    assert answer.status_code == 422
    assert why in answer.json()["error"]
    assert standing(town) == []


def test_times_that_cannot_be_and_a_missing_hour_are_asked(
    town: Town, cocoon: api.Cocoon, desk: Client, where: str
) -> None:
    door = first(town, cocoon)
    to = f"{where}{door.id}/"
    early = line(town, door, timezone.now() - timedelta(days=3), outcome="talked")
    assert "the cocoon was opened on" in desk.post(to, early).json()["error"]
    late = line(town, door, timezone.now() + timedelta(days=2), outcome="talked")
    assert "in the future" in desk.post(to, late).json()["error"]
    hour = line(town, door, outcome="talked") | {"around": ""}
    assert desk.post(to, hour).json()["error"].startswith("About what time:")
    assert standing(town) == []


def test_a_line_takes_back_only_paper_of_its_own_door(
    town: Town, cocoon: api.Cocoon, desk: Client, where: str
) -> None:
    with town.cast.acting(town.cast.coordinator):
        one, other = api.doors(cocoon_id=cocoon.id)[:2]
    said = desk.post(f"{where}{one.id}/", line(town, one, outcome="talked")).json()
    desk.post(f"{where}{other.id}/", line(town, other, outcome="", instead=said["visit"]))
    assert [outcome for outcome, _ in standing(town)] == ["talked"]


def test_a_door_of_another_round_or_municipality_is_none(
    town: Town, cocoon: api.Cocoon, desk: Client, where: str
) -> None:
    door = first(town, cocoon)
    assert desk.post(f"{where}999999/", line(town, door, outcome="talked")).status_code == 404
    abroad = town.cast.client(town.cast.stranger)
    assert abroad.post(f"{where}{door.id}/", line(town, door, outcome="talked")).status_code == 404
    assert standing(town) == []
