"""The best choice, proven, by HiGHS: a knapsack with groups.

maximise sum(worth x)  where  sum(quarters x) ≤ budget,  sum(x in a group) ≤ 1,  x 0 or 1.
"""

import time
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_array, vstack

from ..arrays import Flags
from .greedy import greedy
from .problem import QUARTERS, Chosen, More, Options, chosen, quarters_in


def exact(options: Options, hours: float, *, seconds: float = 10.0) -> Chosen:
    """The options that together prevent most within the hours. Never worse than `greedy`.

    Where `seconds` don't suffice for the proof, the best that was found, with its `bound` and `gap`. A budget that
    holds no option gives an empty choice. Raises Refused for a budget below 0.
    """
    began, budget = time.perf_counter(), quarters_in(hours)
    fits = options.quarters <= budget
    if not fits.any():
        return chosen("exact", options, [], bound=0.0, seconds=time.perf_counter() - began)
    rows, bound = _solve(options, fits, budget, seconds)
    simple = greedy(options, hours)
    if rows is None or options.worth[rows].sum() < simple.worth:
        rows = list(simple.rows)
    return chosen("exact", options, rows, bound=bound, seconds=time.perf_counter() - began)


def worth_of_more(options: Options, hours: float, *, seconds: float = 10.0) -> More:
    """What one more hour adds to the best choice, and its price. Nothing where there are no options."""
    if not len(options):
        return More(0.0, 0.0)
    now, then = (exact(options, each, seconds=seconds).worth for each in (hours, hours + 1))
    takes, one_each = _constraints(options, np.ones(len(options), dtype=np.bool_))
    limits = np.r_[quarters_in(hours), np.ones(one_each.shape[0])]
    relaxed = linprog(-options.worth, A_ub=vstack([takes, one_each]), b_ub=limits, bounds=(0, 1), method="highs")
    return More(max(0.0, then - now), max(0.0, -float(relaxed.ineqlin.marginals[0])) * QUARTERS)


def _constraints(options: Options, fits: Flags) -> tuple[Any, Any]:
    """What each option takes (one row), and whose it is (a row for each group)."""
    columns = np.flatnonzero(fits)
    _names, group = np.unique(options.group[columns], return_inverse=True)
    ones = np.ones(columns.size)
    takes = csr_array(options.quarters[columns].astype(np.float64).reshape(1, -1))
    return takes, csr_array((ones, (group, np.arange(columns.size))))


def _solve(options: Options, fits: Flags, budget: int, seconds: float) -> tuple[list[int] | None, float]:
    """Rows of the best choice and a bound on what any is worth; None where none was found in time."""
    columns = np.flatnonzero(fits)
    worth = options.worth[columns]
    scale = float(worth.max())
    takes, one_each = _constraints(options, fits)
    answer = milp(
        -worth / scale,
        constraints=[LinearConstraint(takes, -np.inf, budget), LinearConstraint(one_each, -np.inf, 1)],
        integrality=np.ones(columns.size, np.int64),
        bounds=Bounds(0, 1),
        options={"time_limit": seconds, "mip_rel_gap": 0.0},
    )
    most = float(worth.sum()) if answer.mip_dual_bound is None else -float(answer.mip_dual_bound) * scale
    if answer.x is None:
        return None, most
    rows = [int(row) for row in columns[answer.x > 0.5]]
    assert int(options.quarters[rows].sum()) <= budget  # whole numbers: no tolerance may stretch a budget
    return rows, most
