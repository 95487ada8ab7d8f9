"""A forecast that weighs many simple ones by how well each foretold the weeks gone by."""

from dataclasses import dataclass, field
from typing import Final

import numpy as np

from ..arrays import Floats
from .events import Events
from .fading import Fading

HALF_LIVES: Final = (20.0, 60.0, 180.0, 500.0, 3000.0)
BANDWIDTHS: Final = (8.0, 40.0, 75.0, 150.0, 300.0, 900.0)  # the first: the same home
LEAST_DAYS: Final = 28  # of burglaries before a week that is learnt from
_STEPS: Final = 60  # of expectation-maximisation; the log-score then changes in its fifth digit


@dataclass
class Combination:
    """Densities of several half-lives and bandwidths, and an even one, mixed.

    The weights are those under which the burglaries of the last `learn_weeks` weeks were most probable, each week
    foretold only from the weeks before it (expectation-maximisation for a mixture; the best is unique), and are
    learnt anew every `renew_weeks` weeks. For a longer `horizon` (days), each is asked for the burglaries of so
    many days. Of past weeks only what each density gave the burglaries is kept:
    however fine the cells, no more than one week's densities fill memory.
    """

    half_lives: tuple[float, ...] = HALF_LIVES
    bandwidths: tuple[float, ...] = BANDWIDTHS
    learn_weeks: int = 40
    renew_weeks: int = 4
    horizon: float = 7.0
    name: str = "combination, learnt weekly"
    _given: list[Floats] = field(default_factory=list, repr=False)
    _densities: Fading | None = field(default=None, repr=False)
    _learnt: tuple[float, Floats] | None = field(default=None, repr=False)

    def fit(self, events: Events, until: float) -> Floats:
        weights = self.weights(events, until)
        densities = self._at(events, until)
        return densities.mixed(weights[:-1]) + np.float32(weights[-1] / events.grid.size)

    def weights(self, events: Events, until: float) -> Floats:
        """The weights in use for the week from `until`, the even part last."""
        densities = self._at(events, until)
        if self._learnt is None or until - self._learnt[0] >= 7 * self.renew_weeks:
            weights = np.full(densities.size + 1, 1 / (densities.size + 1))
            if self._given:
                weights = learn_weights(np.concatenate(self._given, axis=1), weights)
            self._learnt = (until, weights)
        return self._learnt[1]

    def _at(self, events: Events, until: float) -> Fading:
        """The densities as of `until`; on the way there, what they gave each week's burglaries is taken down."""
        densities = self._densities
        # What a longer time held is known only after weeks that the densities have gone past: then begin again.
        behind = densities is not None and self.horizon > 7 and densities.day != until
        if densities is None or behind or not densities.follows(events, until):
            densities = self._afresh(events, until)
        while densities.day < until:
            day = densities.day
            if day - LEAST_DAYS >= events.days[0] and day + self.horizon <= until:
                came = events.before(day + self.horizon).between(day, day + self.horizon)
                even = np.full((1, int((came.cells >= 0).sum())), 1 / events.grid.size)
                self._given = [*self._given, np.vstack([densities.shares(came), even])][-self.learn_weeks :]
            densities.add(events.learnt_between(day, day + 7))
        return densities

    def told(self, events: Events, until: float) -> float:
        """Mean logarithm of the density per m² that the mixture gave the past weeks' burglaries where they lay.

        Higher is better, whatever the cells; NaN without any. This is what cells are chosen by.
        """
        weights = self.weights(events, until)
        given = np.concatenate(self._given, axis=1) if self._given else np.empty((weights.size, 0))
        if not given.size:
            return float("nan")
        return float(np.log(np.maximum(weights @ given, 1e-300)).mean() - 2 * np.log(events.grid.cell))

    def _afresh(self, events: Events, until: float) -> Fading:
        """Forget other burglaries, and begin as many weeks back as there are to learn from."""
        self._given, self._learnt, self._densities = [], None, None
        span = until - LEAST_DAYS - events.days[0] if events.count else 0.0
        weeks = self.learn_weeks + int(np.ceil(self.horizon / 7)) - 1
        start = until - 7 * min(max(int(span // 7), 0), weeks)
        self._densities = Fading(events, start, self.half_lives, self.bandwidths)
        return self._densities


def learn_weights(probability: Floats, weights: Floats) -> Floats:
    """Mixture weights that make the burglaries most probable; `probability` is (parts, burglaries)."""
    if not probability.shape[1]:
        return weights
    probability = np.asarray(probability, np.float64)  # once, else every product would make a copy
    for _ in range(_STEPS):
        weights = weights * (probability @ (1 / np.maximum(weights @ probability, 1e-300))) / probability.shape[1]
    return np.asarray(weights / weights.sum())
