"""Of two people one is first; what is ended keeps its sentence; nobody sees the neighbours' list."""

from datetime import timedelta
from typing import Any

import pytest

from kokong.kernel import retention
from kokong.tasks import api
from kokong.tasks.models import Task

from .conftest import NOW, Work


def act(work: Work, who: str, what: str, task_id: int, **more: Any) -> None:
    with work.cast.acting(getattr(work.cast, who)) as actor:
        later = {} if what in {"give_back", "reopen"} else {"now": NOW + timedelta(hours=1)}
        getattr(api, what)(task_id=task_id, actor=actor, **later, **more)


def seen(work: Work, who: str = "coordinator", **wanted: Any) -> list[int]:
    with work.cast.acting(getattr(work.cast, who)) as actor:
        return [task.id for task in api.tasks(actor=actor, wanted=api.Wanted(**wanted))]


def test_told_twice_it_waits_once(work: Work) -> None:
    assert work.wish() == work.wish()
    assert len(seen(work)) == 1


def test_a_kind_that_nobody_declared_is_no_task(work: Work) -> None:
    with pytest.raises(KeyError):
        work.wish(kind="wish.moon")


def test_of_two_who_take_it_one_is_first_and_again_changes_nothing(work: Work) -> None:
    task = work.wish()
    act(work, "coordinator", "take", task)
    act(work, "coordinator", "take", task)
    with pytest.raises(api.Refused, match="Somebody has changed"):
        act(work, "officer", "take", task)
    assert seen(work, whose="mine") == [task]
    assert seen(work, "officer", whose="mine") == []
    assert seen(work, whose="free") == []


def test_a_colleague_who_is_away_locks_nobody_out(work: Work) -> None:
    task = work.wish()
    act(work, "officer", "take", task)
    act(work, "coordinator", "give_back", task)
    act(work, "coordinator", "finish", task, answer="Satsen lämnad")
    assert work.state(task) == "done"


def test_ended_by_mistake_it_waits_again(work: Work) -> None:
    task = work.wish()
    act(work, "coordinator", "finish", task)
    assert seen(work) == []
    assert seen(work, ended=True) == [task]
    act(work, "officer", "reopen", task)
    assert seen(work) == [task]


def test_what_need_not_be_done_says_why(work: Work) -> None:
    task = work.wish()
    with pytest.raises(api.Refused, match="why"):
        act(work, "coordinator", "drop", task, answer="  ")
    with pytest.raises(api.Refused, match="300"):
        act(work, "coordinator", "drop", task, answer="x" * 301)
    assert work.state(task) == "open"
    act(work, "coordinator", "drop", task, answer="Har redan en sats")
    assert work.state(task) == "not_needed"


def test_what_it_stems_from_is_gone(work: Work) -> None:
    task = work.wish()
    with work.cast.acting(work.cast.coordinator):
        assert api.withdraw(source="wish", source_id="1", now=NOW)
        assert not api.withdraw(source="wish", source_id="1", now=NOW)
        assert not api.withdraw(source="wish", source_id="99", now=NOW)
    assert work.state(task) == "withdrawn"


@pytest.mark.parametrize("who", ["visitor", "stranger", "alarm_operator"])
def test_others_see_and_change_nothing(work: Work, who: str) -> None:
    task = work.wish()
    assert seen(work, who) == []
    for what in ("take", "give_back", "finish", "reopen"):
        with pytest.raises(api.TaskMissing):
            act(work, who, what, task)


def test_the_longest_wait_is_first(work: Work) -> None:
    later, first = work.wish(1, now=NOW), work.wish(2, now=NOW - timedelta(days=3))
    assert seen(work) == [first, later]
    with work.cast.acting(work.cast.officer) as actor:
        assert api.counts(actor=actor) == {"wish.kit": 2}
        assert [task.id for task in api.at(dwelling_id=work.homes[1], roles=actor.roles)] == [later]


def test_each_step_is_in_the_log_without_the_answer(work: Work) -> None:
    task = work.wish()
    act(work, "coordinator", "take", task)
    act(work, "coordinator", "finish", task, answer="Ring Tove")
    lines = work.cast.log(subject="task", subject_id=task)
    assert [line.action for line in lines] == ["task.done", "task.taken", "task.opened"]
    assert "Tove" not in str([line.detail for line in lines])


def test_home_and_people_go_after_90_days_and_after_a_year_where_nobody_saw_to_it(work: Work) -> None:
    done, waiting = work.wish(1), work.wish(2)
    act(work, "coordinator", "finish", done, answer="Klart")
    for days, kept in ((90, 2), (92, 1), (364, 1), (366, 0)):
        retention.apply_all(now=NOW + timedelta(days=days))
        with work.cast.acting(work.cast.coordinator):
            assert Task.objects.filter(dwelling__isnull=False).count() == kept, days
    assert work.state(done) == "done"
    assert work.state(waiting) == "withdrawn"
    with work.cast.acting(work.cast.coordinator):
        row = Task.objects.get(pk=done)
    assert (row.ended_by, row.answer, row.ended_at is None) == (None, "", False)
