"""What the system has given up waits for whoever can mend it, and runs again once that is done."""

from django.db import connection
from django.utils import timezone

from kokong.flows import failed_jobs
from kokong.people import api as people
from kokong.tasks import api as tasks
from tests import roles
from tests.cast import Cast


def failing(municipality_id: int | None) -> int:
    """A job that has failed for good; its number."""
    args = "{}" if municipality_id is None else f'{{"municipality_id": {municipality_id}, "part": ""}}'
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, args, status, attempts)"
            " VALUES ('nightly', 'kokong.retention.one', %s, 'todo', 12) RETURNING id",
            [args],
        )
        (number,) = cursor.fetchone()
        cursor.execute("UPDATE procrastinate_jobs SET status = 'failed' WHERE id = %s", [number])
    return int(number)


def look() -> None:
    with roles.acting("worker"):
        failed_jobs.look.func(timestamp=0)


def waiting(cast: Cast, who: people.Actor) -> list[str]:
    with cast.acting(who):
        return [task.kind.code for task in tasks.tasks(actor=who)]


def status(number: int) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT status FROM procrastinate_jobs WHERE id = %s", [number])
        return str(cursor.fetchone()[0])


def test_it_waits_for_the_coordinator_of_its_municipality_once(cast: Cast) -> None:
    failing(cast.home.pk)
    look()
    look()
    assert waiting(cast, cast.coordinator) == ["job.failed"]
    assert waiting(cast, cast.officer) == []
    assert waiting(cast, cast.stranger) == []
    page = cast.client(cast.coordinator).get("/").content.decode()
    assert "Automatic work failed" in page
    assert "Address no longer kept" not in page


def test_what_belongs_to_no_municipality_waits_for_nobody_there(cast: Cast) -> None:
    failing(None)
    look()
    assert waiting(cast, cast.coordinator) == []


def test_once_it_is_done_the_job_runs_again_and_a_new_failure_waits_anew(cast: Cast) -> None:
    number = failing(cast.home.pk)
    look()
    with cast.acting(cast.coordinator) as actor:
        (task,) = tasks.tasks(actor=actor)
        tasks.finish(task_id=task.id, actor=actor, now=timezone.now())
    look()
    assert status(number) == "todo"
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'failed', attempts = attempts + 1 WHERE id = %s", [number]
        )
    look()
    assert waiting(cast, cast.coordinator) == ["job.failed"]


def test_what_runs_again_by_other_means_is_taken_back(cast: Cast) -> None:
    number = failing(cast.home.pk)
    look()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'todo' WHERE id = %s", [number])
    look()
    assert waiting(cast, cast.coordinator) == []
