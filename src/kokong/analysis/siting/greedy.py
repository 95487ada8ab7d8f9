"""One spot after the other, each adding most. Covers at least 1 - 1/e of the best (Nemhauser and others 1978)."""

import heapq
import time

import numpy as np

from ..arrays import Floats, Refused
from .problem import SURE, Covering, Matrix, Sited

WORST = 1 - 1 / np.e


def greedy(problem: Covering, k: int) -> Sited:
    """The `k` spots that each add most to those before; of equal ones the first. Raises Refused for k below 0.

    A spot's gain never grows as others are taken, so only the best of the old gains is counted anew. What `k` more
    could at most cover is the bound: the sum of the `k` largest gains at any step (a cut of submodularity).
    """
    began = time.perf_counter()
    check_k(k)
    rows, adds, bound = taken_in_turn(problem.reach[problem.free], problem.left, k)
    chosen = tuple(int(problem.free[row]) for row in rows)
    return Sited(
        method="greedy", asked=k, chosen=chosen, adds=adds, before=problem.before,
        covered=problem.before + sum(adds), total=problem.total, bound=problem.before + bound,
        seconds=time.perf_counter() - began,
    )  # fmt: skip


def check_k(k: int) -> None:
    """Raises Refused for less than no spots."""
    if k < 0:
        raise Refused("Choose no spots or more.")


def taken_in_turn(reach: Matrix, weight: Floats, k: int) -> tuple[tuple[int, ...], tuple[float, ...], float]:
    """Rows of `reach` in turn, what each adds, and a bound on what any `k` rows cover."""
    left, least = weight.copy(), SURE * float(weight.sum())
    gains = reach @ left
    bound, so_far = most_of(gains, k), 0.0
    heap = [(-gain, row) for row, gain in enumerate(gains.tolist()) if gain > least]
    heapq.heapify(heap)
    rows: list[int] = []
    adds: list[float] = []
    while heap and len(rows) < k:
        _, row = heap[0]
        places = reach.indices[reach.indptr[row] : reach.indptr[row + 1]]
        gain = float(left[places].sum())
        if len(heap) > 1 and (-gain, row) > min(heap[1:3]):
            heapq.heapreplace(heap, (-gain, row)) if gain > least else heapq.heappop(heap)
            continue
        heapq.heappop(heap)
        if gain <= least:
            continue
        left[places] = 0.0
        so_far += gain
        rows.append(row)
        adds.append(gain)
    bound = min(bound, so_far + most_of(reach @ left, k))
    return tuple(rows), tuple(adds), bound


def most_of(gains: Floats, k: int) -> float:
    """The sum of the `k` largest."""
    if k <= 0:
        return 0.0
    return float(gains.sum() if k >= gains.size else np.partition(gains, -k)[-k:].sum())
