"""What no choice can exceed, and which spots are surely in the best or surely out: Lagrangian relaxation.

Each place i may be had for a price u[i] between 0 and its weight, covered or not, and each spot earns the prices
of the places that it reaches. The best k spots then only need sorting, and what all comes to is a bound for any
prices: L(u) = sum(w - u) + the k largest sums. Prices are moved by subgradients (Galvão and ReVelle 1996).
"""

import time
from dataclasses import dataclass
from typing import Final

import numpy as np

from ..arrays import Flags, Floats, Ints
from .greedy import most_of, taken_in_turn
from .problem import SURE, Matrix, Small

STEPS: Final = 1500
PATIENCE: Final = 20  # steps without a better bound until they are halved
SHORTEST: Final = 1e-4


@dataclass(frozen=True)
class Bounded:
    """The best set found, what it covers, a bound, and which spots are surely in or out of each better set."""

    rows: Ints
    covered: float
    bound: float
    surely: Flags
    never: Flags


def bounded(small: Small, k: int, *, until: float) -> Bounded:
    """Bounds for choosing `k` of more than `k` spots; `until`: when to stop, by `time.perf_counter`."""
    rows, adds, bound = taken_in_turn(small.reach, small.weight, k)
    state = _Search(small, k, np.array(rows, np.int64), float(sum(adds)), bound)
    state.run(until)
    return Bounded(state.rows, state.covered, state.bound, *state.fixed())


class _Search:
    """Prices on their way down to the lowest bound, and the best set met on the way."""

    def __init__(self, small: Small, k: int, rows: Ints, covered: float, bound: float) -> None:
        self.reach, self.weight, self.k = small.reach, small.weight, k
        self.across: Matrix = small.reach.T.tocsr()
        self.rows, self.covered, self.bound = rows, covered, bound
        self.prices = self.best_prices = small.weight / np.maximum(np.diff(self.across.indptr), 1)
        self.lowest = np.inf
        self.slack = SURE * float(small.weight.sum())

    def run(self, until: float) -> None:
        """Until the bound is met, steps are too short to move it, or time is up."""
        length, waited = 1.0, 0
        for step in range(STEPS):
            earned = self.reach @ self.prices
            value = float((self.weight - self.prices).sum()) + most_of(earned, self.k)
            waited = waited + 1 if value >= self.lowest - self.slack else 0
            if value < self.lowest:
                self.lowest, self.best_prices = value, self.prices.copy()
            if waited >= PATIENCE:
                length, waited, self.prices = length / 2, 0, self.best_prices.copy()
            if length < SHORTEST or self.lowest - self.covered <= self.slack or time.perf_counter() > until:
                break
            self._move(earned, value, length, look=step % 5 == 0)
        self.bound = min(self.bound, self.lowest)

    def _move(self, earned: Floats, value: float, length: float, *, look: bool) -> None:
        top = np.argpartition(-earned, self.k)[: self.k]
        taken = np.zeros(self.reach.shape[0])
        taken[top] = 1.0
        times = self.across @ taken
        if look and (covers := float(self.weight[times > 0].sum())) > self.covered:
            self.rows, self.covered = top, covers
        slope = times - (self.prices < self.weight)
        size = float(slope @ slope)
        if size:
            change = length * max(value - self.covered, self.slack) / size
            self.prices = np.clip(self.prices - change * slope, 0.0, self.weight)

    def fixed(self) -> tuple[Flags, Flags]:
        """Spots that every better set has, and that none has: without or with them the bound is below the best."""
        earned = self.reach @ self.best_prices
        order = np.argsort(-earned, kind="stable")
        last, following = earned[order[self.k - 1]], earned[order[self.k]]
        top = np.zeros(earned.size, bool)
        top[order[: self.k]] = True
        low = self.covered + self.slack / 2
        return top & (self.lowest - earned + following < low), ~top & (self.lowest - last + earned < low)
