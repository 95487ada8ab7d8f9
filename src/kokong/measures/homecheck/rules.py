"""What is kept of a home check, for how long a link holds, and when somebody is reminded. Plain data."""

from datetime import date, timedelta
from typing import Final

DESK: Final = frozenset({"officer", "coordinator"})

LINK: Final = timedelta(hours=24)
REMINDER: Final = timedelta(days=30)  # so long a yearly letter's link holds
YEAR: Final = timedelta(days=365)
AGAIN: Final = timedelta(minutes=10)  # one letter to an address within this
HOURLY: Final = 60  # letters that a municipality's pages send within an hour
MOST: Final = 10  # checks that are kept of one home: the oldest goes
WAITING: Final = 3  # that wait for their link to be pressed
FEWEST: Final = 5  # homes that must have answered before an area's sum is shown


def reminded_on(last: date) -> date:
    """When somebody is reminded who kept a check on a day: a year later, once."""
    return last + YEAR
