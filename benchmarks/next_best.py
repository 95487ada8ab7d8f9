"""The next best measure of 60 areas among 10 measures, within a budget of hours; the obvious way beside it.

Areas differ in how many burglaries are expected, measures in what they prevent, reach and take. Both ways choose
from the same options in the same run, within several budgets. One figure goes from counts to the choice: what the
areas expect, what each measure would prevent with its interval, and the best of it.
"""

import sys
import time

import numpy as np

from benchmarks.common import Figure, report
from kokong.analysis.choice import Finding, Options, exact, greedy, level, pooled, prevented, worth_of_more
from kokong.analysis.effect.shrinkage import gamma_prior

AREAS, MEASURES, YEARS = 60, 10, 3
BUDGETS = (40.0, 100.0, 250.0, 600.0, 1500.0)
SECONDS = 2.0


def options(seed: int = 4) -> Options:
    """What each measure is worth in each area, and the hours it takes there."""
    rng = np.random.default_rng(seed)
    homes = rng.integers(80, 900, AREAS)
    counts = rng.poisson(rng.gamma(2, 0.003, AREAS) * homes * YEARS).astype(np.float64)
    exposure = (homes * YEARS).astype(np.float64)
    prior = gamma_prior(counts, exposure)
    levels = [level(prior, count=c, exposure=e, ahead=h) for c, e, h in zip(counts, exposure, homes, strict=True)]
    mean, variance = np.array(levels).T
    group, worth, hours = [], [], []
    for _measure in range(MEASURES):
        effect = pooled([Finding(rng.uniform(0.6, 1.0), rng.uniform(0.1, 0.3))])
        reach = np.minimum(1, rng.uniform(0.1, 0.6, AREAS))
        good, _low, _high = prevented(effect, mean=mean, variance=variance, share=reach)
        takes = rng.uniform(2, 20) + rng.uniform(0.02, 0.3) * homes * reach
        keep = good > 0
        group += np.flatnonzero(keep).tolist()
        worth += good[keep].tolist()
        hours += takes[keep].tolist()
    return Options.of(group, worth, hours)


def measured() -> list[Figure]:
    """All of it, timed."""
    began = time.perf_counter()
    given = options()
    exact(given, BUDGETS[2])
    whole = time.perf_counter() - began
    figures = [_within(given, hours) for hours in BUDGETS]
    what = f"counts to choice: {AREAS} areas × {MEASURES} measures, {BUDGETS[2]:g} h"
    return [*figures, Figure(what, f"≤ {SECONDS:g} s", f"{whole:.2f} s", whole <= SECONDS), _more(given)]


def _within(given: Options, hours: float) -> Figure:
    best, simple = exact(given, hours, seconds=60), greedy(given, hours)
    proof = "proven, gap 0" if best.proven else f"gap {best.gap:.3%}"
    said = f"{best.seconds:.2f} s, {proof}; greedy {simple.worth / best.worth:.2%} of it"
    held = best.proven and best.seconds <= SECONDS and simple.worth <= best.worth + 1e-9
    return Figure(f"exact: {len(given)} options, {hours:g} h", f"≤ {SECONDS:g} s, proven", said, held)


def _more(given: Options) -> Figure:
    began = time.perf_counter()
    more = worth_of_more(given, BUDGETS[2])
    taken = time.perf_counter() - began
    said = f"{taken:.2f} s: {more.alone:.4f} alone, price {more.price:.4f} burglaries"
    return Figure(f"one more hour beside {BUDGETS[2]:g}", f"≤ {SECONDS:g} s", said, taken <= SECONDS)


if __name__ == "__main__":
    sys.exit(report(measured()))
