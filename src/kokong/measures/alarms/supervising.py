"""What the calendar expects of a home: the panel's own test, closed in time, not opened at night. Pure.

Times of day are local (`zone`), and each is looked up for its own day, so that 18:30 is 18:30 on both sides of a
change of the clock. A time that is skipped by it means the moment after the gap; one that comes twice, the first.
"""

import calendar
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final, Literal

TEST_MISSED: Final = "test_missed"
NOT_CLOSED: Final = "not_closed"
NOT_OPENED: Final = "not_opened"
OPENED_OUTSIDE: Final = "opened_outside"
KINDS: Final = (OPENED_OUTSIDE, NOT_CLOSED, NOT_OPENED, TEST_MISSED)
OVER_BY: Final[Mapping[str, frozenset[str]]] = {
    "open": frozenset({NOT_OPENED}),
    "close": frozenset({NOT_CLOSED, OPENED_OUTSIDE}),
}
"""What is over once a home is opened, or closed."""
TEST_GRACE: Final = timedelta(hours=12)  # a panel's clock, and the hour that summer time moves
HOURS_GRACE: Final = timedelta(minutes=5)  # somebody is at the keypad; the message is on its way
HOLIDAY: Final = 7  # beside the weekdays, Monday 0
FAR: Final = 370  # days ahead in which something is expected again, if at all

Every = Literal["week", "month"]


@dataclass(frozen=True)
class OwnTest:
    """When a panel tests itself: each week or month from `since`, or once, on a day."""

    since: datetime
    every: Every | None = None
    on: date | None = None


def test_due(tests: OwnTest, *, last: datetime | None, zone: tzinfo) -> datetime | None:
    """By when the next test is to come; None where the one that was expected has come. `last` is the latest test.

    One that came counts wherever it fell in its week or month: the next is due a week or month after it.
    """
    if tests.on is not None:
        came = last is not None and local_day(last, zone) >= tests.on and last >= tests.since
        return None if came else moment(tests.on + timedelta(days=1), time(), zone)
    begins = max(last, tests.since) if last is not None else tests.since
    day, at = local_day(begins, zone), begins.astimezone(zone).time()
    return moment(day + timedelta(days=7) if tests.every == "week" else _next_month(day), at, zone)


def _next_month(day: date) -> date:
    year, month = (day.year + 1, 1) if day.month == 12 else (day.year, day.month + 1)
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


@dataclass(frozen=True)
class Day:
    """A day's hours: not opened before `opens`, opened by `opened_by` (None: nobody minds), closed by `closed_by`,
    which is in the night after where it comes before `opens`. `shut`: not opened at all that day.
    """

    opens: time | None = None
    opened_by: time | None = None
    closed_by: time | None = None
    shut: bool = False

    @property
    def past_midnight(self) -> bool:
        """Whether it is closed in the night after."""
        return self.closed_by is not None and self.opens is not None and self.closed_by <= self.opens


@dataclass(frozen=True)
class Hours:
    """When a home, shop or club is open: by weekday (Monday 0) and on holidays (`HOLIDAY`), and on days of their
    own in `extra`. A day without hours expects nothing; a holiday without any is as its weekday.
    """

    days: Mapping[int, Day] = field(default_factory=dict)
    extra: Mapping[date, Day] = field(default_factory=dict)

    def of(self, day: date, holidays: Collection[date]) -> Day | None:
        """The hours of a day; None where nothing is expected."""
        if day in self.extra:
            return self.extra[day]
        if day in holidays and HOLIDAY in self.days:
            return self.days[HOLIDAY]
        return self.days.get(day.weekday())


def may_open(hours: Hours, *, at: datetime, zone: tzinfo, holidays: Collection[date]) -> bool:
    """Whether a home may be opened at this moment: within the hours of the day, or of a night that began the day
    before; on a day without hours at any time."""
    day = local_day(at, zone)
    today, before = hours.of(day, holidays), hours.of(day - timedelta(days=1), holidays)
    if before is not None and before.past_midnight and at < _closes(day - timedelta(days=1), before, zone):
        return True
    if today is None:
        return True
    if today.shut:
        return False
    begins = moment(day, today.opens, zone) if today.opens is not None else None
    ends = _closes(day, today, zone) if today.closed_by is not None else None
    return (begins is None or at >= begins) and (ends is None or at < ends)


@dataclass(frozen=True)
class Due:
    """By when something is expected: NOT_CLOSED or NOT_OPENED says what it is if it doesn't happen."""

    at: datetime
    kind: str


def next_due(hours: Hours, *, after: datetime, zone: tzinfo, holidays: Collection[date]) -> Due | None:
    """What is expected next, later than `after`; None where nothing is within a year."""
    first = local_day(after, zone) - timedelta(days=1)
    for n in range(FAR):
        day = first + timedelta(days=n)
        later = [due for due in _dues(hours.of(day, holidays), day, zone) if due.at > after]
        if later:
            on = day + timedelta(days=1)  # whose opening may come before the night is over
            later += [due for due in _dues(hours.of(on, holidays), on, zone) if due.at > after]
            return min(later, key=lambda due: (due.at, due.kind))
    return None


def _dues(hours: Day | None, day: date, zone: tzinfo) -> Iterator[Due]:
    if hours is None or hours.shut:
        return
    if hours.opened_by is not None:
        yield Due(moment(day, hours.opened_by, zone), NOT_OPENED)
    if hours.closed_by is not None:
        yield Due(_closes(day, hours, zone), NOT_CLOSED)


def _closes(day: date, hours: Day, zone: tzinfo) -> datetime:
    assert hours.closed_by is not None
    return moment(day + timedelta(days=hours.past_midnight), hours.closed_by, zone)


def failed(due: Due, *, state: str, since: datetime | None) -> bool:
    """Whether what was due hasn't happened, by what is known after the time for it: `state` is "set", "unset" or
    "" where the panel never told, `since` when that began by the panel's own time.

    What happened after the hour, within the grace, is in time. A home that was closed at the hour and opened after
    it was closed in time.
    """
    expected, otherwise = ("set", "unset") if due.kind == NOT_CLOSED else ("unset", "set")
    if state in {"", expected} or since is None:
        return False
    return state == otherwise and since <= due.at


def local_day(at: datetime, zone: tzinfo) -> date:
    """The day that it is there."""
    return at.astimezone(zone).date()


def moment(day: date, at: time, zone: tzinfo) -> datetime:
    """A time of day on a day, in UTC."""
    return datetime.combine(day, at.replace(tzinfo=None), zone).astimezone(UTC)
