"""Marking in the demonstration, played through the room's own door."""

import random
from datetime import timedelta

from django.utils import timezone

from kokong.kernel import scene as stages
from kokong.measures.marking import api, reading, scene
from kokong.measures.marking.found.models import Find, Question
from kokong.places import api as places
from tests.cast import Cast
from tests.places.town import add_row_of_houses


def test_one_area_is_marked_loans_are_in_each_state_and_twice_adds_nothing(cast: Cast) -> None:
    people = {"coordinator": (cast.coordinator.user_id,), "officer": (cast.officer.user_id,)}
    played = stages.Cast(cast.home.pk, people, {"coordinator": "municipality", "officer": "police"})
    now = timezone.now()
    with cast.acting(cast.coordinator):
        street = add_row_of_houses(40)[0].street_id or 0
        shape = places.area_of_streets(street_ids=[street])
        places.make_area(name="Malmen", kind="street", shape=shape, now=now - timedelta(days=400))
    for _twice in range(2):
        scene.stage(stages.Stage(cast=played, rng=random.Random(1), now=now, homes=(), burglaries=()))
    with cast.acting(cast.coordinator):
        (reach,) = api.reaches(now=now)
        assert (reach.state, reach.marked) == ("reached", 7)  # the one that came back was used, too
        assert sorted(each.state for each in api.handings() if each.way == "lent") == ["out", "out", "returned"]
        assert len(reading.loans_due(by=timezone.localdate(now))) == 1
    with cast.acting(cast.officer):
        assert (Find.objects.count(), Question.objects.filter(answer=True).count()) == (1, 1)
