"""A column that looks like an identity, although nobody named it, and repeats: one burglary on several rows.

Registers write a row for each victim, suspect or stolen thing. All of a burglary's rows share place and time, so
that each looks like a repeat of the others.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from .. import figures
from ..arrays import AnyArray, Flags, Floats, Ints
from ..words import gettext as _

PART: Final = "identity "  # before the number of a column that may be one
MOST: Final = 4  # columns that are looked at
_NAME: Final = re.compile(
    r"(?:^|[\W_])(?:id|nr|no|num|number|nummer|case|incident|report|dnr|knr|diarie\w*|ärende\w*|arende\w*|anmälan\w*|"
    r"anmalan\w*|dr|rd|compnos|inc)(?:$|[\W_])|(?:id|number|nummer|nr)$",
    re.IGNORECASE,
)
SAME: Final = 0.9  # of the rows that repeat a value, so many share place and time with one before
FEWEST: Final = 0.002  # share of rows that repeat, below which nothing is said
WITHIN_DAYS: Final = 7.0


@dataclass(frozen=True, eq=False)
class Repeating:
    """The column, how many rows repeat a value of it, and which rows are the first of each value."""

    column: str
    rows: int
    first: Flags


def candidates(names: Sequence[str]) -> dict[str, str]:
    """The columns that by their names may be an identity."""
    found = [name for name in names if name and names.count(name) == 1 and _NAME.search(name)]
    return {f"{PART}{number}": name for number, name in enumerate(found[:MOST])}


def numbered(texts: Sequence[str]) -> AnyArray:
    """Each text as a number of its own, as small as numbers are; 0 for nothing."""
    return np.fromiter((hash(text.strip()) if text.strip() else 0 for text in texts), np.int64, len(texts))


def repeating(
    values: dict[str, Ints], names: dict[str, str], x: Floats, y: Floats, days: Floats
) -> Repeating | None:
    """The column of which most values that repeat do so at one place and time; None where there is none."""
    found = [Repeating(names[part], *_repeats(keys)) for part, keys in values.items()]
    likely = [one for one, keys in zip(found, values.values(), strict=True) if _one_crime(one, keys, x, y, days)]
    return max(likely, key=lambda one: one.rows, default=None)


def _repeats(keys: Ints) -> tuple[int, Flags]:
    first = keys == 0
    first[np.unique(keys, return_index=True)[1]] = True
    return int((~first).sum()), first


def _one_crime(found: Repeating, keys: Ints, x: Floats, y: Floats, days: Floats) -> bool:
    if found.rows <= FEWEST * keys.size or found.rows > 0.9 * keys.size:
        return False
    again = ~found.first
    _, start, which = np.unique(keys, return_index=True, return_inverse=True)
    of = start[which][again]
    near = (np.hypot(x[again] - x[of], y[again] - y[of]) < 1) & (np.abs(days[again] - days[of]) <= 1)
    return bool(near.mean() >= SAME)


def said(again: Repeating, x: Floats, y: Floats, days: Floats) -> str:
    """What such a column does to exact repeats, and what to do about it, for whoever runs a command."""
    name = f'"{again.column}"' if " " in again.column else again.column
    both = [_exact(x[rows], y[rows], days[rows]) for rows in (np.ones(x.size, bool), again.first)]
    ratio = " against ".join("too few to tell" if np.isnan(one) else f"{one:.2f}" for one in both)
    return (
        f"Column {again.column} looks like an identity and repeats in {again.rows} rows, at the same place and "
        f"time. If each is one burglary, say --id {name}: at the same place within a week there are {ratio} times "
        "as many as by chance."
    )


def told(again: Repeating) -> str:
    """The same for whoever reads the page, in its language: exact repeats may be rows of one burglary."""
    return _(
        "The column %(column)s looks like an identity and repeats in %(rows)s rows, at the same place and time. "
        "If each is one burglary, it is counted several times here, and repeats of the same home are too many."
    ) % {"column": again.column, "rows": figures.whole(again.rows)}


def _exact(x: Floats, y: Floats, days: Floats) -> float:
    """Observed over expected of pairs at the same place within a week; NaN where none are expected."""
    from ..near_repeat import knox

    table = knox(x, y, days, space=(0.1,), days_apart=(WITHIN_DAYS,), permutations=0)
    return float(table.ratio[0, 0]) if table.expected[0, 0] > 0 else float("nan")
