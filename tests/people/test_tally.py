"""Requests counted by the handful: never more than the limit, whatever the number of processes."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connections, router
from django.test.utils import CaptureQueriesContext

from kokong.people.models import Attempt
from kokong.people.signin.tally import Tally

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
LIMIT = (120, 60)  # handfuls of two

pytestmark = pytest.mark.django_db


def allowed(tally: Tally, times: int, *, now: datetime = NOW) -> int:
    """How many of `times` requests were let through."""
    return sum(tally.count("somebody", LIMIT, now=now) == 0 for _ in range(times))


def test_one_process_gives_exactly_the_limit() -> None:
    assert allowed(Tally(), 500) == 120


def test_several_processes_share_one_limit() -> None:
    tallies = [Tally() for _ in range(3)]
    assert 114 <= sum(allowed(tallies[turn % 3], 1) for turn in range(500)) <= 120


def test_whoever_is_over_waits_until_the_period_ends_and_then_goes_on() -> None:
    tally = Tally()
    allowed(tally, 121)
    assert tally.count("somebody", LIMIT, now=NOW + timedelta(seconds=20)) == 40
    assert tally.count("another", LIMIT, now=NOW) == 0
    assert allowed(tally, 500, now=NOW + timedelta(seconds=60)) == 120


def test_a_request_seldom_asks_the_database() -> None:
    tally = Tally()
    with CaptureQueriesContext(connections[router.db_for_write(Attempt)]) as asked:
        for _ in range(60):
            tally.count("somebody", (1800, 60), now=NOW)
    assert len(asked) == 2


def test_what_is_over_is_let_go_when_many_are_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kokong.people.signin.tally.MANY", 3)
    tally = Tally()
    for number in range(10):
        tally.count(str(number), LIMIT, now=NOW + timedelta(minutes=number))
    assert len(tally._held) <= 3
