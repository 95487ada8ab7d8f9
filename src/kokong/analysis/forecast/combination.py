"""A forecast that weighs many simple ones by how well each foretold the weeks gone by."""

from dataclasses import dataclass, field
from typing import Final

import numpy as np

from ..arrays import Floats
from ..hotspots import Grid, recency, smooth
from .events import Events
from .methods import to_one

HALF_LIVES: Final = (20.0, 60.0, 180.0, 500.0, 3000.0)
BANDWIDTHS: Final = (40.0, 75.0, 150.0, 300.0, 900.0)
_STEPS: Final = 60  # of expectation-maximisation; the log-score then changes in its fifth digit


@dataclass
class Combination:
    """Densities of several half-lives and bandwidths, and an even one, mixed.

    The weights are those under which the burglaries of the last `learn_weeks` weeks were most probable, each week
    foretold only from the weeks before it (expectation-maximisation for a mixture; the best is unique), and are
    learnt anew every `renew_weeks` weeks. Of past weeks only what each part gave the burglaries is kept, and of
    the parts themselves only the last week's: however fine the cells, no more than that fills memory.
    """

    half_lives: tuple[float, ...] = HALF_LIVES
    bandwidths: tuple[float, ...] = BANDWIDTHS
    learn_weeks: int = 40
    renew_weeks: int = 4
    name: str = "combination, learnt weekly"
    _given: dict[float, Floats] = field(default_factory=dict, repr=False)
    _last: tuple[float, Floats] | None = field(default=None, repr=False)
    _weights: tuple[float, Floats] | None = field(default=None, repr=False)
    _grid: Grid | None = field(default=None, repr=False)

    def fit(self, events: Events, until: float) -> Floats:
        weights = self.weights(events, until)
        self._remember(events, until)
        return np.asarray(weights.astype(np.float32) @ self._parts(events, until))

    def _remember(self, events: Events, until: float) -> None:
        """Take down last week's shares while its parts are still there."""
        if self._last is not None and self._last[0] + 7 <= until:
            self._given_to(events, self._last[0])
        for day in [day for day in self._given if day < until - 7 * (self.learn_weeks + 1)]:
            del self._given[day]

    def weights(self, events: Events, until: float) -> Floats:
        """The weights in use for the week from `until`, the even part last."""
        self._forget_other(events)
        if self._weights is not None and 0 <= until - self._weights[0] < 7 * self.renew_weeks:
            return self._weights[1]
        weights = self._learn(events, until)
        self._weights = (until, weights)
        return weights

    def _learn(self, events: Events, until: float) -> Floats:
        probability = []
        first = events.days[0] if events.count else until
        for week in range(1, self.learn_weeks + 1):
            start = until - 7 * week
            if start - 28 < first:
                break
            probability.append(self._given_to(events, start))
        weights = np.full(self._size, 1 / self._size)
        if not probability:
            return weights
        return learn_weights(np.concatenate(probability, axis=1), weights)

    def _given_to(self, events: Events, start: float) -> Floats:
        """(parts, burglaries): what each part gave the cells where burglaries came in the week from `start`."""
        if start not in self._given:
            then = events.between(start, start + 7).cells
            self._given[start] = self._parts(events.before(start), start)[:, then[then >= 0]]
        return self._given[start]

    def _parts(self, events: Events, until: float) -> Floats:
        """(parts, cells): each part's share of the week's burglaries per cell."""
        if self._last is None or self._last[0] != until:
            self._last = None  # before the next are made: two weeks' need not fit
            self._last = (until, self._made(events, until))
        return self._last[1]

    def _made(self, events: Events, until: float) -> Floats:
        grid, age = events.grid, until - events.days
        made = np.full((self._size, grid.size), 1 / grid.size, np.float32)
        for row, half in enumerate(self.half_lives):
            counts = grid.counts(events.cells, recency(age, half)).astype(np.float32)
            for column, metres in enumerate(self.bandwidths):
                made[row * len(self.bandwidths) + column] = to_one(smooth(counts, metres / grid.cell).ravel())
        return made

    @property
    def _size(self) -> int:
        return len(self.half_lives) * len(self.bandwidths) + 1

    def _forget_other(self, events: Events) -> None:
        """Keep nothing of other burglaries: a run on another file or town starts afresh."""
        if self._grid is not events.grid:
            self._given.clear()
            self._grid, self._weights, self._last = events.grid, None, None


def learn_weights(probability: Floats, weights: Floats) -> Floats:
    """Mixture weights that make the burglaries most probable; `probability` is (parts, burglaries)."""
    if not probability.shape[1]:
        return weights
    for _ in range(_STEPS):
        weights = weights * (probability @ (1 / np.maximum(weights @ probability, 1e-300))) / probability.shape[1]
    return np.asarray(weights / weights.sum())
