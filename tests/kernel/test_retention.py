"""Periods are applied in every municipality, and a dry run changes nothing."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django import app

from kokong.kernel import audit, keeping, retention, tenancy
from tests import roles
from tests.cast import Cast
from tests.worker import run_jobs

NOW = datetime(2026, 11, 1, 2, 15, tzinfo=UTC)


@pytest.fixture
def applied() -> Iterator[list[tuple[int, datetime, bool]]]:
    """Where, until when and how a test's own rule was applied; each time it counts three rows."""
    calls: list[tuple[int, datetime, bool]] = []

    def apply(before: datetime, dry_run: bool) -> int:
        calls.append((tenancy.municipality_id(), before, dry_run))
        return 3

    retention.declare(retention.Rule("test rows", "A test's.", timedelta(days=90), apply, "A test's."))
    yield calls
    retention._rules.pop("test rows")


def test_a_rule_is_applied_in_every_municipality(cast: Cast, applied: list[tuple[int, datetime, bool]]) -> None:
    outcomes = [o for o in retention.apply_all(now=NOW) if o.rule == "test rows"]
    before = NOW - timedelta(days=90)
    assert applied == [(cast.home.pk, before, False), (cast.elsewhere.pk, before, False)]
    assert [o.rows for o in outcomes] == [3, 3]
    with cast.acting(cast.auditor):
        assert audit.entries(subject="test rows")[0].detail == {"rows": 3}


def test_a_dry_run_says_so_to_the_rule_and_leaves_no_entry(
    cast: Cast, applied: list[tuple[int, datetime, bool]]
) -> None:
    retention.apply_all(now=NOW, dry_run=True)
    assert [dry for *_, dry in applied] == [True, True]
    with cast.acting(cast.auditor):
        assert audit.entries(subject="test rows") == ()


@pytest.fixture
def failing() -> Iterator[None]:
    """A rule that comes before the others and fails, in the database, each time."""

    def apply(before: datetime, dry_run: bool) -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 / 0")
        return 0

    retention.declare(retention.Rule("a failing rule", "A test's.", timedelta(days=1), apply, "A test's."))
    yield
    retention._rules.pop("a failing rule")


def test_a_rule_that_fails_stops_no_other_and_no_other_municipality(
    cast: Cast, failing: None, applied: list[tuple[int, datetime, bool]]
) -> None:
    outcomes = retention.apply_all(now=NOW)
    assert [m for m, *_ in applied] == [cast.home.pk, cast.elsewhere.pk]
    failed = [o for o in outcomes if o.problem]
    assert [(o.rule, o.rows) for o in failed] == [("a failing rule", 0)] * 2
    assert "division by zero" in failed[0].problem


def test_by_night_each_rule_has_a_job_of_its_own_in_each_municipality(
    committed_cast: Cast, failing: None, applied: list[tuple[int, datetime, bool]]
) -> None:
    """One that fails waits for its next try; every other is done, those without a municipality too."""
    for task in ("kokong.retention", "kokong.retention.everywhere"):
        app.tasks[task].defer(timestamp=0)
    run_jobs()
    assert {where for where, _before, _dry in applied} == {committed_cast.home.pk, committed_cast.elsewhere.pk}
    with connection.cursor() as cursor:
        cursor.execute("SELECT args ->> 'part', (args ->> 'municipality_id')::int FROM procrastinate_jobs"
                       " WHERE status = 'todo' AND attempts = 1 ORDER BY 2")  # fmt: skip
        assert cursor.fetchall() == [
            ("a failing rule", committed_cast.home.pk), ("a failing rule", committed_cast.elsewhere.pk),
        ]  # fmt: skip


def test_every_rule_can_be_applied_by_the_worker_and_the_command(cast: Cast) -> None:
    """With the database's privileges that they have, in both municipalities, dry and for good."""
    for dry_run in (True, False):
        with roles.acting("worker"):
            assert [o for o in retention.apply_all(now=NOW, dry_run=dry_run) if o.problem] == []


def test_jobs_that_failed_are_forgotten_after_a_month_and_waiting_ones_stay(cast: Cast) -> None:
    now = timezone.now()
    with connection.cursor() as cursor:
        for status in ("failed", "cancelled", "todo"):
            cursor.execute(
                "INSERT INTO procrastinate_jobs (queue_name, task_name, args, status)"
                " VALUES ('q', %s, '{\"name\": \"Sonja\"}', 'todo') RETURNING id",
                [status],
            )
            cursor.execute(
                "UPDATE procrastinate_jobs SET status = %s WHERE id = %s", [status, cursor.fetchone()[0]]
            )
        soon, later = (now + timedelta(days=days) - keeping.JOBS_KEPT for days in (29, 31))
        assert keeping.forget_jobs(soon, False) == 0
        assert keeping.forget_jobs(later, True) == keeping.forget_jobs(later, False) == 2
        cursor.execute("SELECT task_name FROM procrastinate_jobs")
        assert cursor.fetchall() == [("todo",)]
