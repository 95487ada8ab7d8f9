"""The best set, proven: bounds first, and HiGHS by `scipy.optimize.milp` for what they leave open.

maximise sum(w y)  where  y[i] ≤ sum of x[j] over the spots j that reach i,  sum(x) = k,  x whole, 0 ≤ y ≤ 1.
"""

import time
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, eye_array, hstack

from ..arrays import Floats, Ints, Refused
from .bounds import Bounded, bounded
from .greedy import check_k, greedy, taken_in_turn
from .problem import Covering, Sited, Small, smaller


def exact(problem: Covering, k: int, *, seconds: float = 10.0) -> Sited:
    """The `k` spots that together cover most, in the order in which each adds most.

    Where `seconds` don't suffice for the proof, the best set found, with its `bound` and `gap`. Never worse than
    `greedy`. Raises Refused for k below 0, and seconds that aren't above 0.
    """
    began = time.perf_counter()
    check_k(k)
    if not seconds > 0:
        raise Refused("Give the search more than 0 seconds.")
    small = smaller(problem)
    rows, bound = _best(small, k, until=began + seconds)
    spots = np.sort(small.spots[rows])
    order, adds, _ = taken_in_turn(problem.reach[spots], problem.left, k)
    found = _sited(problem, k, tuple(int(spots[n]) for n in order), adds, problem.before + bound, began)
    simple = greedy(problem, k)
    if simple.covered <= found.covered:
        return found
    return _sited(problem, k, simple.chosen, simple.adds, max(found.bound, simple.covered), began)


def _sited(
    problem: Covering, k: int, chosen: tuple[int, ...], adds: tuple[float, ...], bound: float, began: float
) -> Sited:
    covered = problem.before + float(sum(adds))
    return Sited(
        method="exact", asked=k, chosen=chosen, adds=adds, before=problem.before, covered=covered,
        total=problem.total, bound=max(bound, covered), seconds=time.perf_counter() - began,
    )  # fmt: skip


def _best(small: Small, k: int, *, until: float) -> tuple[Ints, float]:
    """Rows of the best set, and a bound on what any set covers."""
    many = small.spots.size
    if not k or not many:
        return np.empty(0, np.int64), 0.0
    if many <= k:
        return np.arange(many), float(small.weight.sum())
    found = bounded(small, k, until=until - (until - time.perf_counter()) / 2)
    if found.bound <= found.covered or (found.surely | found.never).all():
        return found.rows, found.covered
    return _open_ones(small, k, found, seconds=until - time.perf_counter())


def _open_ones(small: Small, k: int, found: Bounded, *, seconds: float) -> tuple[Ints, float]:
    """Let HiGHS decide about the spots that bounds leave open; a set that it can't better is the best there is."""
    sure = np.flatnonzero(found.surely)
    open_rows = np.flatnonzero(~found.surely & ~found.never)
    done = np.asarray(small.reach[sure].sum(axis=0) > 0).reshape(-1)
    base = float(small.weight[done].sum())
    reach = small.reach[open_rows][:, ~done]
    if seconds <= 0:
        return found.rows, found.bound
    chosen, value, most = _solve(reach, small.weight[~done], k - sure.size, seconds)
    bound = min(found.bound, max(base + most, found.covered))
    if chosen is None or base + value <= found.covered:
        return found.rows, bound
    return np.concatenate([sure, open_rows[chosen]]), bound


def _solve(reach: Any, weight: Floats, k: int, seconds: float) -> tuple[Ints | None, float, float]:
    """Rows, what they cover, and HiGHS' bound; None where it found no set in time."""
    spots, places = reach.shape
    scale = float(weight.max()) if places else 1.0
    joined = hstack([csr_array(reach.T), -eye_array(places)], format="csr")
    count = csr_array(np.r_[np.ones(spots), np.zeros(places)].reshape(1, -1))
    answer = milp(
        -np.r_[np.zeros(spots), weight / scale],
        constraints=[LinearConstraint(joined, 0, np.inf), LinearConstraint(count, -np.inf, k)],
        integrality=np.r_[np.ones(spots), np.zeros(places)],
        bounds=Bounds(0, 1),
        options={"time_limit": seconds, "mip_rel_gap": 0.0},
    )
    most = -answer.mip_dual_bound * scale if answer.mip_dual_bound is not None else float(weight.sum())
    if answer.x is None:
        return None, 0.0, most
    rows = np.flatnonzero(answer.x[:spots] > 0.5)
    value = float(weight[np.asarray(reach[rows].sum(axis=0) > 0).reshape(-1)].sum())
    return rows, value, value if answer.status == 0 else most
