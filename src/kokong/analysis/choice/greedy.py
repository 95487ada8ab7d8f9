"""The obvious way: whatever prevents most for each hour, as long as the hours suffice."""

import time

import numpy as np

from .problem import Chosen, Options, chosen, quarters_in


def greedy(options: Options, hours: float) -> Chosen:
    """One option after the other by worth for each hour, where its group has none yet and it still fits."""
    began, left = time.perf_counter(), quarters_in(hours)
    taken: dict[int, int] = {}
    for row in np.argsort(-options.worth / options.quarters, kind="stable"):
        group, takes = int(options.group[row]), int(options.quarters[row])
        if group not in taken and takes <= left:
            taken[group] = int(row)
            left -= takes
    return chosen("greedy", options, list(taken.values()), seconds=time.perf_counter() - began)
