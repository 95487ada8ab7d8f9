"""What the calendar expects, by pure rules: tests of panels, hours, holidays, and days when the clock changes."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kokong.measures.alarms import red_days, supervising
from kokong.measures.alarms.panels import terms
from kokong.measures.alarms.supervising import HOLIDAY, Day, Due, Hours, OwnTest
from kokong.measures.alarms.values import FieldProblem

STOCKHOLM = ZoneInfo("Europe/Stockholm")
SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)  # the clock goes on, and back
OFFICE = Day(opens=time(6), opened_by=time(7, 30), closed_by=time(18, 30))
CLUB = Day(opens=time(18), closed_by=time(2))
WEEK = Hours({**dict.fromkeys(range(5), OFFICE), 5: Day(shut=True), 6: Day(shut=True), HOLIDAY: Day(shut=True)})
NONE: frozenset[date] = frozenset()
moments = st.datetimes(datetime(2025, 12, 1), datetime(2027, 2, 1), timezones=st.just(UTC))  # noqa: DTZ001
clocks = st.times(timezones=st.none()).map(lambda at: at.replace(second=0, microsecond=0))


def local(day: date, text: str) -> datetime:
    """A time of day in Sweden."""
    return datetime.combine(day, time.fromisoformat(text), STOCKHOLM).astimezone(UTC)


@st.composite
def days(draw: st.DrawFn) -> Day:
    """Any hours that can be written down."""
    if draw(st.booleans()):
        return Day(shut=draw(st.booleans()))
    return Day(opens=draw(st.none() | clocks), closed_by=draw(clocks), opened_by=draw(st.none() | clocks))


weeks = st.builds(Hours, st.dictionaries(st.integers(0, 7), days()), st.dictionaries(st.dates(
    date(2025, 11, 1), date(2027, 3, 1)), days(), max_size=4))  # fmt: skip


@pytest.mark.parametrize(
    ("year", "some"),
    [
        (2024, {date(2024, 3, 29), date(2024, 5, 9), date(2024, 5, 19), date(2024, 6, 22), date(2024, 11, 2)}),
        (2025, {date(2025, 4, 18), date(2025, 4, 21), date(2025, 5, 29), date(2025, 6, 21), date(2025, 11, 1)}),
        (2026, {date(2026, 4, 3), date(2026, 4, 6), date(2026, 5, 14), date(2026, 6, 20), date(2026, 10, 31)}),
        (2027, {date(2027, 3, 26), date(2027, 5, 6), date(2027, 5, 16), date(2027, 6, 26), date(2027, 11, 6)}),
    ],
)
def test_the_holidays_of_a_year_are_those_of_the_law(year: int, some: set[date]) -> None:
    found = red_days.of(year)
    assert some <= found
    assert {date(year, 1, 1), date(year, 1, 6), date(year, 5, 1), date(year, 6, 6), date(year, 12, 25)} <= found
    assert len(found) == 13
    assert date(year, 12, 24) not in found


@pytest.mark.parametrize(
    ("day", "at", "may"),
    [
        (date(2026, 11, 23), "05:59", False), (date(2026, 11, 23), "06:00", True),
        (date(2026, 11, 23), "18:29", True), (date(2026, 11, 23), "18:30", False),
        (date(2026, 11, 28), "12:00", False),  # a Saturday
        (date(2026, 12, 25), "12:00", False),  # Christmas Day, a Friday
        (date(2026, 5, 14), "12:00", False),  # Ascension Day, a Thursday
        (SPRING + timedelta(days=1), "06:00", True), (SPRING + timedelta(days=1), "05:59", False),
        (AUTUMN + timedelta(days=1), "06:00", True), (AUTUMN + timedelta(days=1), "05:59", False),
    ],
)  # fmt: skip
def test_a_home_is_opened_within_its_hours_of_the_local_day(day: date, at: str, may: bool) -> None:
    assert supervising.may_open(WEEK, at=local(day, at), zone=STOCKHOLM, holidays=red_days.around(day)) is may


@pytest.mark.parametrize("day", [SPRING, AUTUMN])
def test_hours_on_the_day_of_a_change_are_what_the_clock_on_the_wall_says(day: date) -> None:
    hours = Hours({6: OFFICE})
    midnight = local(day, "00:00")
    first = supervising.next_due(hours, after=midnight, zone=STOCKHOLM, holidays=NONE)
    assert first == Due(local(day, "07:30"), "not_opened")
    second = supervising.next_due(hours, after=first.at, zone=STOCKHOLM, holidays=NONE)
    assert second == Due(local(day, "18:30"), "not_closed")
    assert second.at.astimezone(STOCKHOLM).time() == time(18, 30)
    assert second.at - midnight == timedelta(hours=18.5) + (-1 if day == SPRING else 1) * timedelta(hours=1)


@pytest.mark.parametrize("at", ["02:00", "02:30", "02:59"])
def test_a_time_that_is_skipped_or_comes_twice_is_one_moment(at: str) -> None:
    hours = Hours({6: Day(opens=time(0), closed_by=time.fromisoformat(at))})
    for day in (SPRING, AUTUMN):
        due = supervising.next_due(hours, after=local(day, "00:00"), zone=STOCKHOLM, holidays=NONE)
        assert due is not None
        later = supervising.next_due(hours, after=due.at, zone=STOCKHOLM, holidays=NONE)
        assert later is not None
        assert later.at - due.at > timedelta(days=6)


def test_a_club_is_closed_in_the_night_after() -> None:
    hours = Hours({4: CLUB})
    friday = date(2026, 11, 27)
    for at, may in (("17:59", False), ("18:00", True), ("23:59", True)):
        assert supervising.may_open(hours, at=local(friday, at), zone=STOCKHOLM, holidays=NONE) is may
    saturday = friday + timedelta(days=1)
    assert supervising.may_open(hours, at=local(saturday, "01:59"), zone=STOCKHOLM, holidays=NONE)
    due = supervising.next_due(hours, after=local(friday, "12:00"), zone=STOCKHOLM, holidays=NONE)
    assert due == Due(local(saturday, "02:00"), "not_closed")


def test_a_day_of_its_own_goes_before_a_holiday_and_that_before_the_weekday() -> None:
    eve, day = date(2026, 12, 24), date(2026, 12, 25)
    hours = Hours(WEEK.days, {eve: Day(opens=time(8), closed_by=time(12)), day: OFFICE})
    red = red_days.around(day)
    assert not supervising.may_open(hours, at=local(eve, "13:00"), zone=STOCKHOLM, holidays=red)
    assert supervising.may_open(hours, at=local(day, "13:00"), zone=STOCKHOLM, holidays=red)
    plain = Hours({4: OFFICE})
    assert supervising.may_open(plain, at=local(day, "13:00"), zone=STOCKHOLM, holidays=red), "as its weekday"


@given(weeks, moments)
def test_what_is_due_lies_ahead_and_nothing_comes_between(hours: Hours, after: datetime) -> None:
    red = red_days.around(after.date())
    due = supervising.next_due(hours, after=after, zone=STOCKHOLM, holidays=red)
    if due is None:
        return
    assert due.at > after
    between = after + (due.at - after) / 2
    again = supervising.next_due(hours, after=between, zone=STOCKHOLM, holidays=red)
    assert again is not None
    assert again.at == due.at


@given(weeks, moments)
def test_at_the_hour_by_which_it_is_closed_it_may_not_be_opened(hours: Hours, after: datetime) -> None:
    red = red_days.around(after.date())
    due = supervising.next_due(hours, after=after, zone=STOCKHOLM, holidays=red)
    assume(due is not None and due.kind == "not_closed")
    assert due is not None
    day = hours.of(supervising.local_day(due.at, STOCKHOLM), red)
    before = hours.of(supervising.local_day(due.at, STOCKHOLM) - timedelta(days=1), red)
    assume(day is not None and not day.past_midnight and not (before is not None and before.past_midnight))
    assume(day is not None and not day.shut and day.closed_by is not None)
    assert not supervising.may_open(hours, at=due.at, zone=STOCKHOLM, holidays=red)


@given(weeks)
def test_hours_come_back_from_their_terms(hours: Hours) -> None:
    assert terms.hours(terms.of_hours(hours)) == hours


@given(days())
def test_hours_come_back_from_what_people_write(day: Day) -> None:
    assume(day != Day())
    assert terms.read_day(terms.write_day(day)) == day


@pytest.mark.parametrize("text", ["half past six", "25:00-26:00", "6-18", "-", "18:30"])
def test_hours_that_are_none_are_refused(text: str) -> None:
    with pytest.raises(FieldProblem):
        terms.read_day(text)


@pytest.mark.parametrize("text", ["2026-12-24", "24/12 closed", "2026-13-01 closed", "2026-12-24 soon"])
def test_days_of_their_own_that_are_none_are_refused(text: str) -> None:
    with pytest.raises(FieldProblem):
        terms.read_extra(text)


HOUR = datetime(2026, 11, 23, 17, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("kind", "state", "since", "failed"),
    [
        ("not_closed", "unset", HOUR - MINUTE, True),
        ("not_closed", "unset", HOUR, True),
        ("not_closed", "unset", HOUR + MINUTE, False),  # closed at the hour, and opened after it
        ("not_closed", "set", HOUR - MINUTE, False),
        ("not_closed", "set", HOUR + MINUTE, False),  # within the grace
        ("not_closed", "", None, False),
        ("not_opened", "set", HOUR - MINUTE, True),
        ("not_opened", "unset", HOUR - MINUTE, False),
        ("not_opened", "set", HOUR + MINUTE, False),
    ],
)
def test_what_was_due_is_judged_by_when_the_home_was_closed_or_opened(
    kind: str, state: str, since: datetime | None, failed: bool
) -> None:
    assert supervising.failed(Due(HOUR, kind), state=state, since=since) is failed


def test_a_weekly_test_is_due_a_week_after_the_last_whatever_the_clock_does() -> None:
    since = local(date(2026, 3, 1), "09:00")
    tests = OwnTest(since, every="week")
    assert supervising.test_due(tests, last=None, zone=STOCKHOLM) == local(date(2026, 3, 8), "09:00")
    last = local(date(2026, 3, 25), "03:15")
    assert supervising.test_due(tests, last=last, zone=STOCKHOLM) == local(date(2026, 4, 1), "03:15")
    assert supervising.test_due(tests, last=since - timedelta(days=9), zone=STOCKHOLM) == local(
        date(2026, 3, 8), "09:00"
    )


@pytest.mark.parametrize(
    ("last", "due"), [(date(2026, 1, 31), date(2026, 2, 28)), (date(2026, 12, 15), date(2027, 1, 15))]
)
def test_a_monthly_test_is_due_on_the_same_day_of_the_next_month(last: date, due: date) -> None:
    tests = OwnTest(local(date(2026, 1, 1), "00:00"), every="month")
    found = supervising.test_due(tests, last=local(last, "10:00"), zone=STOCKHOLM)
    assert found == local(due, "10:00")


def test_a_test_on_a_day_is_over_once_it_came_that_day_or_later() -> None:
    tests = OwnTest(local(date(2026, 11, 20), "09:00"), on=date(2026, 12, 1))
    over = local(date(2026, 12, 2), "00:00")
    assert supervising.test_due(tests, last=None, zone=STOCKHOLM) == over
    assert supervising.test_due(tests, last=local(date(2026, 11, 30), "23:59"), zone=STOCKHOLM) == over
    assert supervising.test_due(tests, last=local(date(2026, 12, 1), "00:00"), zone=STOCKHOLM) is None


@given(st.sampled_from(["week", "month"]), moments, st.timedeltas(timedelta(0), timedelta(days=200)))
def test_a_later_test_is_never_due_sooner(every: str, since: datetime, later: timedelta) -> None:
    tests = OwnTest(since, every=every)  # type: ignore[arg-type]
    first = supervising.test_due(tests, last=since, zone=STOCKHOLM)
    second = supervising.test_due(tests, last=since + later, zone=STOCKHOLM)
    assert first is not None
    assert second is not None
    assert second >= first - timedelta(hours=1)
    assert timedelta(days=6, hours=22) <= first - since <= timedelta(days=31, hours=2)
