"""The year's turns, and when the next meeting is. Plain Python."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final, Literal

Done = Literal["done", "skipped"]
DONES: Final = ("done", "skipped")
LONGEST: Final = {"title": 120, "who": 120, "material": 300, "purpose": 600, "said": 300}
MOST_HOURS: Final = 999
WEEKLY: Final = "cooperation.weekly"
STEERING: Final = "cooperation.steering"
COUNCIL: Final = "cooperation.council"
EVERY: Final = {WEEKLY: 7, STEERING: 91, COUNCIL: 182}
"""So many days lie between two meetings of a kind, where nobody says otherwise."""
FIRST_HOUR: Final = 9


def next_time(last: datetime | None, *, kind: str, now: datetime) -> datetime:
    """When the next meeting of a kind is, by the clock on the wall: at the hour and weekday of the last one.

    The first one is next Tuesday at nine. Always ahead of `now`; both are wall times without a zone.
    """
    if last is None:
        ahead = (1 - now.weekday()) % 7 or 7
        return datetime.combine((now + timedelta(days=ahead)).date(), now.time().replace(FIRST_HOUR, 0, 0, 0))
    found = last + timedelta(days=EVERY[kind])
    while found <= now:
        found += timedelta(days=7)
    return found


def turns(months: Sequence[int], *, since: date, until: date) -> list[date]:
    """The first days of the months in which something has its turn, from that of `since` up to `until`."""
    found, month = [], since.replace(day=1)
    while month < until:
        if month.month in months:
            found.append(month)
        month = (month + timedelta(days=31)).replace(day=1)
    return found


def last_day(month: date) -> date:
    """The last day of a month."""
    return (month.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def lanes(items: Sequence[tuple[int, Sequence[int]]], *, most: int) -> dict[int, int]:
    """A lane of the ring for each item, so that no two share a month of one; those that find none are left out."""
    taken: list[set[int]] = [set() for _lane in range(most)]
    found: dict[int, int] = {}
    for number, months in items:
        for lane, used in enumerate(taken):
            if used.isdisjoint(months):
                used.update(months)
                found[number] = lane
                break
    return found
