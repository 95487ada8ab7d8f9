"""A registered evaluation looked at every month: what is kept, and when there is no boundary."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
import shapely
from django.db import connection, transaction
from django.db.utils import InternalError, ProgrammingError

from kokong.effect import api
from kokong.effect.models import Change, Evaluation, MonitorLook
from kokong.effect.monitors import rules, work
from kokong.effect.values import EvaluationMissing
from kokong.incidents.models import Burglary
from kokong.kernel import tenancy
from kokong.places import api as places
from kokong.tasks import api as tasks
from tests.cast import Cast
from tests.effect.conftest import NOW, Town, visit
from tests.places.town import ORIGIN

EARLY = datetime(2024, 12, 10, tzinfo=UTC)
MARCH = datetime(2025, 4, 6, tzinfo=UTC)


def registered(town: Town, **changed: object) -> int:
    number = api.draft(plan=town.plan(**changed), user_id=None, now=EARLY)
    api.register(evaluation_id=number, user_id=None, now=EARLY)
    return number


def test_looks_come_one_a_month_and_are_taken_once(cast: Cast, town: Town) -> None:
    with cast.acting(cast.coordinator):
        number = registered(town)
        assert api.monitor(evaluation_id=number, now=datetime(2025, 2, 4, tzinfo=UTC)) == ()  # January settles yet
        first = api.monitor(evaluation_id=number, now=MARCH)
        assert [look.until for look in first] == [date(2025, 2, 1), date(2025, 3, 1), date(2025, 4, 1)]
        assert api.monitor(evaluation_id=number, now=MARCH) == first
        whole = api.monitor(evaluation_id=number, now=NOW)
    assert whole[:3] == first
    assert len(whole) == 22
    assert whole[0].limit is None
    spent = [look.spent for look in whole]
    assert spent == sorted(spent)
    assert spent[-1] == pytest.approx(0.05)
    assert whole[-1].miss < -20  # planted: half of them


def test_a_crossed_boundary_waits_on_the_work_list_once(cast: Cast, town: Town) -> None:
    with cast.acting(cast.coordinator):
        number = registered(town)
        assert rules.crossing(api.monitor(evaluation_id=number, now=MARCH)) is None
        assert not tasks.tasks(actor=cast.coordinator)
        crossed = rules.crossing(api.monitor(evaluation_id=number, now=NOW))
        assert crossed is not None
        (task,) = tasks.tasks(actor=cast.coordinator)
        assert task.kind.code == work.CROSSED
    said = cast.client(cast.officer).get("/tasks/").content.decode()
    assert "A monthly look crossed its boundary" in said
    assert "Did visits help?" in said


def test_taken_month_by_month_it_is_as_taken_in_one_go(cast: Cast, town: Town) -> None:
    with cast.acting(cast.coordinator):
        slow, quick = registered(town), registered(town)
        for month in range(2, 14):
            day = datetime(2025 + (month - 1) // 12, (month - 1) % 12 + 1, 20, tzinfo=UTC)
            api.monitor(evaluation_id=slow, now=day)
        day = datetime(2026, 1, 20, tzinfo=UTC)
        assert api.monitor(evaluation_id=slow, now=day) == api.monitor(evaluation_id=quick, now=day)


def test_a_look_stays_as_it_was_taken(cast: Cast, town: Town) -> None:
    with cast.acting(cast.coordinator):
        number = registered(town)
        before = api.monitor(evaluation_id=number, now=MARCH)
        with (
            pytest.raises((InternalError, ProgrammingError), match=r"stays|permission denied"),
            transaction.atomic(),
        ):
            MonitorLook.objects.filter(evaluation=number).update(crossed=True)
        Burglary.objects.filter(dwelling_id=town.homes[0]).update(state="withdrawn")
        assert api.monitor(evaluation_id=number, now=MARCH) == before


def test_the_ground_is_that_of_the_start_though_borders_change(cast: Cast, town: Town) -> None:
    with cast.acting(cast.coordinator):
        number = registered(town)
        before = api.monitor(evaluation_id=number, now=MARCH)
        far = shapely.box(ORIGIN.x + 9000, ORIGIN.y, ORIGIN.x + 9100, ORIGIN.y + 100)
        places.change_outline(area_id=town.areas[0], shape=far, now=datetime(2025, 2, 1, tzinfo=UTC))
        again = registered(town)
        assert api.monitor(evaluation_id=again, now=MARCH) == before


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"compared": ()}, "no_comparison"),
        ({"treated": "one", "compared": "three"}, "few_areas"),
        ({}, None),
    ],
)
def test_where_no_boundary_can_be_none_is_drawn(
    cast: Cast, town: Town, changed: dict[str, object], why: str | None
) -> None:
    some = {"one": town.areas[:1], "three": town.areas[1:4]}
    with cast.acting(cast.coordinator):
        number = registered(town, **{name: some.get(str(given), given) for name, given in changed.items()})
        looks = api.monitor(evaluation_id=number, now=NOW)
        assert work.why_not(api.evaluation(evaluation_id=number)) == why
    assert bool(looks) == (why is None)


def test_whoever_looked_before_locking_gets_no_boundary(cast: Cast, town: Town) -> None:
    with cast.acting(cast.coordinator):
        number = api.draft(plan=town.plan(), user_id=None, now=EARLY)
        assert api.monitor(evaluation_id=number, now=NOW) == ()
        api.look(evaluation_id=number, user_id=None, now=NOW)
        api.register(evaluation_id=number, user_id=None, now=NOW)
        assert api.monitor(evaluation_id=number, now=NOW) == ()
    page = cast.client(cast.coordinator).get(f"/effect/{number}/").content.decode()
    assert "no boundary would hold" in page


def test_an_area_with_three_burglaries_in_ten_years_is_told_nothing(cast: Cast, town: Town) -> None:
    with cast.acting(cast.coordinator):
        few = (
            Burglary.objects.filter(dwelling_id__in=town.homes[:2]).order_by("pk").values_list("pk", flat=True)[3:]
        )
        Burglary.objects.filter(pk__in=list(few)).update(state="withdrawn")
        number = registered(town)
        assert api.monitor(evaluation_id=number, now=NOW) == ()
    page = cast.client(cast.coordinator).get(f"/effect/{number}/").content.decode()
    assert "Fewer than five burglaries are expected" in page


def test_a_plan_changed_in_its_areas_ends_the_looks_and_keeps_them(cast: Cast, town: Town) -> None:
    with cast.acting(cast.coordinator):
        number = registered(town)
        before = api.monitor(evaluation_id=number, now=MARCH)
        api.change(
            evaluation_id=number, plan=town.plan(question="Did they?"), why="Plainer.", user_id=None, now=MARCH
        )
        assert len(api.monitor(evaluation_id=number, now=datetime(2025, 5, 6, tzinfo=UTC))) == len(before) + 1
        fewer = town.plan(compared=town.areas[3:])
        api.change(evaluation_id=number, plan=fewer, why="One was visited.", user_id=None, now=MARCH)
        assert len(api.monitor(evaluation_id=number, now=NOW)) == len(before) + 1
    page = cast.client(cast.coordinator).get(f"/effect/{number}/").content.decode()
    assert "The boundary was drawn for the first plan" in page
    assert Change.objects.count() == 0  # nothing is seen outside the municipality


def test_the_page_tells_where_the_looks_stand(cast: Cast, town: Town) -> None:
    with cast.acting(cast.coordinator):
        number = registered(town)
        visit(town, 5)  # one to compare with
        api.monitor(evaluation_id=number, now=MARCH)
    page = " ".join(cast.client(cast.coordinator).get(f"/effect/{number}/").content.decode().split())
    assert "After 3 of 22 months" in page
    assert "So early no difference would be told from chance." in page
    assert "The next look is taken on 6 May 2025." in page
    assert "Nothing was delivered in the areas with the measure" in page
    assert "delivered in areas to compare with, too" in page
    assert page.count('class="kk-chart"') == 1


def test_the_night_takes_what_is_due_and_one_that_can_not_be_stops_no_other(cast: Cast, town: Town) -> None:
    with cast.acting(cast.coordinator):
        broken, good = registered(town), registered(town)
        first = places.area(area_id=town.areas[2])
        twin = places.make_area(
            name="Dubbel", kind="drawn", shape=first.shape, now=datetime(2021, 1, 1, tzinfo=UTC)
        )
        odd = town.plan(compared=(*town.areas[2:], twin.area_id))
        overlapping = api.draft(plan=odd, user_id=None, now=EARLY)
        Evaluation.objects.filter(pk=overlapping).update(state="registered", registered_at=EARLY)
    with tenancy.scope(municipality_id=cast.coordinator.municipality_id):
        refused = work.take_all(now=MARCH)
        assert list(refused) == [overlapping]
        assert [len(work.taken(evaluation_id=number)) for number in (broken, good, overlapping)] == [3, 3, 0]


def test_the_next_municipality_sees_no_look(cast: Cast, town: Town) -> None:
    with cast.acting(cast.coordinator):
        number = registered(town)
        api.monitor(evaluation_id=number, now=MARCH)
    with cast.acting(cast.stranger):
        with pytest.raises(EvaluationMissing):
            api.monitor(evaluation_id=number, now=MARCH)
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM effect_monitorlook")
            assert cursor.fetchone() == (0,)


def test_days_of_looks() -> None:
    plan = api.Plan("Q", ("walk",), (1,), (2,), date(2022, 1, 1), date(2025, 1, 1), date(2026, 1, 1))
    assert rules.months(plan) == 12
    assert rules.next_look(plan, 0) == date(2025, 2, 6)
    assert rules.next_look(plan, 11) == date(2026, 1, 6)
    assert rules.next_look(plan, 12) is None
    assert rules.due_until(plan, date(2025, 2, 5)) == date(2025, 1, 1)
    assert rules.due_until(plan, date(2025, 2, 6)) == date(2025, 2, 1)
    assert rules.due_until(replace(plan, until=date(2025, 8, 1)), date(2027, 1, 1)) == date(2025, 8, 1)
