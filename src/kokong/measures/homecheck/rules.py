"""What is kept of a home check, for how long a link holds, and when somebody is reminded. Plain data."""

from datetime import date, datetime, timedelta
from typing import Final

DESK: Final = frozenset({"officer", "coordinator"})
COORDINATOR: Final = frozenset({"coordinator"})
OPERATORS: Final = frozenset({"alarm_operator", "alarm_supervisor"})
BESIDE: Final = frozenset({"contact_person", "owner_representative"})
ON_PHONES: Final = DESK | {"visitor"}  # who carries the phone that works without a network
TOGETHER: Final = ON_PHONES | BESIDE
TAKES: Final = OPERATORS | COORDINATOR  # who looks after the accounts of alarms

PAGE: Final = "home-check"  # the public page

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


CONTACTS: Final = ("resident", "key_holder")
GUARD: Final = ("outside", "holder", "enter", "secure")
MOST_CONTACTS: Final = 6
ASKED_AGAIN: Final = timedelta(days=7)  # after so long somebody who hasn't answered is asked once more
SILENT: Final = timedelta(days=14)  # and after so long the plan says that they don't
HOLDS: Final = timedelta(days=30)  # so long the link to answer by holds


def standing(answer: str, *, asked: datetime, now: datetime) -> str:
    """How it stands with somebody who was asked: "yes", "no", "waits" or "silent"."""
    return answer or ("silent" if asked + SILENT <= now else "waits")


def test_due(*, tested: date | None, begun: date) -> date:
    """When the alarm is tested next: a year after the last time, or at once where it never was."""
    return begun if tested is None else tested + YEAR
