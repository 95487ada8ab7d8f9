"""Wall time and moment, over both changes of the clock."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kokong.kernel import times
from tests.meetings.conftest import wall

HOME = "Europe/Stockholm"
MOMENTS = st.datetimes(wall("2020-01-01 00:00"), wall("2040-01-01 00:00"), timezones=st.just(UTC)).map(
    lambda at: at.replace(second=0, microsecond=0)
)


def test_winter_and_summer() -> None:
    assert times.moment(wall("2027-01-14 18:30"), HOME) == datetime(2027, 1, 14, 17, 30, tzinfo=UTC)
    assert times.moment(wall("2027-07-14 18:30"), HOME) == datetime(2027, 7, 14, 16, 30, tzinfo=UTC)


@pytest.mark.parametrize("minute", [0, 1, 30, 59])
def test_a_time_that_the_clock_skips_is_refused(minute: int) -> None:
    with pytest.raises(times.NoSuchTime):
        times.moment(wall(f"2027-03-28 02:{minute:02}"), HOME)


def test_a_time_that_the_clock_shows_twice_asks_which() -> None:
    local = wall("2027-10-31 02:30")
    with pytest.raises(times.TwoTimes) as told:
        times.moment(local, HOME)
    assert (told.value.second - told.value.first) == timedelta(hours=1)
    assert times.moment(local, HOME, fold=0) == told.value.first
    assert times.moment(local, HOME, fold=1) == told.value.second
    assert times.twice(told.value.first, HOME)
    assert not times.twice(told.value.second + timedelta(hours=1), HOME)


@pytest.mark.parametrize("local", [wall("2027-03-28 01:59"), wall("2027-03-28 03:00"),
                                   wall("2027-10-31 01:59"), wall("2027-10-31 03:00")])  # fmt: skip
def test_just_beside_the_changes_there_is_one(local: datetime) -> None:
    at = times.moment(local, HOME)
    assert times.on_the_wall(at, HOME).replace(tzinfo=None) == local
    assert times.moment(local, HOME, fold=1) == at  # a fold that means nothing changes nothing


@given(MOMENTS)
def test_every_moment_comes_back(at: datetime) -> None:
    local = times.on_the_wall(at, HOME)
    assert times.moment(local.replace(tzinfo=None, fold=0), HOME, fold=local.fold) == at


@given(MOMENTS)
def test_what_is_shown_once_needs_no_word(at: datetime) -> None:
    local = at.astimezone(ZoneInfo(HOME)).replace(tzinfo=None, fold=0)
    if not times.twice(at, HOME):
        assert times.moment(local, HOME) == at
