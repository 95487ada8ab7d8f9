"""A plan's life: drafted, locked, changed openly, looked at."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.db import connection, transaction
from django.db.utils import InternalError, ProgrammingError

from kokong.effect import api
from kokong.effect.models import Evaluation as Row
from kokong.effect.models import Look as LookRow
from kokong.effect.values import EvaluationMissing, Refused
from kokong.incidents.models import Burglary
from kokong.kernel import audit
from kokong.places import api as places
from tests.cast import Cast
from tests.effect.conftest import NOW, Town, visit

EARLY = datetime(2024, 12, 10, tzinfo=UTC)


def registered(cast: Cast, town: Town, **changed: object) -> int:
    number = api.draft(plan=town.plan(**changed), user_id=cast.coordinator.user_id, now=EARLY)
    api.register(evaluation_id=number, user_id=cast.coordinator.user_id, now=EARLY)
    return number


def test_registered_first_and_read_at_its_time_it_is_the_planned_answer(cast: Cast, town: Town) -> None:
    with cast.acting(cast.coordinator):
        visit(town, 0)
        number = registered(cast, town)
        before = api.evaluation(evaluation_id=number)
        seen = api.look(evaluation_id=number, user_id=cast.coordinator.user_id, now=NOW)
    assert before.expected == pytest.approx(2 * 3 * 22, rel=0.2)
    assert before.smallest is not None
    assert -0.6 < before.smallest < -0.1
    assert (seen.called, seen.until) == ("planned", date(2026, 11, 1))
    assert seen.dose["treated"][str(town.areas[0])] == 1
    english, swedish = seen.result["en"], seen.result["sv"]
    assert english["verdict"]["step"] >= 3
    assert english["verdict"]["direction"] == "fewer"
    assert english["headline"]["percent_interval"][1] < 0
    assert english["verdict"]["sentence"] != swedish["verdict"]["sentence"]
    assert english["headline"] == swedish["headline"]


def test_whoever_looks_at_a_draft_makes_it_exploratory_for_ever(cast: Cast, town: Town) -> None:
    with cast.acting(cast.coordinator):
        number = api.draft(plan=town.plan(), user_id=1, now=EARLY)
        assert api.look(evaluation_id=number, user_id=1, now=NOW).called == "exploratory"
        api.register(evaluation_id=number, user_id=1, now=NOW)
        assert api.look(evaluation_id=number, user_id=1, now=NOW).called == "exploratory"
        with pytest.raises((InternalError, ProgrammingError), match="stays"), transaction.atomic():
            Row.objects.filter(pk=number).update(peeked=False)
    with cast.acting(cast.auditor):
        actions = [each.action for each in audit.entries(subject="effect_evaluation", subject_id=number)]
    assert actions.count("effect.looked") == 2


def test_read_before_its_time_it_says_so_and_counts_no_further(cast: Cast, town: Town) -> None:
    with cast.acting(cast.coordinator):
        visit(town, 0)
        number = registered(cast, town)
        seen = api.look(evaluation_id=number, user_id=1, now=datetime(2025, 9, 15, tzinfo=UTC))
        assert (seen.called, seen.until) == ("early", date(2025, 9, 1))
        assert LookRow.objects.get(pk=seen.id).counted["months"][-1] == "2025-08"
        assert api.look(evaluation_id=number, user_id=1, now=NOW).called == "planned"
        with pytest.raises(Refused, match="nothing to look at"):
            api.look(evaluation_id=number, user_id=1, now=datetime(2025, 1, 20, tzinfo=UTC))


def test_a_measure_that_never_happened_did_nothing(cast: Cast, town: Town) -> None:
    with cast.acting(cast.coordinator):
        seen = api.look(evaluation_id=registered(cast, town), user_id=1, now=NOW)
    assert set(seen.dose["treated"].values()) == {0}
    assert seen.result["en"]["verdict"]["step"] <= 3
    assert "delivered" in " ".join(seen.result["en"]["verdict"]["failed_checks"])


def test_the_locked_plan_stays_beside_what_it_was_changed_to(cast: Cast, town: Town) -> None:
    with cast.acting(cast.coordinator):
        number = registered(cast, town)
        api.look(evaluation_id=number, user_id=1, now=NOW)
        longer = town.plan(treated=town.areas[:3], compared=town.areas[3:])
        with pytest.raises(Refused, match="why"):
            api.change(evaluation_id=number, plan=longer, why=" ", user_id=1, now=NOW)
        with pytest.raises(Refused, match="as it was"):
            api.change(evaluation_id=number, plan=town.plan(), why="Because.", user_id=1, now=NOW)
        with pytest.raises(Refused, match="registered"):
            api.rewrite(evaluation_id=number, plan=longer)
        api.change(evaluation_id=number, plan=longer, why="A third area was visited, too.", user_id=1, now=NOW)
        found = api.evaluation(evaluation_id=number)
        with pytest.raises((InternalError, ProgrammingError), match="stays"), transaction.atomic():
            Row.objects.filter(pk=number).update(treated=[town.areas[2]])
        with pytest.raises((InternalError, ProgrammingError), match="stays"), transaction.atomic():
            LookRow.objects.filter(evaluation=number).update(called="planned", until=date(2030, 1, 1))
        Row.objects.filter(pk=number).update(made_by=None, registered_by=None)  # retention may
    assert found.first.treated == town.areas[:2]
    assert found.plan.treated == town.areas[:3]
    assert [(each.why, each.looked) for each in found.changes] == [("A third area was visited, too.", True)]


def test_too_few_burglaries_get_no_answer_and_say_why(cast: Cast, town: Town) -> None:
    with cast.acting(cast.coordinator):
        Burglary.objects.filter(dwelling_id=town.homes[0]).update(state="withdrawn")
        number = registered(cast, town, treated=town.areas[:1], compared=town.areas[2:])
        found = api.evaluation(evaluation_id=number)
        seen = api.look(evaluation_id=number, user_id=1, now=NOW)
    assert found.smallest is None
    assert seen.refused
    assert "no burglary before" in seen.result["en"]["refused"]


def test_areas_that_share_homes_are_refused_and_nothing_is_kept(cast: Cast, town: Town) -> None:
    with cast.acting(cast.coordinator):
        first = places.area(area_id=town.areas[0])
        twin = places.make_area(
            name="Dubbel", kind="drawn", shape=first.shape, now=datetime(2021, 1, 1, tzinfo=UTC)
        )
        number = api.draft(plan=town.plan(compared=(twin.area_id,)), user_id=1, now=EARLY)
        with pytest.raises(Refused, match="two of the areas"):
            api.register(evaluation_id=number, user_id=1, now=EARLY)
        assert api.evaluation(evaluation_id=number).state == "draft"


@pytest.mark.parametrize("changed", [{"treated": (10**9,)}, {"measures": ("wishing",)}, {"question": "x" * 301}])
def test_a_plan_of_what_is_not_there_is_refused(cast: Cast, town: Town, changed: dict[str, object]) -> None:
    with cast.acting(cast.coordinator), pytest.raises(Refused):
        api.draft(plan=town.plan(**changed), user_id=1, now=EARLY)


@pytest.mark.parametrize(
    "ask",
    [
        lambda number: api.evaluation(evaluation_id=number),
        lambda number: api.look(evaluation_id=number, user_id=1, now=NOW),
        lambda number: api.register(evaluation_id=number, user_id=1, now=NOW),
    ],
)
def test_the_next_municipality_sees_nothing(cast: Cast, town: Town, ask: Callable[[int], object]) -> None:
    with cast.acting(cast.coordinator):
        number = registered(cast, town)
    with cast.acting(cast.stranger), pytest.raises(EvaluationMissing):
        ask(number)
    with cast.acting(cast.stranger), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM effect_evaluation")
        assert cursor.fetchone() == (0,)


def test_a_look_is_reckoned_once_and_said_in_both_languages(
    cast: Cast, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kokong.analysis.effect import evaluation

    reckoned: list[object] = []
    evaluate = evaluation.evaluate

    def counted(*args: object, **named: object) -> object:
        reckoned.append(args)
        return evaluate(*args, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(evaluation, "evaluate", counted)
    with cast.acting(cast.coordinator):
        seen = api.look(evaluation_id=registered(cast, town), user_id=1, now=NOW)
    assert len(reckoned) == 1
    assert seen.result["en"]["checks"][0]["text"] != seen.result["sv"]["checks"][0]["text"]
