"""Permutations of the burglaries' times, 64 side by side, each with a random stream of its own.

The stream of permutation p depends on the seed and p alone, so the answer is the same on any number of threads.
"""

from typing import Final

import numpy as np

from ..arrays import AnyArray
from ..compiled import compiled
from .lanes import LANES

TOGETHER: Final = 16  # lanes shuffled before they are written out
FEWER: Final = 8  # where those would not fit in the cache anyway
MANY: Final = 500_000

_STEP = np.uint64(0x9E3779B97F4A7C15)
_MIX1, _MIX2 = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_S30, _S27, _S31, _S32 = np.uint64(30), np.uint64(27), np.uint64(31), np.uint64(32)
_LOW = np.uint64(0xFFFFFFFF)


@compiled
def mix(state: np.uint64) -> np.uint64:
    """The output function of SplitMix64 (Steele, Lea and Flood, 2014)."""
    z = (state ^ (state >> _S30)) * _MIX1
    z = (z ^ (z >> _S27)) * _MIX2
    return z ^ (z >> _S31)


@compiled
def shuffle(values: AnyArray, seed: int, stream: int) -> None:
    """Shuffle in place (Fisher and Yates); bounded draws without bias (Lemire, 2019), two from each number."""
    state = mix(np.uint64(seed)) ^ mix(np.uint64(stream) * _STEP + _STEP)
    drawn, spare = np.uint64(0), False
    for last in range(values.size - 1, 0, -1):
        span = np.uint64(last + 1)
        if spare:
            product = (drawn & _LOW) * span
        else:
            state += _STEP
            drawn = mix(state)
            product = (drawn >> _S32) * span
        spare = not spare
        if (product & _LOW) < span:
            floor = (np.uint64(1) << _S32) % span
            while (product & _LOW) < floor:
                state += _STEP
                product = (mix(state) >> _S32) * span
        other = np.int64(product >> _S32)
        values[last], values[other] = values[other], values[last]


def scratch(times: AnyArray) -> AnyArray:
    """Room for the permutations that `fill` makes before it writes them out."""
    return np.empty((TOGETHER if times.size < MANY else FEWER, times.size), times.dtype)


@compiled
def fill(lanes: AnyArray, times: AnyArray, first: int, seed: int, work: AnyArray) -> None:
    """Write permutations number `first` and the 63 after it of `times` into `lanes` (events, 64).

    Number 0 is the times as they are. `work` is room from `scratch`.
    """
    n, together = times.size, work.shape[0]
    for start in range(0, LANES, together):
        for lane in range(together):
            work[lane] = times
            if first + start + lane > 0:
                shuffle(work[lane], seed, first + start + lane)
        for event in range(n):
            for lane in range(together):
                lanes[event, start + lane] = work[lane, event]
