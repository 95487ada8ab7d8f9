"""Does looking every month make effects out of noise? The monitor's boundary beside naive looks.

    python -m benchmarks.monitor [--towns 1000]

Towns as in `benchmarks.effect_calibration`: 60 areas with gamma rates and a season, three years before the start
and 36 monthly looks after it; 12 areas have a measure that changes nothing, or takes a fifth or two fifths away.
Beside the boundary stands what a naive reader does: the same figure in the same town, called an effect in the
first month in which it alone is beyond 95 %. The interval of each share is exact (Clopper-Pearson, 95 %); a line
of false alarms holds while the interval reaches down to 5 %.
"""

import argparse
import sys
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from scipy.stats import beta

from benchmarks.common import Figure, report
from benchmarks.effect_calibration import Town, simulate
from kokong.analysis.effect import monitor
from kokong.analysis.effect.panel import TREATED

START: Final = 36
LOOKS: Final = 36
PLACEBOS: Final = 999
UNTOUCHED: Final = (
    Town(0.0), Town(0.0, 2.0), Town(0.0, 1.0, "hottest"), Town(0.0, 2.0, "hottest"), Town(0.0, 2.0, "neighbours"),
    Town(0.0, 1.0, "any", 0.15), Town(0.0, 1.0, "neighbours", 0.15),
)  # fmt: skip
CHANGED: Final = (Town(-0.2), Town(-0.2, 2.0), Town(-0.4), Town(-0.4, 2.0))


@dataclass
class Tally:
    """In how many towns an alarm came, by boundary and by naive looks, and in which month."""

    towns: int = 0
    bounded: int = 0
    naive: int = 0
    months: list[int] = field(default_factory=list)

    def take(self, town: Town, seed: int) -> None:
        """Look at one town every month, to the end."""
        panel = simulate(town, seed, start=START)
        drawn = monitor.choices(panel.rows(TREATED), most=PLACEBOS, seed=seed)
        looks = tuple(monitor.looks(panel, months=LOOKS, drawn=drawn))
        crossed = [month for month, look in enumerate(looks, start=1) if look.crossed]
        self.towns += 1
        self.bounded += bool(crossed)
        self.naive += any(look.alone <= monitor.ALPHA for look in looks)
        self.months += crossed[:1]


def share(many: int, of: int) -> tuple[float, float, float]:
    """A share with its exact interval."""
    low = 0.0 if many == 0 else float(beta.ppf(0.025, many, of - many + 1))
    high = 1.0 if many == of else float(beta.ppf(0.975, many + 1, of - many))
    return many / of, low, high


def figure(town: Town, towns: int) -> Figure:
    """A line of the table for one kind of town."""
    tally = Tally()
    for seed in range(1, towns + 1):
        tally.take(town, seed)
    at, low, high = share(tally.bounded, tally.towns)
    naive = tally.naive / tally.towns
    told = f"{at:.1%} ({low:.1%} to {high:.1%}); naive {naive:.1%}"
    if town.change == 0:
        ratio = f", {naive / at:.1f} times" if at else ""
        return Figure(
            f"false alarms: {town.name}", "at most 5 % over 36 looks", told + ratio, low <= monitor.ALPHA
        )
    month = f"; month {np.median(tally.months):.0f} in the middle" if tally.months else ""
    return Figure(f"power: {town.name}", "told, not wanted", told + month, True)


def _told(found: Figure) -> Figure:
    """Say a line as soon as it is known: the whole takes a while."""
    print(found.what, found.measured, file=sys.stderr, flush=True)
    return found


def main() -> int:
    """Print the table; 1 when a target was missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--towns", type=int, default=1000)
    asked = parser.parse_args()
    return report(_told(figure(town, asked.towns)) for town in (*UNTOUCHED, *CHANGED))


if __name__ == "__main__":
    raise SystemExit(main())
