"""At what hours: burglaries known as windows of time, spread evenly over their hours.

Aoristic analysis: Ratcliffe and McCullagh, International Journal of Geographical Information Science 12, 1998;
Ratcliffe, International Journal of Geographical Information Science 14, 2000.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from ..arrays import Flags, Floats, Ints, Refused

HOURS: Final = 24
WEEK: Final = 7 * HOURS
MONDAY: Final = 3  # the first day of 1970 was a Thursday


@dataclass(frozen=True, eq=False)
class Hours:
    """Burglaries by weekday (Monday first) and hour, 7 × 24, summing to `used`.

    `untimed` have a day alone, `long` a window of over a week: neither says anything of the hour. `certain` are
    known to the hour.
    """

    table: Floats
    used: int
    certain: int
    untimed: int
    long: int


def usable(earliest: Floats, latest: Floats) -> Flags:
    """Which windows say something of the hour: not a day alone, and not more than a week."""
    return ~untimed(earliest, latest) & (latest - earliest <= 7) & (latest >= earliest)


def untimed(earliest: Floats, latest: Floats) -> Flags:
    """Which are days without a time of day: both ends at midnight."""
    whole: Flags = (earliest == np.floor(earliest)) & (latest == np.floor(latest))
    return whole


def weights(earliest: Floats, latest: Floats, of: Ints, bins: int) -> Floats:
    """Burglaries × bins: the share of each window in the hours of the week that `of` (168) gives to each bin."""
    start, end = earliest * HOURS, latest * HOURS
    length = end - start
    found = np.zeros((start.size, bins))
    rows, first = np.arange(start.size), np.floor(start)
    steps = int(np.ceil(float(length.max(initial=0)))) + 1
    for step in range(steps):
        hour = first + step
        inside = np.minimum(end, hour + 1) - np.maximum(start, hour)
        share = np.where(length > 0, np.maximum(inside, 0) / np.maximum(length, 1e-12), float(step == 0))
        bin_of = of[((hour + MONDAY * HOURS) % WEEK).astype(np.int64)]
        known = (bin_of >= 0) & (share > 0)
        np.add.at(found, (rows[known], bin_of[known]), share[known])
    return found


def hours(earliest: Floats, latest: Floats) -> Hours:
    """The weekday and hour of burglaries, on the clock of the place. Raises Refused where none has an hour."""
    some = usable(earliest, latest)
    if not some.any():
        raise Refused("No burglary's time is known to more than a day, so that hours can't be told.")
    table = weights(earliest[some], latest[some], np.arange(WEEK), WEEK).sum(axis=0).reshape(7, HOURS)
    days_alone = untimed(earliest, latest)
    return Hours(
        table=table,
        used=int(some.sum()),
        certain=int((latest[some] - earliest[some] <= 1 / HOURS).sum()),
        untimed=int(days_alone.sum()),
        long=int((~days_alone & (latest - earliest > 7)).sum()),
    )


def shifts(text: str) -> Ints:
    """Which shift each hour of the week belongs to, from text such as `06-14,14-22,22-06`; −1 for none.

    Raises Refused for what is no hours, and for hours in two shifts.
    """
    of = np.full(WEEK, -1, np.int64)
    for number, part in enumerate(text.split(",")):
        ends = part.strip().split("-")
        if len(ends) != 2 or not all(end.strip().isdigit() and int(end) <= HOURS for end in ends):
            raise Refused(f"“{part}” is no shift. Write whole hours, such as 06-14,14-22,22-06.")
        start, end = (int(each) for each in ends)
        if start == end:
            raise Refused(f"The shift {part} has no hours.")
        for hour in range(start, end if end > start else end + HOURS):
            places = np.arange(7) * HOURS + hour % HOURS
            if (of[places] >= 0).any():
                raise Refused(f"The hour from {hour % HOURS} is in two shifts.")
            of[places] = number
    return of
