"""Reach is counted by area and never by home; a marked area may have its signs."""

import doctest
from datetime import timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kokong.kernel import features
from kokong.kernel.fields import Point
from kokong.measures.marking import api, areas, models
from kokong.measures.marking.reach import counting, rules
from kokong.measures.marking.reach.features import REACH
from kokong.measures.signs import api as signs
from kokong.tasks import api as tasks
from tests.cast import Cast
from tests.marking.conftest import Shelf, build_shelf
from tests.worker import run_jobs

COUNTS = st.integers(min_value=0, max_value=5000)


def test_examples_hold() -> None:
    assert doctest.testmod(rules).failed == 0


@given(COUNTS, COUNTS, st.integers(min_value=1, max_value=100))
def test_what_is_missing_makes_it_and_one_less_does_not(marked: int, homes: int, share: int) -> None:
    more = rules.missing(marked=marked, homes=homes, share=share)
    if homes:
        assert rules.reached(marked=marked + more, homes=homes, share=share)
        assert not more or not rules.reached(marked=marked + more - 1, homes=homes, share=share)
        assert rules.reached(marked=marked, homes=homes, share=share) or rules.per_cent(marked, homes) < share


def reach(shelf: Shelf, *, days: float = 0) -> counting.Reach:
    with shelf.cast.acting(shelf.cast.coordinator):
        return counting.one(counted_id=shelf.area_id, now=shelf.now + timedelta(days=days))


def say(shelf: Shelf, households: int = 1) -> None:
    with shelf.cast.acting(shelf.cast.coordinator):
        api.say(counted_id=shelf.area_id, households=households, client_id=uuid4(), user_id=None, now=shelf.now)


def use(shelf: Shelf, handing_id: int, used: int) -> None:
    with shelf.cast.acting(shelf.cast.coordinator):
        api.use(handing_id=handing_id, used=used, now=shelf.now)


def test_only_used_kits_count_each_once(shelf: Shelf) -> None:
    handing_id = shelf.give(kits=2)
    assert (reach(shelf).kits, reach(shelf).marked) == (2, 0)
    for _twice in range(2):
        use(shelf, handing_id, 1)
    assert (reach(shelf).marked, reach(shelf).per_cent, reach(shelf).state) == (1, 5, "begun")
    with pytest.raises(api.Refused, match="Of 2 kits"):
        use(shelf, handing_id, 3)
    use(shelf, handing_id, 2)
    shelf.act(handing_id, "undo")
    assert reach(shelf).marked == 0


def test_no_more_households_than_homes(shelf: Shelf) -> None:
    with pytest.raises(api.Refused, match="Only 20 homes lie in Malmen"):
        say(shelf, 21)
    assert reach(shelf).marked == 0
    say(shelf, 20)
    with pytest.raises(api.Refused, match="Only 20 homes"):
        use(shelf, shelf.give(), 1)


def test_two_presses_are_one_and_a_mistake_is_taken_back(shelf: Shelf) -> None:
    key = uuid4()
    with shelf.cast.acting(shelf.cast.coordinator):
        said = [
            api.say(counted_id=shelf.area_id, households=1, client_id=key, user_id=None, now=shelf.now)
            for _each in range(2)
        ]
        assert said == [True, False]
        counting.take_back(counted_id=shelf.area_id, now=shelf.now)
        with pytest.raises(api.Refused, match="Nothing has been counted"):
            counting.take_back(counted_id=shelf.area_id, now=shelf.now)


def test_from_its_share_on_its_signs_may_be_ordered_and_wait_on_the_work_list(committed_cast: Cast) -> None:
    shelf = build_shelf(committed_cast)
    spot = Point(*shelf.homes[0].location)
    draft = signs.Draft(kind="marked", place="Infarten", point=spot)
    with shelf.cast.acting(shelf.cast.coordinator):
        sign_id = signs.plan(draft=draft, now=shelf.now)
        with pytest.raises(signs.Refused, match="Malmen is no marked area yet: 0 per cent"):
            signs.act(sign_id=sign_id, action="order", at=shelf.now, now=shelf.now)
        assert "no area" in api.why_no_signs(point=Point(spot.x, spot.y + 3900), now=shelf.now)
    say(shelf, 2)
    run_jobs()
    with shelf.cast.acting(shelf.cast.coordinator):
        assert not tasks.waiting(source="marking.signs")
    use(shelf, shelf.give(), 1)  # the third of twenty: fifteen per cent
    run_jobs()
    with shelf.cast.acting(shelf.cast.coordinator):
        (task_id,) = tasks.waiting(source="marking.signs").values()
        waiting = tasks.task(task_id=task_id)
        assert waiting is not None
        assert waiting.about == "Malmen"
        assert signs.act(sign_id=sign_id, action="order", at=shelf.now, now=shelf.now).after == "ordered"
    run_jobs()
    with shelf.cast.acting(shelf.cast.coordinator):
        ended = tasks.task(task_id=task_id)
        assert ended is not None
        assert (ended.state, ended.ended_by) == ("done", None)


def test_signs_of_an_area_that_is_a_marked_one_no_more_are_not_waited_for(committed_cast: Cast) -> None:
    shelf = build_shelf(committed_cast)
    say(shelf, 3)
    run_jobs()
    with shelf.cast.acting(shelf.cast.coordinator):
        assert len(tasks.waiting(source="marking.signs")) == 1
        counting.take_back(counted_id=shelf.area_id, now=shelf.now)
    run_jobs()
    with shelf.cast.acting(shelf.cast.coordinator):
        assert not tasks.waiting(source="marking.signs")


def test_what_was_marked_long_ago_counts_no_more(shelf: Shelf) -> None:
    say(shelf, 3)
    assert reach(shelf).since is not None
    later = shelf.now + rules.LASTS + timedelta(days=1)
    with shelf.cast.acting(shelf.cast.coordinator):
        counting.settle_all(now=later)
        assert counting.one(counted_id=shelf.area_id, now=later).state == "begun"


def test_an_area_that_is_counted_no_more_is_a_marked_one_no_more(shelf: Shelf) -> None:
    say(shelf, 3)
    with shelf.cast.acting(shelf.cast.coordinator):
        areas.end(area_id=shelf.area_id, now=shelf.now)
        assert not models.Reached.objects.filter(until=None).exists()
        with pytest.raises(api.Missing):
            api.say(counted_id=shelf.area_id, households=1, client_id=uuid4(), user_id=None, now=shelf.now)


def test_the_map_shows_areas_and_their_shares(shelf: Shelf) -> None:
    say(shelf, 3)
    with shelf.cast.acting(shelf.cast.coordinator):
        (found,) = REACH.find(features.Wanted(limit=9)).features
        assert [each.id for each in REACH.draw([found.id, 987_654])] == [found.id]
    assert dict(found.properties) == {
        "name": "Malmen", "state": "reached", "homes": 20, "kits": 0, "marked": 3, "per_cent": 15, "share": 15,
    }  # fmt: skip
