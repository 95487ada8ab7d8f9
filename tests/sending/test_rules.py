"""Quiet hours by the clock on the wall, states without a hole, and gateways that are left alone."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kokong.sending import rules
from kokong.sending.rules import MESSAGE, Quiet

HERE = ZoneInfo("Europe/Stockholm")
START, END = (datetime.fromisoformat(f"{year}-01-01") for year in (2026, 2027))
NIGHT = Quiet(time(22), time(6))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=HERE)


@pytest.mark.parametrize(
    ("quiet", "moment", "until"),
    [
        (NIGHT, "2026-11-29T21:59", None),
        (NIGHT, "2026-11-29T22:00", "2026-11-30T06:00"),
        (NIGHT, "2026-11-30T00:10", "2026-11-30T06:00"),
        (NIGHT, "2026-11-30T06:00", None),
        (Quiet(time(12), time(13)), "2026-11-29T12:30", "2026-11-29T13:00"),
        (Quiet(time(12), time(13)), "2026-11-29T13:00", None),
        (Quiet(time(7), time(7)), "2026-11-29T07:00", None),  # from seven to seven is no time at all
    ],
)
def test_quiet_hours_end_when_the_clock_says(quiet: Quiet, moment: str, until: str | None) -> None:
    assert quiet.until(at(moment), HERE) == (at(until) if until else None)


def test_the_night_when_the_clock_goes_forward_is_an_hour_shorter() -> None:
    begins = at("2026-03-28T22:00")
    ends = NIGHT.until(begins, HERE)
    assert ends is not None
    assert ends.astimezone(UTC) - begins.astimezone(UTC) == timedelta(hours=7)


def test_an_hour_that_is_left_out_ends_when_it_would_have() -> None:
    ends = Quiet(time(1), time(2, 30)).until(at("2026-03-29T01:30"), HERE)
    assert ends is not None
    assert ends.astimezone(UTC) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)  # half past three


def test_an_hour_that_comes_twice_is_quiet_twice() -> None:
    quiet = Quiet(time(1), time(2, 30))
    second = datetime(2026, 10, 25, 1, 15, tzinfo=UTC)  # a quarter past two, for the second time
    ends = quiet.until(second, HERE)
    assert ends is not None
    assert ends.astimezone(UTC) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


@given(
    moment=some.datetimes(min_value=START, max_value=END, timezones=some.just(UTC)),
    begins=some.times(), ends=some.times(),
)  # fmt: skip
def test_quiet_always_ends_within_a_day_and_a_bit(moment: datetime, begins: time, ends: time) -> None:
    until = Quiet(begins, ends).until(moment, HERE)
    assert until is None or timedelta() < until.astimezone(UTC) - moment <= timedelta(hours=25)


def test_what_is_under_way_is_never_claimed_and_what_was_perhaps_sent_goes_again_by_a_person_alone() -> None:
    assert MESSAGE.sources("claim") == {"waiting"}
    assert MESSAGE.after("sending", "claim") is None
    assert MESSAGE.actions("perhaps", {"coordinator"}) == ("again", "leave")
    assert MESSAGE.actions("sent", {"coordinator"}) == ()
    assert MESSAGE.ends() == {"withheld", "left"}


def test_a_choice_counts_only_where_there_is_one() -> None:
    on = {"email": True, "push": False}
    assert rules.wanted("email", usual=("page",), may_turn_off=True, chosen=on)
    assert not rules.wanted("push", usual=("push",), may_turn_off=True, chosen=on)
    assert rules.wanted("push", usual=("push",), may_turn_off=False, chosen=on)
    assert rules.wanted("page", usual=("page",), may_turn_off=True, chosen=on)


def test_a_gateway_is_left_alone_longer_each_time_up_to_half_an_hour() -> None:
    rests = [rules.pause(n, chance=0.5) for n in range(1, 14)]
    assert rests[:4] == [None] * 4
    assert rests[4] == timedelta(minutes=1)
    later = [rest for rest in rests if rest is not None]
    assert later == sorted(later)
    assert later[-1] == rules.LONGEST_PAUSE
