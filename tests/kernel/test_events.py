"""Nothing is lost between a change and its flow, and nothing runs twice."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.db import connection

from kokong.kernel import events, tenancy
from kokong.kernel.jobs import rescue, retry_failed
from tests.cast import Cast
from tests.worker import run_jobs


@pytest.fixture
def heard() -> Iterator[list[events.Event]]:
    """What a subscriber of "test.happened" heard."""
    received: list[events.Event] = []

    def listener(event: events.Event) -> None:
        received.append(event)
        assert tenancy.municipality_id() == event.municipality_id

    events.subscribe("test.happened")(listener)
    yield received
    events._subscribers.pop("test.happened")


def jobs() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo'")
        return int(cursor.fetchone()[0])


def test_an_event_reaches_its_subscriber_through_the_worker(
    committed_cast: Cast, heard: list[events.Event]
) -> None:
    with committed_cast.acting(committed_cast.officer):
        event = events.emit("test.happened", burglary_id=7)
    run_jobs()
    assert [(e.id, e.payload) for e in heard] == [(event.id, {"burglary_id": 7})]


def test_a_change_that_is_rolled_back_tells_nobody(committed_cast: Cast, heard: list[events.Event]) -> None:
    with pytest.raises(RuntimeError), committed_cast.acting(committed_cast.officer):
        events.emit("test.happened")
        raise RuntimeError
    assert jobs() == 0


def test_delivered_at_once_and_by_the_worker_it_runs_once(committed_cast: Cast, heard: list[events.Event]) -> None:
    with committed_cast.acting(committed_cast.officer):
        event = events.emit("test.happened")
    events.deliver(event)
    events.deliver(event)
    run_jobs()
    assert len(heard) == 1


def test_a_flow_that_fails_leaves_no_trace_and_may_run_again(committed_cast: Cast) -> None:
    tries = []

    def fragile(event: events.Event) -> None:
        tries.append(event)
        if len(tries) == 1:
            raise RuntimeError

    events.subscribe("test.fragile")(fragile)
    with committed_cast.acting(committed_cast.officer):
        event = events.emit("test.fragile")
    with pytest.raises(RuntimeError):
        events.deliver(event)
    events.deliver(event)
    events.deliver(event)
    events._subscribers.pop("test.fragile")
    assert len(tries) == 2


def test_a_job_whose_worker_was_killed_runs_again(committed_cast: Cast, heard: list[events.Event]) -> None:
    with committed_cast.acting(committed_cast.officer):
        events.emit("test.happened")
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '2 minutes') RETURNING id"
        )
        (dead,) = cursor.fetchone()
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s", [dead])
    rescue.configure().defer(timestamp=0)
    for _ in range(2):  # one worker puts it back, whoever works then runs it
        run_jobs()
    assert len(heard) == 1


def test_a_job_that_failed_for_good_runs_again_when_somebody_says_so(
    committed_cast: Cast, heard: list[events.Event]
) -> None:
    with committed_cast.acting(committed_cast.officer):
        events.emit("test.happened")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing'")
        cursor.execute("UPDATE procrastinate_jobs SET status = 'failed'")
    assert retry_failed(now=datetime.now(UTC)) == 1
    run_jobs()
    assert len(heard) == 1
    assert retry_failed(now=datetime.now(UTC)) == 0
