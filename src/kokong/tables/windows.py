"""A window of time from the cells of one row: days and times of day in columns of their own, or both in one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time
from typing import Final

from .moments import End, Said, ordered

MORNING: Final = time(0)
NIGHTFALL: Final = time(23, 59)


@dataclass(frozen=True)
class Window:
    """From `start` to `end`, naive unless a cell says its zone. `timed`: whether its end has a time of day."""

    start: datetime
    end: datetime
    timed: bool


def window(*, first: Sequence[Said], last: Sequence[Said], both: Sequence[Said]) -> Window | None:
    """The window that the cells of a row tell; None where they tell none.

    `first` are cells about its start, `last` about its end, `both` about either. A day without a time of day is
    the whole of it. An end without a day is on the start's, or on the next where it is earlier in the day.
    Raises ValueError for a time of day without any day.
    """
    start, until = _merged([*(one.first for one in first), *(one.first for one in both)], (*first, *both))
    end, _ = _merged([one.last or one.first for one in last], ())
    if not last:
        end = until
    elif end.day is None and end.clock is not None:
        end = replace(end, day=until.day)
    elif end.clock is None and until.clock is not None:
        end = replace(until, day=end.day)
    if start == End() == end:
        return None
    start, end = ordered(end if start == End() else start, start if end == End() else end)
    return Window(start.at(otherwise=MORNING), end.at(otherwise=NIGHTFALL), end.clock is not None)


def _merged(ends: Sequence[End], spans: Sequence[Said]) -> tuple[End, End]:
    """The first day and the first time of day that several cells say; and where those that are spans end."""
    return _one(ends), _one([one.last for one in spans if one.last is not None])


def _one(ends: Sequence[End]) -> End:
    day = next((end for end in ends if end.day), End())
    clock = next((end for end in ends if end.clock is not None), End())
    return replace(clock, day=day.day, zone=clock.zone or day.zone)
