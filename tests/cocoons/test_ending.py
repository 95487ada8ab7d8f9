"""A cocoon that somebody ends although doors are left: it leaves the day, and its counts stay honest."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from kokong.measures.cocoons import api, rules, today
from kokong.measures.cocoons.values import Refused

from .conftest import Town


@pytest.fixture
def cocoon(town: Town) -> api.Cocoon:
    """Opened three days ago, so that its clock has run out; one door was talked to in time, one tried."""
    opened = timezone.now() - timedelta(days=3)
    with town.cast.acting(town.cast.coordinator):
        made = town.cocoon(at=opened)
        for door, outcome in zip(api.doors(cocoon_id=made.id), ("talked", "no_answer"), strict=False):
            api.record_visit(
                client_id=uuid4(), door_id=door.id, outcome=outcome, at=opened + timedelta(hours=2), user_id=None,
                source="paper", now=timezone.now(),
            )  # fmt: skip
    return made


def titles(town: Town) -> set[str]:
    """The names of what waits today."""
    with town.cast.acting(town.cast.coordinator) as actor:
        return {each.key for each in today.day(actor=actor, now=timezone.now()).sections if each.total}


def test_an_ended_cocoon_no_longer_waits_and_counts_as_it_did(town: Town, cocoon: api.Cocoon) -> None:
    assert {"late", "revisits"} <= titles(town)
    with town.cast.acting(town.cast.coordinator):
        before = api.coverage(cocoon_ids=[cocoon.id])[cocoon.id]
        made = api.create_round(cocoon_id=cocoon.id, now=timezone.now())
        api.end_cocoon(cocoon_id=cocoon.id, because="no_answer", now=timezone.now())
        assert api.coverage(cocoon_ids=[cocoon.id])[cocoon.id] == before
        ended = api.round_of(round_id=made.id)
        assert ended is not None
        assert ended.ended is not None
        assert api.open_cocoons(now=timezone.now()) == ()
    assert titles(town) & {"late", "revisits", "unassigned", "walking"} == set()
    panel = town.cast.client(town.cast.coordinator).get("/").content.decode()
    assert "1 of " in panel, "the coverage of the last weeks still counts it"


def test_it_says_why_and_can_be_taken_up_again(town: Town, cocoon: api.Cocoon) -> None:
    desk = town.cast.client(town.cast.coordinator)
    to = f"/cocoons/{cocoon.id}/"
    assert desk.post(f"{to}end/", {"because": ""}).status_code == 422
    assert desk.post(f"{to}end/", {"because": "lazy"}).status_code == 422
    page = desk.post(f"{to}end/", {"because": "enough"}, follow=True).content.decode()
    assert "Enough homes have been talked to" in page
    with town.cast.acting(town.cast.coordinator), pytest.raises(Refused, match="Take it up again first"):
        api.create_round(cocoon_id=cocoon.id, now=timezone.now())
    assert "late" not in titles(town)
    desk.post(f"{to}resume/")
    assert "late" in titles(town)
    said = [entry.action for entry in town.cast.log() if entry.action in {"cocoon.ended", "cocoon.resumed"}]
    assert sorted(said) == ["cocoon.ended", "cocoon.resumed"]


def test_a_visit_that_comes_in_late_is_kept(town: Town, cocoon: api.Cocoon) -> None:
    with town.cast.acting(town.cast.coordinator):
        door = next(each for each in api.doors(cocoon_id=cocoon.id) if each.outcome is None)
        api.end_cocoon(cocoon_id=cocoon.id, because="no_time", now=timezone.now())
        api.record_visit(
            client_id=uuid4(), door_id=door.id, outcome="talked", at=timezone.now() - timedelta(hours=1),
            user_id=None, source="paper", now=timezone.now(),
        )  # fmt: skip
        assert api.coverage(cocoon_ids=[cocoon.id])[cocoon.id].talked == 2


def test_twice_is_once_and_the_next_municipality_ends_nothing(town: Town, cocoon: api.Cocoon) -> None:
    abroad = town.cast.client(town.cast.stranger)
    assert abroad.post(f"/cocoons/{cocoon.id}/end/", {"because": "enough"}).status_code == 404
    with town.cast.acting(town.cast.coordinator):
        api.end_cocoon(cocoon_id=cocoon.id, because="other", now=timezone.now())
        api.end_cocoon(cocoon_id=cocoon.id, because="enough", now=timezone.now())
        found = api.cocoon(cocoon_id=cocoon.id)
        assert found is not None
        assert found.ended_because == "other"
        with pytest.raises(Refused, match="Choose why"):
            api.end_cocoon(cocoon_id=cocoon.id, because="nonsense", now=timezone.now())


@pytest.mark.parametrize("walking", [True, False])
def test_nothing_comes_next_with_one_that_is_ended(walking: bool) -> None:
    class Some:
        eligible, visited = 10, 3

    step = rules.next_step(closed=False, ended=True, watching=True, counts=Some(), walking=walking, untried=7)
    assert step == "ended"
