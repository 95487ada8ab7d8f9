"""Nothing is lost between a change and its flow, and nothing runs twice."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from procrastinate.contrib.django import app

from kokong.kernel import events, retention, tenancy
from kokong.kernel.jobs import put_back, retry_failed
from kokong.kernel.models import HandledEvent
from tests.cast import Cast
from tests.worker import run_jobs


@events.event("test.happened")
@dataclass(frozen=True)
class Happened:
    """Something happened in a test."""

    burglary_id: int
    at: datetime | None = None


@pytest.fixture
def heard(committed_cast: Cast) -> Iterator[list[Happened]]:
    """What a subscriber heard of things that happened in the home municipality."""
    received: list[Happened] = []

    def listener(event: Happened) -> None:
        received.append(event)
        assert tenancy.municipality_id() == committed_cast.home.pk

    events.subscribe(Happened)(listener)
    yield received
    events._subscribers.pop(Happened)


def jobs() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo'")
        return int(cursor.fetchone()[0])


def test_an_event_reaches_its_subscriber_through_the_worker(committed_cast: Cast, heard: list[Happened]) -> None:
    with committed_cast.acting(committed_cast.officer):
        events.emit(Happened(7, at=datetime(2026, 11, 20, 18, 30, tzinfo=UTC)))
    run_jobs()
    assert heard == [Happened(7, at=datetime(2026, 11, 20, 18, 30, tzinfo=UTC))]


def test_a_change_that_is_rolled_back_tells_nobody(committed_cast: Cast, heard: list[Happened]) -> None:
    with pytest.raises(RuntimeError), committed_cast.acting(committed_cast.officer):
        events.emit(Happened(7))
        raise RuntimeError
    assert jobs() == 0


def test_delivered_at_once_and_by_the_worker_it_runs_once(committed_cast: Cast, heard: list[Happened]) -> None:
    with committed_cast.acting(committed_cast.officer):
        event = events.emit(Happened(7))
    events.deliver(event)
    events.deliver(event)
    run_jobs()
    assert len(heard) == 1


def test_a_flow_that_fails_leaves_no_trace_and_may_run_again(committed_cast: Cast) -> None:
    tries = []

    def fragile(event: Happened) -> None:
        tries.append(event)
        if len(tries) == 1:
            raise RuntimeError

    events.subscribe(Happened)(fragile)
    with committed_cast.acting(committed_cast.officer):
        event = events.emit(Happened(7))
    with pytest.raises(RuntimeError):
        events.deliver(event)
    events.deliver(event)
    events.deliver(event)
    events._subscribers.pop(Happened)
    assert len(tries) == 2


def test_a_job_whose_worker_was_killed_runs_again(committed_cast: Cast, heard: list[Happened]) -> None:
    with committed_cast.acting(committed_cast.officer):
        events.emit(Happened(7))
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '2 minutes') RETURNING id"
        )
        (dead,) = cursor.fetchone()
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s", [dead])
    assert asyncio.run(_put_back()) == 1
    run_jobs()
    assert len(heard) == 1


def test_a_job_that_waits_again_already_holds_no_other_up(committed_cast: Cast, heard: list[Happened]) -> None:
    with committed_cast.acting(committed_cast.officer):
        events.emit(Happened(7))
        events.emit(Happened(8))
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing', queueing_lock = 'one' WHERE id = ("
                       "SELECT min(id) FROM procrastinate_jobs)")  # fmt: skip
        cursor.execute("UPDATE procrastinate_jobs SET queueing_lock = 'one' WHERE status = 'todo'")
        copied = "SELECT task_name, queue_name, args, 'doing' FROM procrastinate_jobs LIMIT 1"
        cursor.execute(f"INSERT INTO procrastinate_jobs (task_name, queue_name, args, status) {copied}")
    assert asyncio.run(_put_back()) == 1


async def _put_back() -> int:
    with app.replace_connector(app.connector.get_worker_connector()) as here:  # type: ignore[attr-defined]
        async with here.open_async():
            return await put_back(here)


def test_a_job_that_failed_for_good_runs_again_when_somebody_says_so(
    committed_cast: Cast, heard: list[Happened]
) -> None:
    with committed_cast.acting(committed_cast.officer):
        events.emit(Happened(7))
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing'")
        cursor.execute("UPDATE procrastinate_jobs SET status = 'failed'")
    assert retry_failed(now=datetime.now(UTC)) == 1
    run_jobs()
    assert len(heard) == 1
    assert retry_failed(now=datetime.now(UTC)) == 0


def test_every_event_is_heard_and_everything_listened_for_can_happen() -> None:
    """All rooms and flows are loaded here. An event without a listener goes nowhere; one of the two is wrong."""
    ours = {name: kind for name, kind in events.kinds().items() if kind.__module__.startswith("kokong.")}
    assert [name for name, kind in ours.items() if not events.subscribers_of(kind)] == []
    assert {"burglary.confirmed", "visit.recorded", "wish.noted", "alarm.verified", "places.imported"} <= set(ours)


def test_only_what_is_declared_can_be_told_or_heard() -> None:
    class Undeclared:
        pass

    with pytest.raises(TypeError, match="is no event"):
        events.subscribe(Undeclared)
    with pytest.raises(TypeError, match="Two kinds"):
        events.event("test.happened")(Undeclared)


@pytest.mark.parametrize(
    ("name", "payload", "said"),
    [
        ("test.unheard_of", {}, "knows no event called test.unheard_of"),
        ("test.happened", {"burglary_id": "seven"}, "of another edition"),
        ("test.happened", {}, "of another edition"),
        ("test.happened", {"burglary_id": 7}, "Nobody called gone"),
    ],
)
def test_what_another_edition_told_and_we_cannot_read_fails_with_clear_words(
    name: str, payload: dict[str, object], said: str
) -> None:
    with pytest.raises(events.NotUnderstood, match=said):
        events.deliver_job(
            event_id="5f0c0de0-0000-4000-8000-000000000001",
            name=name, municipality_id=1, payload=payload, subscriber="gone",
        )  # fmt: skip


def test_handled_events_are_forgotten_once_no_job_can_tell_them_again(
    committed_cast: Cast, heard: list[Happened]
) -> None:
    with committed_cast.acting(committed_cast.officer):
        event = events.emit(Happened(7))
    events.deliver(event)
    run_jobs()
    now = datetime.now(UTC)
    retention.apply_all(now=now + timedelta(days=59))
    assert HandledEvent.objects.exists()
    retention.apply_all(now=now + timedelta(days=61))
    assert not HandledEvent.objects.exists()
    assert len(heard) == 1
