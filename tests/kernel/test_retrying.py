"""What fails is tried again, later each time, and says when it has failed for good."""

import random
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st
from procrastinate.contrib.django import app
from procrastinate.jobs import Job

from kokong.kernel.retrying import AGAIN, FIRST, LONGEST, Growing, wait

CHANCES = st.floats(min_value=0, max_value=1, exclude_max=True)


def job(attempts: int) -> Job:
    return Job(
        id=1, queue="q", lock=None, queueing_lock=None, task_name="t", priority=0, task_kwargs={},
        status="doing", scheduled_at=None, attempts=attempts,
    )  # fmt: skip


@given(st.integers(0, 10_000), CHANCES)
def test_the_wait_stays_within_a_quarter_of_the_doubled_and_under_the_longest(attempt: int, chance: float) -> None:
    pause = wait(attempt, chance=chance)
    assert FIRST * 0.75 <= pause <= LONGEST * 1.25


@given(st.integers(0, 8), CHANCES, CHANCES)
def test_the_next_wait_is_longer_by_more_than_chance(attempt: int, one: float, other: float) -> None:
    assert wait(attempt + 1, chance=one) > wait(attempt, chance=other)


def test_jobs_that_failed_together_come_back_apart() -> None:
    generator = random.Random(1)
    assert len({wait(3, chance=generator.random()) for _ in range(100)}) == 100


def test_it_gives_up_after_so_many_tries_in_all() -> None:
    policy = Growing(attempts=3, generator=random.Random(1))
    decisions = [policy.get_retry_decision(exception=OSError(), job=job(n)) for n in range(4)]
    assert [decision is not None for decision in decisions] == [True, True, False, False]


def test_a_mail_server_may_be_away_for_an_afternoon() -> None:
    waits = [wait(n, chance=0.0) for n in range(AGAIN.attempts - 1)]
    assert sum(waits, timedelta()) > timedelta(hours=3)


def test_no_task_is_tried_again_at_once() -> None:
    hasty = {
        name: task.retry_strategy
        for name, task in app.tasks.items()
        if name.startswith("kokong.") and task.retry_strategy is not None
        if not isinstance(task.retry_strategy, Growing)
    }
    assert hasty == {}
