"""Is the verdict honest? Simulated towns with a known change, judged as a user would have them judged.

    python -m benchmarks.effect_calibration [--seeds 200]

Each town has 60 areas with gamma rates (mean 10 burglaries a year), six years of months with a season, and a
measure in 12 of them for the last year and a half. Towns of doubled variance have monthly counts that vary twice
as much as chance. Where the hottest are chosen, the 12 areas with most burglaries in the year before get it.
"""

import argparse
from dataclasses import dataclass

import numpy as np

from kokong.analysis.effect.evaluation import Evaluation, evaluate
from kokong.analysis.effect.panel import CONTROL, TREATED, Panel
from kokong.analysis.effect.rules import Step

AREAS, TREATED_AREAS, MONTHS, START = 60, 12, 72, 54
YEARLY, SHAPE = 10.0, 3.0
SEASON = 1 + 0.3 * np.cos(2 * np.pi * (np.arange(MONTHS) - 10) / 12)
LABELS = tuple(f"{2014 + k // 12}-{k % 12 + 1:02d}" for k in range(MONTHS))


@dataclass(frozen=True)
class Town:
    """What a kind of town is like: the planted change, variance over mean, and how the treated are chosen."""

    change: float
    dispersion: float = 1.0
    hottest: bool = False

    @property
    def name(self) -> str:
        """In words, for the table."""
        spread = "doubled" if self.dispersion > 1 else "chance"
        return f"{self.change:+.0%}, {spread} variance, {'hottest' if self.hottest else 'any'} areas"


def simulate(town: Town, seed: int) -> Panel:
    """A town's panel."""
    random = np.random.default_rng([seed, round(-100 * town.change), int(10 * town.dispersion), town.hottest])
    rates = random.gamma(SHAPE, YEARLY / 12 / SHAPE, AREAS)[:, None] * SEASON
    before = _counts(rates, town.dispersion, random)
    if town.hottest:
        treated = np.argsort(before[:, START - 12 : START].sum(axis=1))[-TREATED_AREAS:]
    else:
        treated = random.choice(AREAS, TREATED_AREAS, replace=False)
    changed = rates.copy()
    changed[treated, START:] *= 1 + town.change
    after = _counts(changed, town.dispersion, random)
    ring = np.full(AREAS, CONTROL)
    ring[treated] = TREATED
    counts = np.concatenate([before[:, :START], after[:, START:]], axis=1)
    return Panel(counts, tuple(f"area {k}" for k in range(AREAS)), LABELS, ring, START)


def _counts(mean: np.ndarray, dispersion: float, random: np.random.Generator) -> np.ndarray:
    if dispersion == 1:
        return random.poisson(mean).astype(float)
    # Negative binomial whose variance is `dispersion` times its mean at every mean.
    return random.poisson(random.gamma(mean / (dispersion - 1), dispersion - 1)).astype(float)


@dataclass
class Tally:
    """What happened over the seeds."""

    covered: int = 0
    effect: int = 0
    harm: int = 0
    total: int = 0

    def take(self, town: Town, found: Evaluation) -> None:
        """Count one evaluation."""
        low, high = found.principal.interval
        self.total += 1
        self.covered += low <= 1 + town.change <= high
        probable = found.verdict.step >= Step.PROBABLY
        self.effect += probable and found.verdict.direction < 0
        self.harm += probable and found.verdict.direction > 0


def run(town: Town, seeds: range, *, draws: int = 199) -> Tally:
    """Evaluate a town of each seed."""
    tally = Tally()
    for seed in seeds:
        tally.take(town, evaluate(simulate(town, seed), draws=draws))
    return tally


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=200)
    seeds = range(1, parser.parse_args().seeds + 1)
    print(f"{'town':40} {'covered':>9} {'probably fewer':>15} {'probably more':>14}")
    for hottest in (False, True):
        for dispersion in (1.0, 2.0):
            for change in (0.0, -0.2, -0.46):
                town = Town(change, dispersion, hottest)
                got = run(town, seeds)
                print(
                    f"{town.name:40} {got.covered / got.total:9.1%} {got.effect / got.total:15.1%}"
                    f" {got.harm / got.total:14.1%}",
                    flush=True,
                )


if __name__ == "__main__":
    main()
