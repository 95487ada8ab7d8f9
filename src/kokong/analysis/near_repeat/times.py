"""Times as whole ticks: days where all of them are whole days, else the longest step that fits them all."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from ..arrays import AnyArray, Floats, Ints, Refused
from ..words import gettext_noop

DAY_S: Final = 86_400


@dataclass(frozen=True)
class Ticks:
    """`values` are whole numbers from 0; one tick is `unit` days."""

    values: Ints
    unit: float

    @property
    def dtype(self) -> type:
        """The narrowest integer that holds any two times' difference."""
        return np.int16 if self.values.max(initial=0) <= np.iinfo(np.int16).max else np.int32

    def narrow(self, order: Ints) -> AnyArray:
        """The values in `order`, in that integer."""
        return self.values[order].astype(self.dtype)


def ticks_of(days: Floats, *, whole_days: bool = False) -> Ticks:
    """Ticks of times in days; seconds are the finest step. Raises Refused for spans beyond 68 years of seconds."""
    if whole_days or (days == np.floor(days)).all():
        values, unit = np.floor(days).astype(np.int64), 1.0
    else:
        values, unit = np.rint(days * DAY_S).astype(np.int64), 1 / DAY_S
    values = values - values.min(initial=np.iinfo(np.int64).max) if values.size else values
    if unit < 1 and values.size:
        step = max(int(np.gcd.reduce(values)), 1)
        values, unit = values // step, step / DAY_S
    if values.size and values.max() > np.iinfo(np.int32).max:
        raise Refused(
            gettext_noop("The burglaries span %(years)s years. Look for a wrong date."),
            years=round(float(np.ptp(days)) / 365.25),
        )
    return Ticks(values, unit)
