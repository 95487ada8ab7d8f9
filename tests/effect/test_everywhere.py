"""The monthly looks of every municipality: the same in this process, on a cluster, and taken one by one."""

from datetime import UTC, datetime
from typing import Final

import pytest

from kokong.analysis import cluster
from kokong.effect import api
from kokong.effect.models import Evaluation
from kokong.effect.monitors import work
from kokong.kernel import tenancy
from kokong.kernel.models import Municipality
from kokong.places import api as places
from tests.cast import Cast
from tests.effect.conftest import NOW, Town
from tests.effect.test_monitor import EARLY, MARCH, registered

DRAWN: Final = datetime(2021, 1, 1, tzinfo=UTC)


def everywhere() -> tuple[int, ...]:
    return tuple(Municipality.objects.order_by("code").values_list("pk", flat=True))


@pytest.mark.parametrize("where", [None, "local"])
def test_taken_on_any_machine_the_looks_are_the_same(cast: Cast, town: Town, where: str | None) -> None:
    if where:
        pytest.importorskip("distributed")
    with cast.acting(cast.coordinator):
        one, other, begun = registered(town), registered(town), registered(town)
        wanted = api.monitor(evaluation_id=one, now=NOW)
        api.monitor(evaluation_id=begun, now=MARCH)
    with cluster.connect(where) as runner:
        taken = list(api.monitor_everywhere(municipality_ids=everywhere(), now=NOW, runner=runner))
    assert [(each.evaluation_id, each.looks, each.why) for each in taken] == [(other, 22, ""), (begun, 19, "")]
    with cast.acting(cast.coordinator):
        assert work.taken(evaluation_id=other) == work.taken(evaluation_id=begun) == wanted


def test_one_that_can_not_be_stops_no_other_and_what_others_kept_stays(cast: Cast, town: Town) -> None:
    with cast.acting(cast.coordinator):
        number, none = registered(town), registered(town)
        found = api.evaluation(evaluation_id=number)
        waiting = work.due(found, now=MARCH)
        assert waiting is not None
        kept = api.monitor(evaluation_id=number, now=MARCH)
        assert work.keep(evaluation_id=number, due=waiting, looks=(), now=MARCH) == 0
        first = places.area(area_id=town.areas[2])
        same = places.make_area(name="Dubbel", kind="drawn", shape=first.shape, now=DRAWN).area_id
        twice = api.draft(plan=town.plan(compared=(*town.areas[2:], same)), user_id=None, now=EARLY)
        Evaluation.objects.filter(pk=twice).update(state="registered", registered_at=EARLY)
        assert work.taken(evaluation_id=number) == kept
    with cluster.connect(None) as runner:
        taken = {
            each.evaluation_id: each
            for each in api.monitor_everywhere(municipality_ids=everywhere(), now=MARCH, runner=runner)
        }
    assert set(taken) == {none, twice}
    assert taken[none].looks == 3
    assert "two of the areas" in taken[twice].why
    with tenancy.scope(municipality_id=cast.stranger.municipality_id):
        assert not Evaluation.objects.exists()
