"""The outcome looked at every month without making effects out of noise: a boundary for repeated looks.

Whoever reads a 95 % interval each month for three years finds an effect in every sixth town where nothing was
done. Here the chance of that is spent little by little, 5 % over all looks together (Lan and DeMets, Biometrika
70, 1983), by the function that is like O'Brien and Fleming's: almost nothing in the first months, when there are
few burglaries, and nearly all of it at the planned end, which loses little by having been looked at before. Months
count as time, so that the boundary doesn't depend on what happens.

The boundary itself isn't read from a normal distribution, which burglaries don't follow: it is where other choices
of as many areas go. Each month all choices that haven't crossed yet are ranked by how far they are from their
forecast, and as many of the farthest cross as the spent chance allows. Had any areas been as likely to be treated,
those with the measure cross with at most that chance, however unevenly burglaries come and however months hang
together.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Final

import numpy as np
from scipy.stats import norm

from kokong.analysis.words import gettext as _

from . import neighbours
from .errors import NotWarranted
from .panel import CONTROL, TREATED, Panel
from .placebo import misses
from .values import Flags, Floats, Ints

ALPHA: Final = 0.05
CHOICES: Final = 1999
SEED: Final = 19_831_201


@dataclass(frozen=True)
class State:
    """What is carried from look to look: the choices of areas that have crossed; 0 is the one with the measure."""

    crossed: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Look:
    """One look. `miss` is counted less expected, `limit` how far off it must be to cross, both in burglaries.

    `limit` is None while no distance would be enough. `spent` is the chance of a false alarm up to now. `crossed`:
    by this look or by one before. `alone` is the p that a reader would take who looked this once and never else.
    """

    observed: float
    expected: float
    limit: float | None
    spent: float
    crossed: bool
    alone: float
    state: State

    @property
    def miss(self) -> float:
        """Burglaries more than expected; fewer are below 0."""
        return self.observed - self.expected


@dataclass(frozen=True)
class Due:
    """Looks of a panel that are due: those after the first `taken` of the planned `months` since its start.

    `crossed` is what the last one carried on. It pickles: the looks of many towns are taken on many machines.
    """

    panel: Panel
    months: int
    taken: int = 0
    crossed: frozenset[int] = frozenset()


def take(due: Due) -> tuple[Look, ...] | str:
    """Every look that is due, or why there is none."""
    try:
        return tuple(looks(due.panel, months=due.months, taken=due.taken, state=State(due.crossed)))
    except NotWarranted as why:
        return str(why)


def spent(share: float, *, alpha: float = ALPHA) -> float:
    """How much of `alpha` may be spent when this share (0 to 1) of the planned months is over.

    2 − 2Φ(z/√share) with z the normal quantile of 1 − alpha/2 (Lan and DeMets, 1983).
    """
    if share <= 0:
        return 0.0
    return float(2 * norm.sf(norm.isf(alpha / 2) / math.sqrt(min(share, 1.0))))


def choices(treated: Flags, *, most: int = CHOICES, seed: int = SEED, rare: bool = True) -> Ints:
    """Choices of as many areas, the real one first: all there are, or `most` besides drawn with a fixed seed.

    Rows of areas' numbers. Raises NotWarranted where there are too few for any to be one in twenty (unless not
    `rare`).
    """
    own, areas = np.flatnonzero(treated), treated.size
    many = math.comb(areas, own.size)
    if rare and many * ALPHA < 1:
        raise NotWarranted(
            _(
                "With so few areas no result is rarer than one in twenty. Compare with more areas, or treat some "
                "more of them."
            )
        )
    if many <= most:
        others = [row for row in combinations(range(areas), own.size) if row != tuple(own)]
        return np.array([tuple(own), *others], dtype=np.int64)
    random = np.random.default_rng(seed).random((most, areas))
    return np.vstack([own[None, :], np.argsort(random, axis=1)[:, : own.size]])


def look(panel: Panel, state: State, *, months: int, drawn: Ints | None = None) -> Look:
    """Look at a panel that ends after some of the planned `months` since the start (by periods of the panel).

    `drawn` are `choices` of the treated among the treated and comparison areas, where they are known already. The
    forecast is that of the headline: learned from the areas outside each choice, so that a choice of the busiest
    areas falls no farther than others. Where places are known, the treated areas' own distance is shortened by how
    much more areas that lie so vary. Raises NotWarranted for too few areas, or without any burglary to compare
    with.
    """
    used = panel.only(panel.rows(TREATED) | panel.rows(CONTROL))
    treated = used.rows(TREATED)
    drawn = choices(treated) if drawn is None else drawn
    distance, own, reach = _distances(used, treated, drawn)
    allowed = spent(used.spans[1] / months)
    limit, crossing = _next(np.abs(distance), state, allowed)
    now = State(state.crossed | crossing)
    return Look(
        observed=own[0],
        expected=own[1],
        limit=None if limit is None else limit * reach,
        spent=allowed,
        crossed=0 in now.crossed,
        alone=float((np.abs(distance) >= abs(distance[0])).mean()),
        state=now,
    )


def looks(
    panel: Panel, *, months: int, taken: int = 0, state: State | None = None, drawn: Ints | None = None
) -> Iterator[Look]:
    """Every look from the first period after the start, or after those `taken`, to the last of the panel."""
    state = state or State()
    if drawn is None:
        drawn = choices(panel.only(panel.rows(TREATED) | panel.rows(CONTROL)).rows(TREATED))
    for last in range(panel.start + taken + 1, panel.counts.shape[1] + 1):
        found = look(panel.between(0, last, start=panel.start), state, months=months, drawn=drawn)
        state = found.state
        yield found


def _distances(panel: Panel, treated: Flags, drawn: Ints) -> tuple[Floats, tuple[float, float], float]:
    """Each choice's distance from its forecast; counted and expected of the real one; burglaries by unit of it."""
    before, after, size = panel.before, panel.after, panel.size
    if before.sum() <= 0:
        raise NotWarranted(_("No burglary before the start; there is nothing to forecast from."))
    # Weights and columns know nothing of who was treated, so that all choices are judged alike.
    level = (before + size * before.sum() / size.sum()) / 2
    x = np.column_stack([size, before])
    x = x[:, [column for column in (0, 1) if np.ptp(x[:, column]) > 0 or column == 0]]
    far, expected = misses(x, after, 1 / level, drawn, np.arange(treated.size))
    observed, forecast = float(after[treated].sum()), max(float(expected[0]), 0.0)
    apart = observed - float(expected[0])
    unit = apart / far[0] if far[0] else math.sqrt(max(forecast, 1e-9))
    wider = 1.0
    if panel.places is not None and after.sum() > 0:
        wider = math.sqrt(neighbours.inflation(panel.places, level * after.sum() / level.sum(), after, treated))
    far[0] /= wider
    return far, (observed, forecast), float(unit * wider)


def _next(far: Floats, state: State, allowed: float) -> tuple[float | None, frozenset[int]]:
    """The distance beyond which choices cross at this look, and those that do; ties cross together or not."""
    left = math.floor(allowed * far.size + 1e-9) - len(state.crossed)
    if left <= 0:
        return None, frozenset()
    alive = np.array([k for k in range(far.size) if k not in state.crossed])
    ordered = np.sort(far[alive])[::-1]
    limit = float(ordered[left]) if left < ordered.size else 0.0
    return limit, frozenset(int(k) for k in alive[far[alive] > limit])
