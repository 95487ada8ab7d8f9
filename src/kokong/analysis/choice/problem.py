"""Options to choose among, at most one in each group, and what was chosen."""

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import ArrayLike

from ..arrays import Floats, Ints, Refused

QUARTERS: Final = 4  # hours are counted in quarters, whole ones, so that no rounding decides what a budget holds
SURE: Final = 1e-6  # the share of the best option's worth that no rounding of sums decides about
Method = Literal["greedy", "exact"]


@dataclass(frozen=True)
class Options:
    """One row an option. `group` (n,): whose it is, an area; at most one is chosen in each. `worth` (n,): the
    burglaries that it is expected to prevent, above 0. `quarters` (n,): what it takes, in quarters of an hour.

    Build it by `Options.of`, which checks and rounds hours up.
    """

    group: Ints
    worth: Floats
    quarters: Ints

    @classmethod
    def of(cls, group: ArrayLike, worth: ArrayLike, hours: ArrayLike) -> "Options":
        """Raises Refused for columns of different length, worth that isn't above 0, hours that aren't."""
        groups, value = np.asarray(group, np.int64).reshape(-1), np.asarray(worth, np.float64).reshape(-1)
        long = np.asarray(hours, np.float64).reshape(-1)
        if not groups.size == value.size == long.size:
            raise Refused("Give one group, one worth and one number of hours for each option.")
        if not (np.isfinite(value) & (value > 0)).all():
            raise Refused("What an option is worth must be above 0. Leave out those that prevent nothing.")
        if not (np.isfinite(long) & (long > 0)).all():
            raise Refused("An option must take more than 0 hours.")
        return cls(groups, value, np.ceil(long * QUARTERS - 1e-9).astype(np.int64))

    def __len__(self) -> int:
        return int(self.group.size)


def quarters_in(hours: float) -> int:
    """A budget in whole quarters. Raises Refused for one that is below 0 or not a number."""
    if not np.isfinite(hours) or hours < 0:
        raise Refused("A budget is a number of hours, from 0 up.")
    return int(hours * QUARTERS + 1e-9)


@dataclass(frozen=True)
class Chosen:
    """The `rows` chosen, what they are `worth` together and the `hours` that they take.

    No choice within the budget is worth more than `bound`; `gap`: how far the choice is below it, 0 where that is
    proven.
    """

    method: Method
    rows: tuple[int, ...]
    worth: float
    hours: float
    bound: float
    seconds: float

    @property
    def gap(self) -> float:
        short = self.bound - self.worth
        return 0.0 if short <= SURE * max(self.bound, 1e-300) else short / self.bound

    @property
    def proven(self) -> bool:
        return self.gap == 0.0


@dataclass(frozen=True)
class More:
    """What one more hour would be worth: `alone`, with nothing but it; `price`, an hour's share of the next larger
    step, where options could be taken in part (the dual price of the budget)."""

    alone: float
    price: float


def chosen(
    method: Method, options: Options, rows: list[int], *, bound: float | None = None, seconds: float
) -> Chosen:
    """Rows added up; without a bound theirs is the worth of all options, which is one, if a poor one."""
    worth = float(options.worth[rows].sum())
    most = float(options.worth.sum()) if bound is None else max(bound, worth)
    return Chosen(method, tuple(sorted(rows)), worth, int(options.quarters[rows].sum()) / QUARTERS, most, seconds)
