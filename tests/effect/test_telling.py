"""An evaluation on paper, and what everybody reads of one."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any
from typing import cast as taken_for

import pytest
from django.utils.translation import override

from kokong.effect import api
from kokong.effect.paper import work as paper
from kokong.effect.values import EvaluationMissing, Look, Refused
from kokong.public import evaluations
from tests.cast import Cast
from tests.effect.conftest import NOW, Town, visit

EARLY = datetime(2024, 12, 10, tzinfo=UTC)


def read(cast: Cast, town: Town, *, peek: bool = False) -> int:
    """A registered evaluation that was read, here and in no other room's words."""
    with cast.acting(cast.coordinator):
        visit(town, 0)
        number = api.draft(plan=town.plan(), user_id=1, now=EARLY)
        if peek:
            api.look(evaluation_id=number, user_id=1, now=NOW)
        api.register(evaluation_id=number, user_id=1, now=EARLY)
        api.look(evaluation_id=number, user_id=1, now=NOW)
    return number


@pytest.mark.parametrize("language", ["en", "sv"])
def test_the_report_says_the_answer_and_what_it_stands_on(cast: Cast, town: Town, language: str) -> None:
    number = read(cast, town)
    with cast.acting(cast.coordinator), override(language):
        shown = paper.data(evaluation_id=number)
        made = paper.report(evaluation_id=number)
        said = api.evaluation(evaluation_id=number).looks[0].result[language]
    assert made.startswith(b"%PDF")
    assert shown["sections"][0]["title"] == said["verdict"]["name"]
    assert shown["chart"].startswith("<svg")
    assert len(shown["sections"]) == 5
    assert "Kvarter 1" in str(shown["plan"])


def test_a_draft_on_paper_says_that_nobody_has_looked(cast: Cast, town: Town) -> None:
    with cast.acting(cast.coordinator):
        number = api.draft(plan=town.plan(), user_id=1, now=EARLY)
        shown = paper.data(evaluation_id=number)
        assert paper.report(evaluation_id=number).startswith(b"%PDF")
    assert (shown["none"], shown["sections"]) == ("Nobody has looked at the outcome", [])
    with cast.acting(cast.stranger), pytest.raises(EvaluationMissing):
        paper.report(evaluation_id=number)


def test_only_a_coordinator_publishes_and_only_what_is_registered_and_read(cast: Cast, town: Town) -> None:
    with cast.acting(cast.coordinator):
        draft = api.draft(plan=town.plan(), user_id=1, now=EARLY)
        with pytest.raises(Refused, match="registered"):
            api.publish(evaluation_id=draft, user_id=1, now=NOW)
        api.register(evaluation_id=draft, user_id=1, now=EARLY)
        with pytest.raises(Refused, match="Nobody has read"):
            api.publish(evaluation_id=draft, user_id=1, now=NOW)
    number = read(cast, town)
    assert cast.client(cast.officer).post(f"/effect/{number}/publish/").status_code == 403
    browser = cast.client(cast.coordinator)
    assert browser.post(f"/effect/{number}/publish/").status_code == 302
    assert browser.post(f"/effect/{number}/publish/").status_code == 302
    assert "Published on" in browser.get(f"/effect/{number}/").content.decode()
    with cast.acting(cast.coordinator):
        assert [each.id for each in evaluations.told()] == [number]
    with cast.acting(cast.stranger):
        assert evaluations.told() == ()
    browser.post(f"/effect/{number}/take-back/")
    with cast.acting(cast.coordinator):
        assert evaluations.told() == ()


def test_exploratory_is_said_and_few_homes_keep_their_numbers(cast: Cast, town: Town) -> None:
    number = read(cast, town, peek=True)
    with cast.acting(cast.coordinator):
        api.publish(evaluation_id=number, user_id=1, now=NOW)
        (told,) = evaluations.told()
    assert any("Exploratory" in each for each in told.warnings)
    assert not any(sign.isdigit() for sign in " ".join(told.lines))  # two areas of one home each


@pytest.mark.parametrize(
    ("observed", "homes", "said"),
    [
        (22.0, 1000, "20 to 24 burglaries were counted, where about 35 were expected."),
        (3.0, 1000, "Fewer than five burglaries were counted, where about 35"),
        (22.0, 119, "too few homes"),
    ],
)
def test_counts_are_told_in_steps_and_of_many_homes(observed: float, homes: int, said: str) -> None:
    found: dict[str, Any] = {
        "verdict": {"step": 4, "direction": "fewer", "name": "Probably"},
        "headline": {"observed": observed, "expected": 36.4, "prevented_interval": [4.0, 24.0]},
    }
    look = seen(homes, found)
    lines = evaluations._lines(look, found)
    assert said in " ".join(lines)
    assert "fewer burglaries than expected" in lines[0]
    if homes == 1000:
        assert "5 to 25 fewer" in lines[-1]


def seen(homes: int, found: dict[str, Any]) -> Look:
    return taken_for(Look, SimpleNamespace(refused=False, homes={"treated": homes}, result={"en": found}))


def test_below_the_third_step_no_difference_is_told() -> None:
    found: dict[str, Any] = {
        "verdict": {"step": 2, "direction": "fewer", "name": "Chance"},
        "headline": {"observed": 30.0, "expected": 33.0, "prevented_interval": [-9.0, 15.0]},
    }
    lines = evaluations._lines(seen(2000, found), found)
    assert len(lines) == 2
    assert "no more than by itself" in lines[0]
