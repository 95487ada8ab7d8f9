"""Is the verdict honest? Towns with a known change, judged as a user would have them judged.

    python -m benchmarks.effect_calibration [--seeds 200] [--city FILE …] [--cell 1000]

Each simulated town has 60 areas on a grid with gamma rates (mean 10 burglaries a year), six years of months with a
season, and a measure in 12 of them for the last year and a half. Doubled variance: monthly counts vary twice as
much as chance. The treated are any areas, those with most burglaries in the year before, or neighbours. Drifting:
areas change from year to year, neighbours alike. A shared shock hits the treated alone when they start; no design
can tell it from the measure.

A city is a CSV file of burglaries with the columns x, y (metres) and date: squares of `--cell` metres by quarter,
a random start that leaves three quarters or more, 25 squares chosen in five ways, and nothing done or every fifth
burglary taken out of them.
"""

import argparse
import csv
import gzip
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

import numpy as np
from scipy.ndimage import gaussian_filter

from kokong.analysis.effect.errors import NotWarranted
from kokong.analysis.effect.evaluation import Evaluation, evaluate
from kokong.analysis.effect.panel import CONTROL, TREATED, Panel
from kokong.analysis.effect.rules import Step

ACROSS, DOWN = 10, 6
AREAS, TREATED_AREAS, MONTHS, START = ACROSS * DOWN, 12, 72, 54
YEARLY, SHAPE = 10.0, 3.0
SEASON = 1 + 0.3 * np.cos(2 * np.pi * (np.arange(MONTHS) - 10) / 12)
LABELS = tuple(f"{2014 + k // 12}-{k % 12 + 1:02d}" for k in range(MONTHS))
PLACES = np.column_stack([np.arange(AREAS) % ACROSS, np.arange(AREAS) // ACROSS]).astype(float)
SQUARES: Final = 25
LAST: Final = 3  # quarters after the start of a city's measure
EARLIEST: Final = 4


@dataclass(frozen=True)
class Town:
    """What a kind of town is like: the planted change, variance over mean, who is treated, what else happens.

    `chosen` is any, hottest or neighbours; `drift` (a year) and `shock` (once) are standard deviations of logs.
    """

    change: float
    dispersion: float = 1.0
    chosen: str = "any"
    drift: float = 0.0
    shock: float = 0.0

    @property
    def name(self) -> str:
        """In words, for the table."""
        spread = "doubled" if self.dispersion > 1 else "chance"
        areas = "neighbours" if self.chosen == "neighbours" else f"{self.chosen} areas"
        also = f"{', drifting' if self.drift else ''}{', a shared shock' if self.shock else ''}"
        return f"{self.change:+.0%}, {spread} variance, {areas}{also}"


NOTHING, FIFTH, KALMAR = 0.0, -0.2, -0.46
TOWNS: Final = (
    *(Town(change, spread) for spread in (1.0, 2.0) for change in (NOTHING, FIFTH, KALMAR)),
    *(Town(change, spread, "hottest") for spread in (1.0, 2.0) for change in (NOTHING, FIFTH, KALMAR)),
    *(Town(change, 2.0, "neighbours") for change in (NOTHING, FIFTH)),
    *(Town(change, 1.0, who, 0.15) for who in ("any", "hottest", "neighbours") for change in (NOTHING, FIFTH)),
    *(Town(NOTHING, 1.0, who, shock=0.25) for who in ("any", "neighbours")),
)  # fmt: skip


def simulate(town: Town, seed: int, *, start: int = START, yearly: float = YEARLY) -> Panel:
    """A town's panel, with `yearly` burglaries an area and the measure from month `start` on."""
    random = np.random.default_rng([seed, round(-100 * town.change), int(10 * town.dispersion), len(town.chosen)])
    rates = random.gamma(SHAPE, yearly / 12 / SHAPE, AREAS)[:, None] * SEASON * _drift(town.drift, random)
    before = _counts(rates, town.dispersion, random)
    treated = _chosen(town.chosen, before[:, start - 12 : start].sum(axis=1), random)
    changed = rates.copy()
    changed[treated, start:] *= (1 + town.change) * np.exp(town.shock * random.normal())
    after = _counts(changed, town.dispersion, random)
    ring = np.full(AREAS, CONTROL)
    ring[treated] = TREATED
    counts = np.concatenate([before[:, :start], after[:, start:]], axis=1)
    return Panel(counts, tuple(f"area {k}" for k in range(AREAS)), LABELS, ring, start, places=PLACES)


def _drift(size: float, random: np.random.Generator) -> np.ndarray:
    """A random walk by year for each area, smooth over the grid: areas × months."""
    if not size:
        return np.ones((AREAS, MONTHS))
    years = MONTHS // 12
    steps = np.stack(
        [gaussian_filter(random.normal(size=(DOWN, ACROSS)), 1.0, mode="reflect").ravel() for _y in range(years)]
    )
    walk = np.cumsum(size * steps / steps.std(), axis=0)
    return np.asarray(np.exp(np.repeat(walk.T, 12, axis=1)))


def _chosen(how: str, last_year: np.ndarray, random: np.random.Generator) -> np.ndarray:
    if how == "hottest":
        return np.argsort(last_year)[-TREATED_AREAS:]
    if how == "neighbours":
        return _around(PLACES, int(random.integers(AREAS)), TREATED_AREAS, random)
    return random.choice(AREAS, TREATED_AREAS, replace=False)


def _around(places: np.ndarray, middle: int, many: int, random: np.random.Generator) -> np.ndarray:
    far = np.square(places - places[middle]).sum(axis=1) + 1e-6 * random.random(len(places))
    return np.argsort(far)[:many]


def _counts(mean: np.ndarray, dispersion: float, random: np.random.Generator) -> np.ndarray:
    if dispersion == 1:
        return random.poisson(mean).astype(float)
    # Negative binomial whose variance is `dispersion` times its mean at every mean.
    return random.poisson(random.gamma(mean / (dispersion - 1), dispersion - 1)).astype(float)


@dataclass
class Tally:
    """What happened over the seeds. `refused` gave no number at all and counts as neither."""

    covered: int = 0
    effect: int = 0
    harm: int = 0
    refused: int = 0
    total: int = 0

    def take(self, change: float, found: Evaluation) -> None:
        """Count one evaluation."""
        low, high = found.headline.interval
        self.total += 1
        self.covered += low <= 1 + change <= high
        probable = found.verdict.step >= Step.PROBABLY
        self.effect += probable and found.verdict.direction < 0
        self.harm += probable and found.verdict.direction > 0

    def line(self, name: str) -> str:
        """A row of the table."""
        told = f"{self.covered / self.total:9.1%} {self.effect / self.total:15.1%} {self.harm / self.total:14.1%}"
        return f"{name:62} {told} {self.refused:8}"


def run(town: Town, seeds: range, *, draws: int = 199) -> Tally:
    """Evaluate a town of each seed."""
    return _tally(town.change, (simulate(town, seed) for seed in seeds), draws)


def _tally(change: float, panels: Iterator[Panel], draws: int) -> Tally:
    tally = Tally()
    for panel in panels:
        try:
            tally.take(change, evaluate(panel, draws=draws))
        except NotWarranted:
            tally.refused += 1
    return tally


@dataclass(frozen=True, eq=False)
class City:
    """Burglaries by square and quarter, and where the squares lie."""

    counts: np.ndarray
    places: np.ndarray


def read_city(path: Path, cell: float) -> City:
    """Squares that had a burglary at all. Raises KeyError for a file without x, y and date."""
    with _opened(path) as file:
        rows = [(float(row["x"]), float(row["y"]), row["date"][:10]) for row in csv.DictReader(file)]
    at = np.array([row[:2] for row in rows])
    month = np.array([row[2] for row in rows], "datetime64[M]").astype(int)
    quarter = (month - month.min()) // 3
    squares, which = np.unique(((at - at.min(axis=0)) // cell).astype(int), axis=0, return_inverse=True)
    counts = np.zeros((len(squares), int(quarter.max()) + 1))
    np.add.at(counts, (which.ravel(), quarter), 1)
    return City(counts, squares * cell)


def _opened(path: Path) -> IO[str]:
    return gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8")


Choice = Callable[[City, int, np.random.Generator], np.ndarray]


def _top(share: float, *, year: bool) -> Choice:
    """Squares drawn from those with most burglaries: all the time before, or in the last year."""

    def choose(city: City, start: int, random: np.random.Generator) -> np.ndarray:
        counted = city.counts[:, start - 4 if year else 0 : start].sum(axis=1) + 0.5 * random.random(
            len(city.counts)
        )
        most = max(int(share * SQUARES) if year else int(share * len(counted)), SQUARES)
        return random.choice(np.argsort(-counted)[:most], SQUARES, replace=False)

    return choose


def _neighbours(among: float) -> Choice:
    """Squares side by side, around one of the share with most burglaries in the last year."""

    def choose(city: City, start: int, random: np.random.Generator) -> np.ndarray:
        order = np.argsort(-city.counts[:, start - 4 : start].sum(axis=1))
        return _around(city.places, int(random.choice(order[: max(int(among * len(order)), 1)])), SQUARES, random)

    return choose


CHOICES: Final[dict[str, Choice]] = {
    "any squares": _top(1.0, year=False),
    "busy squares": _top(0.25, year=False),
    "hottest squares": _top(1.5, year=True),
    "neighbours": _neighbours(1.0),
    "busy neighbours": _neighbours(0.1),
}


def of_city(city: City, choose: Choice, change: float, seeds: range) -> Iterator[Panel]:
    """Panels of a city: a share of the chosen squares' burglaries is taken out after the start."""
    length = city.counts.shape[1]
    for seed in seeds:
        random = np.random.default_rng([seed, round(-100 * change)])
        start = int(random.integers(max(EARLIEST, length // 2), length - LAST + 1))
        treated = choose(city, start, random)
        counts = city.counts.copy()
        after = counts[treated, start:]
        counts[treated, start:] = random.binomial(after.astype(int), 1 + change)
        ring = np.full(len(counts), CONTROL)
        ring[treated] = TREATED
        names = tuple(map(str, range(len(counts)))), tuple(map(str, range(length)))
        yield Panel(counts, *names, ring, start, 4, places=city.places)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=200)
    parser.add_argument("--city", type=Path, action="append", default=[])
    parser.add_argument("--cell", type=float, default=1000.0)
    asked = parser.parse_args()
    seeds = range(1, asked.seeds + 1)
    print(f"{'town':62} {'covered':>9} {'probably fewer':>15} {'probably more':>14} {'refused':>8}")
    for town in TOWNS:
        print(run(town, seeds).line(town.name), flush=True)
    for path in asked.city:
        city = read_city(path, asked.cell)
        for name, choose in CHOICES.items():
            for change in (0.0, -0.2):
                got = _tally(change, of_city(city, choose, change, seeds), 199)
                print(got.line(f"{path.stem[:24]}: {change:+.0%}, {name}"), flush=True)


if __name__ == "__main__":
    main()
