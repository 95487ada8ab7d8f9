"""The point process as a forecast: what arises on its own, and what the last weeks have set off."""

import math
from dataclasses import dataclass, field

import numpy as np

from ..arrays import Floats, Refused
from ..hotspots import Grid, recency, smooth
from .events import Events
from .methods import LongDensity
from .point_process import Fit, fit_point_process


@dataclass
class PointProcess:
    """The fitted rate, summed over the coming week; fitted anew every `renew_days`. Until it can be: density.

    It is fitted on the `newest` burglaries: that many tell enough, and many more would take minutes.
    """

    background_m: float = 800.0
    bandwidth: float = 150.0
    renew_days: float = 91.0
    newest: int = 20_000
    name: str = "self-exciting point process"
    _grid: Grid | None = field(default=None, repr=False)
    _fit: tuple[float, Fit | None] | None = field(default=None, repr=False)

    def fit(self, events: Events, until: float) -> Floats:
        found = self._fitted(events, until)
        own = LongDensity(3000.0, self.bandwidth).fit(events, until).astype(np.float64)
        if found is None:
            return own
        grid, age = events.grid, until - events.days
        near = self._set_off(events, age, found.theta, found.decay_days)
        again = self._set_off(events, age, found.repeats, found.repeat_decay_days)
        weekly = 7 * found.background_per_day
        surface = weekly * own / max(own.sum(), 1e-12)
        return np.asarray(surface + smooth(near, found.sigma_m / grid.cell).ravel() + again.ravel())

    def _set_off(self, events: Events, age: Floats, size: float, decay: float) -> Floats:
        week = size * (1 - math.exp(-7 / decay))
        return events.grid.counts(events.cells, week * recency(age, decay * math.log(2)))

    def _fitted(self, events: Events, until: float) -> Fit | None:
        if self._grid is not events.grid:  # another file or town: start afresh
            self._grid, self._fit = events.grid, None
        if self._fit is None or not 0 <= until - self._fit[0] < self.renew_days:
            self._fit = (until, self._attempt(events, until))
        return self._fit[1]

    def _attempt(self, events: Events, until: float) -> Fit | None:
        x, y, days = (values[-self.newest :] for values in (events.x, events.y, events.days))
        try:
            return fit_point_process(x, y, days, background_m=self.background_m, until=until)
        except Refused:
            return None
