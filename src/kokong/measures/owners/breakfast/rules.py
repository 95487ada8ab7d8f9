"""When owners are next asked to breakfast. Pure."""

from collections.abc import Collection
from datetime import date, time, timedelta
from typing import Final

MONTHS: Final = (3, 9)
"""In March, when the winter's burglaries are known, and in September, before the evenings are dark."""
WEEKDAY, WEEK = 1, 2  # the third Tuesday
BEGINS: Final = time(7, 30)
LASTS_MIN: Final = 90
AHEAD: Final = timedelta(days=21)
"""So long before, at least, boards are invited."""
SEASON: Final = timedelta(days=75)
"""A breakfast so near a proposed day is that season's."""


def proposed(*, today: date, held: Collection[date]) -> date:
    """The day of the next one: of the first season to come that has none, while there is time to invite."""
    return next(each for each in _days(today.year) if each >= today + AHEAD and not _has(each, held))


def _days(year: int) -> list[date]:
    """The proposed days of this year and the years after it."""
    return [_third_tuesday(each, month) for each in range(year, year + 10) for month in MONTHS]


def _third_tuesday(year: int, month: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(WEEKDAY - first.weekday()) % 7 + 7 * WEEK)


def _has(day: date, held: Collection[date]) -> bool:
    return any(abs(each - day) <= SEASON for each in held)
