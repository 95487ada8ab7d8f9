"""Of which time a picture is. Pure."""

from datetime import date, timedelta
from typing import Final

from .values import Asked

HISTORY: Final = 10
"""Years whose burglaries the season is reckoned from."""
RECENT: Final = 3
"""Years whose burglaries tell hours and ways in."""


def twelve_months(today: date) -> Asked:
    """Eleven whole months, and this one so far, today included.

    >>> twelve_months(date(2026, 11, 30))
    Asked(since=datetime.date(2025, 12, 1), until=datetime.date(2026, 12, 1))
    """
    return Asked(month_later(today, -11), today + timedelta(days=1))


def year_before(asked: Asked) -> Asked:
    """The same days a year earlier; the 29th of February has the 28th."""
    return Asked(years_later(asked.since, -1), years_later(asked.until, -1))


def years_later(day: date, many: int) -> date:
    """The same day so many years later."""
    try:
        return day.replace(year=day.year + many)
    except ValueError:  # the 29th of February
        return day.replace(year=day.year + many, day=28)


def month_later(day: date, many: int) -> date:
    """The first of the month so many months later."""
    number = 12 * day.year + day.month - 1 + many
    return date(number // 12, number % 12 + 1, 1)
