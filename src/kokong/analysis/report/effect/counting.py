"""From burglaries to the table that an evaluation reads: a row per unit and period, with rings and places."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias

import numpy as np

from kokong.analysis.words import gettext as _

from ...arrays import Flags, Floats, Ints, Refused
from ..reading import Burglaries
from .units import Units, neighbours, rings

Period: TypeAlias = Literal["month", "quarter", "week", "year"]
SLACK_DAYS: Final = 7.0  # without a burglary at an end of the file, which may still be quiet and not cut off
MOST_ROWS: Final = 20_000_000
YEAR_DAYS: Final = 365.25


@dataclass(frozen=True, eq=False)
class Counted:
    """Units × periods, with what was left out: `outside` every unit, in `cut` periods, in `late` units.

    Late units are squares that held no burglary in the first year; they are left out, for a choice by what came
    later would make a measure look good or bad.
    """

    units: Units
    periods: tuple[str, ...]
    counts: Ints
    treated: Flags
    buffer: Flags
    places: Floats
    period: Period
    outside: int
    cut: tuple[str, ...]
    late: int

    def rows(self) -> list[tuple[object, ...]]:
        """The table with its header, as `kokong effect evaluate` reads it."""
        head: tuple[object, ...] = ("area", self.period, "n", "treated", "buffer", "x", "y")
        at = [(f"{x:.1f}", f"{y:.1f}") for x, y in self.places.tolist()]
        return [head] + [
            (name, label, int(count), int(self.treated[k]), int(self.buffer[k]), *at[k])
            for k, name in enumerate(self.units.names)
            for label, count in zip(self.periods, self.counts[k], strict=True)
        ]

    def adjacency(self) -> list[tuple[object, ...]]:
        """Pairs of units that touch, with a header."""
        return [("area", "neighbour"), *neighbours(self.units)]


def count(
    found: Burglaries, units: Units, treated: Any, *, buffer: float, period: Period, squares: bool
) -> Counted:
    """Count burglaries by unit and whole period. Raises Refused where no unit, or no period, is left."""
    number = numbers(found.days, period)
    first, last = _whole(found.days, number, period)
    labels = tuple(label(k, period) for k in range(first, last + 1))
    if len(labels) < 2:
        raise Refused(_("The file holds fewer than two whole periods. Take shorter ones."))
    if len(units.names) * len(labels) > MOST_ROWS:
        raise Refused(_("That would be over 20 million rows. Take larger units or longer periods."))
    inside, near = rings(units, treated, buffer=buffer)
    late = np.zeros(len(units.names), bool)
    if squares:
        early = found.days < found.days.min() + YEAR_DAYS
        known = np.bincount(units.of[early & (units.of >= 0)], minlength=len(units.names)) > 0
        late = ~known & ~inside & ~near
    if (inside | near | late).all():
        raise Refused(_("All units are treated or next door, so that there is nothing to compare with."))
    kept = units.only(~late)
    used = (kept.of >= 0) & (number >= first) & (number <= last)
    counts = np.zeros((len(kept.names), len(labels)), np.int64)
    np.add.at(counts, (kept.of[used], number[used] - first), 1)
    ends = {int(k) for k in (number.min(), number.max()) if not first <= k <= last}
    return Counted(
        units=kept,
        periods=labels,
        counts=counts,
        treated=inside[~late],
        buffer=near[~late],
        places=kept.places,
        period=period,
        outside=int((kept.of < 0).sum()),
        cut=tuple(label(k, period) for k in sorted(ends)),
        late=int(late.sum()),
    )


def numbers(days: Floats, period: Period) -> Ints:
    """The running number of each day's period."""
    day = np.floor(days).astype(np.int64)
    if period == "week":
        return (day + 3) // 7  # the epoch was a Thursday
    month = day.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    return month // {"month": 1, "quarter": 3, "year": 12}[period]


def label(number: int, period: Period) -> str:
    """A period as people write it: 2026-03, 2026-Q1, 2026-W09, 2026."""
    start = _start(number, period)
    day = dt.date(1970, 1, 1) + dt.timedelta(days=start)
    if period == "week":
        year, week, _day = day.isocalendar()
        return f"{year}-W{week:02d}"
    return {"month": f"{day:%Y-%m}", "quarter": f"{day.year}-Q{(day.month + 2) // 3}", "year": str(day.year)}[
        period
    ]


def _start(number: int, period: Period) -> int:
    """The first day of a period, as days since 1970."""
    if period == "week":
        return number * 7 - 3
    month = np.datetime64(number * {"month": 1, "quarter": 3, "year": 12}[period], "M")
    return int(month.astype("datetime64[D]").astype(np.int64))


def _whole(days: Floats, number: Ints, period: Period) -> tuple[int, int]:
    """The first and last period that the file covers to its ends, as far as can be seen.

    An end is quiet for a while where burglaries are few: twice as long as most times between two is let pass.
    """
    each = np.unique(np.floor(days))
    usual = 2 * float(np.quantile(np.diff(each), 0.99)) if each.size > 10 else 0.0
    slack = max(SLACK_DAYS if period != "week" else 1.0, usual)
    first, last = int(number.min()), int(number.max())
    if each[0] - _start(first, period) > slack:
        first += 1
    if _start(last + 1, period) - 1 - each[-1] > slack:
        last -= 1
    return first, last
