"""When a reminder comes."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from kokong.measures.alarms.shifts import moments
from kokong.measures.alarms.values import FieldProblem

STOCKHOLM = ZoneInfo("Europe/Stockholm")
NOON = datetime(2026, 11, 20, 12, 0, tzinfo=STOCKHOLM)


@pytest.mark.parametrize("minutes", moments.MINUTES)
def test_in_so_many_minutes(minutes: int) -> None:
    assert moments.moment(minutes=str(minutes), at="", now=NOON) == NOON + timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("14:05", NOON.replace(hour=14, minute=5)),
        ("12:00", NOON + timedelta(days=1)),
        ("09:30", NOON.replace(day=21, hour=9, minute=30)),
    ],
)
def test_a_time_that_has_been_is_tomorrows(at: str, expected: datetime) -> None:
    assert moments.moment(minutes="", at=at, now=NOON) == expected


def test_the_clock_is_the_homes_over_the_change_of_time() -> None:
    evening = datetime(2026, 10, 24, 20, 0, tzinfo=STOCKHOLM)
    due = moments.moment(minutes="", at="06:00", now=evening)
    assert due.timestamp() - evening.timestamp() == 11 * 3600


@pytest.mark.parametrize(("minutes", "at"), [("", ""), ("7", ""), ("-5", "x"), ("", "25:00"), ("²", "")])
def test_neither_is_refused(minutes: str, at: str) -> None:
    with pytest.raises(FieldProblem):
        moments.moment(minutes=minutes, at=at, now=NOON)


def test_the_log_says_the_day_where_it_is_another() -> None:
    assert moments.said(NOON + timedelta(minutes=5), now=NOON) == "12:05"
    assert moments.said(NOON + timedelta(days=1), now=NOON) == "2026-11-21 12:00"
