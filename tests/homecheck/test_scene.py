"""The home check in the demonstration: sums of an area, a household that compares, an alarm plan."""

import random
from datetime import timedelta

from django.utils import timezone

from kokong.kernel import scene as stages
from kokong.measures.homecheck import reading, scene
from kokong.measures.homecheck.models import Contact, Keeper, Plan
from kokong.places import api as places
from tests.cast import Cast
from tests.places.town import add_row_of_houses


def test_an_area_has_its_sums_one_household_compares_and_twice_adds_nothing(cast: Cast) -> None:
    played = stages.Cast(cast.home.pk, {"coordinator": (cast.coordinator.user_id,)}, {})
    now = timezone.now()
    with cast.acting(cast.coordinator):
        street = add_row_of_houses(12)[0].street_id or 0
        shape = places.area_of_streets(street_ids=[street])
        places.make_area(name="Malmen", kind="street", shape=shape, now=now - timedelta(days=400))
    for _twice in range(2):
        scene.stage(stages.Stage(cast=played, rng=random.Random(1), now=now, homes=(), burglaries=()))
    with cast.acting(cast.coordinator):
        ((name, homes, sums),) = reading.area_sums(language="sv")
        assert (name, homes) == ("Malmen", scene.HOMES[0] + 1)
        assert any(0 < each.open < each.answered for each in sums)
        nora = Keeper.objects.get(email=scene.NORA)
        assert nora.checks.exclude(kept=None).count() == 2
        assert Plan.objects.get().keeper_id == nora.pk
        assert sorted(Contact.objects.values_list("answer", flat=True)) == ["", "yes", "yes"]
