"""The slow and plain way, for comparison: every pair, every permutation."""

from itertools import permutations
from typing import Any

import numpy as np


def table(
    x: Any, y: Any, days: Any, space: Any, time: Any, *, metric: str = "euclidean", closed: str = "left"
) -> Any:
    """Counts of pairs by band, from all n(n-1)/2 of them."""
    out = np.zeros((len(space), len(time)), int)
    for i in range(len(x)):
        for j in range(i):
            dx, dy = abs(x[i] - x[j]), abs(y[i] - y[j])
            metres = dx + dy if metric == "manhattan" else np.sqrt(dx * dx + dy * dy)
            row, column = band(metres, space, closed), band(abs(days[i] - days[j]), time, closed)
            if row is not None and column is not None:
                out[row, column] += 1
    return out


def band(value: Any, edges: Any, closed: Any) -> Any:
    for place, edge in enumerate(edges):
        if value < edge or (closed == "right" and value <= edge):
            return place
    return None


def all_tables(x: Any, y: Any, days: Any, space: Any, time: Any, **how: Any) -> Any:
    """The table of every permutation of the times."""
    return np.array([table(x, y, days[list(order)], space, time, **how) for order in permutations(range(len(x)))])
