"""The times as they are and every permutation of them, counted in blocks of 64, here or on a cluster."""

from dataclasses import dataclass, replace
from itertools import pairwise
from queue import SimpleQueue
from typing import Final

import numpy as np

from ..arrays import AnyArray, Ints
from ..cluster import Runner
from ..compiled import aligned, spread, threads
from .counting import Count, Source, in_passes
from .lanes import LANES
from .shuffles import fill, scratch
from .times import Ticks

MEMORY: Final = 5 * 2**26  # bytes of permuted times held at once


@dataclass(frozen=True)
class Stretch:
    """Blocks `start` to `stop` of the permutations, and all that it takes to count them."""

    source: Source
    ticks: Ticks
    limits: Ints
    seed: int
    start: int
    stop: int
    workers: int | None = None


def counted(
    source: Source,
    ticks: Ticks,
    limits: Ints,
    *,
    permutations: int,
    seed: int,
    workers: int | None,
    runner: Runner | None,
) -> Count:
    """Counts for the times as they are, first, and for each permutation."""
    blocks = -(-(permutations + 1) // LANES)
    whole = Stretch(source, ticks, limits, seed, 0, blocks, workers)
    pieces = 1 if runner is None else min(runner.pieces, blocks)
    if runner is None or pieces == 1:
        return count_stretch(whole)
    ends = np.linspace(0, blocks, pieces + 1).round().astype(int).tolist()
    stretches = (replace(whole, start=a, stop=b, workers=None) for a, b in pairwise(ends) if a < b)
    found = list(runner.map(count_stretch, stretches))
    return Count(np.concatenate([part.at_most for part in found], axis=2), found[0].degrees)


def count_stretch(work: Stretch) -> Count:
    """As many blocks at once as memory allows. Degrees are the same in all; only the first stretch gives them."""
    pairs, ticks = work.source.pairs(), work.ticks
    times = ticks.narrow(pairs.order)
    together = max(1, min(work.stop - work.start, MEMORY // max(times.nbytes * LANES, 1)))
    lanes = aligned((together, times.size, LANES), times.dtype)
    found: list[Ints] = []
    degrees = np.empty((0, 0), np.int32)
    for start in range(work.start, work.stop, together):
        used = lanes[: min(together, work.stop - start)]
        _fill(used, times, first=start * LANES, seed=work.seed, workers=work.workers)
        first = start == 0
        count = pairs.count(used, in_passes(work.limits, ticks.dtype), workers=work.workers, degrees=first)
        found.append(count.at_most)
        degrees = count.degrees if first else degrees
    return Count(np.concatenate(found, axis=2), degrees)


def _fill(lanes: AnyArray, times: AnyArray, *, first: int, seed: int, workers: int | None) -> None:
    """Room for each thread is made here: what threads make for themselves, the system is slow to take back."""
    rooms: SimpleQueue[AnyArray] = SimpleQueue()
    for _ in range(min(lanes.shape[0], threads(workers))):
        rooms.put(scratch(times))

    def block(number: int) -> None:
        room = rooms.get()
        fill(lanes[number], times, first + number * LANES, seed, room)
        rooms.put(room)

    spread(block, range(lanes.shape[0]), workers=workers)
