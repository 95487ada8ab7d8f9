"""Is what several municipalities say together honest? False alarms, and what more municipalities show.

    python -m benchmarks.pooling [--pools 400]

Each pool is of two, three or six towns as in `benchmarks.effect_calibration` (60 areas, 12 treated) with a fifth
of their burglaries, since small towns are those that need each other. Nothing changes, or a fifth goes away
everywhere, or as much on average but not alike from town to town. A line of false alarms holds while its exact
interval (Clopper-Pearson, 95 %) reaches down to 5 %.
"""

import argparse
import sys
from typing import Final

from benchmarks.common import Figure, report
from benchmarks.effect_calibration import Town, simulate
from benchmarks.monitor import share
from kokong.analysis.effect.errors import NotWarranted
from kokong.analysis.effect.pooling import Part, Pooled, inflation_of, pool

DRAWS: Final = 999
SMALL: Final = 2.0  # burglaries a year and area, a fifth of the other's
SIZES: Final = (2, 3, 6)
UNTOUCHED: Final = (
    Town(0.0), Town(0.0, 2.0), Town(0.0, 2.0, "hottest"), Town(0.0, 2.0, "neighbours"),
    Town(0.0, 1.0, "any", 0.15),
)  # fmt: skip


def part(town: Town, seed: int) -> Part:
    """A small town, and how much more its neighbours vary."""
    panel = simulate(town, seed, yearly=SMALL)
    return Part(f"Town {seed}", panel, inflation_of(panel))


def pooled(town: Town, many: int, seed: int) -> Pooled | None:
    """Several towns together; None where that can't be."""
    try:
        parts = [part(town, many * seed + each) for each in range(many)]
        return pool(parts, draws=DRAWS, seed=seed)
    except NotWarranted:
        return None


def line(town: Town, many: int, pools: int) -> Figure:
    """How often they said something together, and of elsewhere."""
    found = [each for each in (pooled(town, many, seed) for seed in range(pools)) if each]
    said = sum(each.direction != 0 for each in found)
    over = sum(each.carries_over for each in found)
    rate, low, high = share(said, len(found))
    untouched = town.change == 0
    return Figure(
        f"{many} towns, {town.name}", "≤ 5 %" if untouched else "no limit",
        f"{rate:.1%} ({low:.1%}–{high:.1%}); of elsewhere {over / max(len(found), 1):.1%} (n={len(found)})",
        low <= 0.05 if untouched else True,
    )  # fmt: skip


def main() -> int:
    """Measure and print; 1 when a target was missed."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--pools", type=int, default=400)
    pools = asked.parse_args().pools
    towns = (*UNTOUCHED, Town(-0.2, 2.0), Town(-0.2, 2.0, "any", 0.0, 0.4))
    return report([line(town, many, pools) for town in towns for many in SIZES])


if __name__ == "__main__":
    sys.exit(main())
