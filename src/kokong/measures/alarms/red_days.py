"""Sweden's public holidays (lag 1989:253), without Sundays, which are weekdays of their own here. Pure.

The eves of Midsummer, Christmas and New Year are none by that law: who has other hours then writes them down.
"""

from datetime import date, timedelta
from functools import cache
from typing import Final

from dateutil.easter import easter

FIXED: Final = ((1, 1), (1, 6), (5, 1), (6, 6), (12, 25), (12, 26))
AFTER_EASTER: Final = (-2, 0, 1, 39, 49)  # Good Friday, Easter, its Monday, Ascension, Whit Sunday
SATURDAY: Final = 5


@cache
def of(year: int) -> frozenset[date]:
    """The holidays of a year."""
    moved = {easter(year) + timedelta(days=days) for days in AFTER_EASTER}
    saturdays = {_saturday(date(year, 6, 20)), _saturday(date(year, 10, 31))}  # Midsummer's Day, All Saints' Day
    return frozenset({date(year, month, day) for month, day in FIXED} | moved | saturdays)


def around(day: date) -> frozenset[date]:
    """Those of the year of a day, the one before and the two after it."""
    return frozenset().union(*(of(day.year + n) for n in (-1, 0, 1, 2)))


def _saturday(first: date) -> date:
    """The first Saturday from a day on."""
    return first + timedelta(days=(SATURDAY - first.weekday()) % 7)
