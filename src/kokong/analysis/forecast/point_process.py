"""A self-exciting point process: burglaries arise on their own, and set off others near by soon after.

The rate at place x and time t is

    m·b(x) + Σ θ·ω·exp(-ω·dt)·g(distance) + Σ θ0·ω0·exp(-ω0·dt) at the very same place

over earlier burglaries; b is a smooth background, g a Gaussian in the plane. Burglaries at the same geocoded place
have a term of their own, and the Gaussian is no narrower than the geocoding is precise: else g shrinks onto exact
repeats and what happens to neighbours is lost. Fitted by expectation-maximisation (Veen and Schoenberg, 2008).
"""

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from ..arrays import Flags, Floats, Ints, Refused, days, floats, same_length
from ..compiled import compiled, spread
from ..hotspots import grid_over, smooth
from ..near_repeat.links import Links, links

REACH_M: Final = 500.0
REACH_DAYS: Final = 120.0
PARTS: Final = 16


@dataclass(frozen=True)
class Fit:
    """`theta`: burglaries that each sets off near by; `decay_days`: mean wait; `sigma_m`: scale of the Gaussian.

    `repeats`, `repeat_decay_days`: the same for the very same place. `background_per_day`: those that arise on
    their own. `background_m`: bandwidth of the background, on which theta depends: give both. `precision_m`: what
    counts as the same place, and least sigma. `own`: each burglary's chance of having arisen on its own, in
    the order given. `rising`: number of burglaries to expect until each, in order of time.
    """

    theta: float
    decay_days: float
    sigma_m: float
    repeats: float
    repeat_decay_days: float
    background_per_day: float
    background_m: float
    precision_m: float
    own: Floats
    rising: Floats
    steps: int

    @property
    def goodness(self) -> tuple[float, float]:
        """Kolmogorov's largest distance and its p, of the expected numbers between burglaries from exponential.

        Were the fit true, those would be independent with mean 1. Below p = 0.05 the timing is not well told, for
        instance because of season.
        """
        from scipy.stats import kstest

        gaps = np.diff(self.rising, prepend=0.0)
        found = kstest(gaps[gaps > 0], "expon")
        return float(found.statistic), float(found.pvalue)


@compiled
def _expect(
    part: tuple[int, int],
    starts: Ints,
    pairs: tuple[Floats, Floats, Flags],
    base: Floats,
    own: Floats,
    state: Floats,
    rate: Floats,
) -> tuple[float, float, float, float, float]:
    """Expectation for the burglaries part[0] to part[1], whose pairs with earlier ones start at `starts`.

    `pairs` are days, squared metres and whether at the same place. `own` gets each burglary's chance to be on its
    own; the answer is what the rest come to: near by their number, days and squares, at the same place number and
    days. `rate` is room for the pairs of one burglary.
    """
    dt, square, same = pairs
    theta, omega, variance, theta0, omega0 = state[0], state[1], state[2], state[3], state[4]
    near = theta * omega / (2 * math.pi * variance)
    again = theta0 * omega0 / state[6]
    n1, t1, s1, n0, t0 = 0.0, 0.0, 0.0, 0.0, 0.0
    for j in range(part[0], part[1]):
        first, total = starts[j], base[j]
        for k in range(first, starts[j + 1]):
            if same[k]:
                rate[k - first] = again * math.exp(-omega0 * dt[k])
            else:
                rate[k - first] = near * math.exp(-omega * dt[k] - square[k] / (2 * variance))
            total += rate[k - first]
        total = max(total, 1e-300)
        own[j] = base[j] / total
        for k in range(first, starts[j + 1]):
            share = rate[k - first] / total
            if same[k]:
                n0 += share
                t0 += share * dt[k]
            else:
                n1 += share
                t1 += share * dt[k]
                s1 += share * square[k]
    return n1, t1, s1, n0, t0


@compiled
def _maximise(sums: Floats, state: Floats, tail: Floats) -> None:
    """Maximisation: `state` (theta, omega, sigma², theta0, omega0, least sigma², area that counts as the same
    place) from what expectation came to and from `tail`, what is left of the period after each burglary."""
    n1, t1, s1, n0, t0 = sums
    theta, omega, variance, theta0, omega0 = state[0], state[1], state[2], state[3], state[4]
    seen, seen0, lost, lost0 = 0.0, 0.0, 0.0, 0.0
    for left in tail:  # exposure: what was set off after the period ends isn't seen
        gone, gone0 = math.exp(-omega * left), math.exp(-omega0 * left)
        seen += 1 - gone
        seen0 += 1 - gone0
        lost += left * gone
        lost0 += left * gone0
    state[0], state[3] = n1 / max(seen, 1e-9), n0 / max(seen0, 1e-9)
    # Where next to nothing is set off, nothing says how fast: an hour to a year is all that is believed.
    state[1] = min(max(n1 / max(t1 + theta * lost, 1e-9), 1 / 365), 24)
    state[4] = min(max(n0 / max(t0 + theta0 * lost0, 1e-9), 1 / 365), 24) if n0 > 0 else omega0
    state[2] = max(s1 / (2 * n1), state[5]) if n1 > 0 else variance


def fit_point_process(
    x: ArrayLike,
    y: ArrayLike,
    time: ArrayLike,
    *,
    background_m: float = 800.0,
    precision_m: float = 10.0,
    until: float | None = None,
    most_steps: int = 200,
) -> Fit:
    """Fit by expectation-maximisation; `until` is the end of the period in days, by default the last burglary.

    Raises Refused for fewer than 50 burglaries, or fewer than 10 pairs to learn from.
    """
    xs, ys, at = floats(x, "x"), floats(y, "y"), days(time)
    n = same_length(xs, ys, at)
    if n < 50:
        raise Refused(f"{n} burglaries are too few for a point process: 50 are needed, hundreds are better.")
    whole = bool((at == np.floor(at)).all())
    end = float(at.max()) + whole if until is None else until
    found = links(xs, ys, at, within_m=REACH_M, within_days=REACH_DAYS)
    keep = found.days > 0  # of the same day none is known to be first
    if keep.sum() < 10:
        raise Refused("Too few burglaries lie near each other to learn what follows from what.")
    return _fitted(xs, ys, at, end, _kept(found, keep, whole), background_m, precision_m, most_steps)


def _kept(found: Links, keep: Flags, whole: bool) -> Links:
    # With whole days the wait is known to within one: half a day less is its middle.
    return Links(found.earlier[keep], found.later[keep], found.metres[keep], found.days[keep] - 0.5 * whole)


def _fitted(
    x: Floats, y: Floats, at: Floats, end: float, pairs: Links, background_m: float, precision: float, most: int
) -> Fit:
    told = (pairs.days, pairs.metres**2, pairs.metres <= precision)
    starts = np.searchsorted(pairs.later, np.arange(x.size + 1, dtype=np.int32)).astype(np.int64)
    own: Floats = np.full(x.size, 0.7)
    base: Floats = np.zeros(x.size)
    tail, span = end - at, end - float(at.min())
    state = np.array([0.2, 1 / 14, 100.0**2, 0.05, 1 / 14, precision**2, math.pi * precision**2])
    step = 0
    for step in range(1, most + 1):
        if step <= 40 and (step - 1) % 5 == 0:
            base = _background(x, y, own, background_m) / span
        before = state.copy()
        _maximise(_expected(starts, told, base, own, state), state, tail)
        if step > 40 and np.abs(state / np.maximum(before, 1e-12) - 1).max() < 1e-4:
            break
    theta, omega, variance, theta0, omega0 = (float(v) for v in state[:5])
    daily = float(own.sum()) / span
    return Fit(
        theta=theta,
        decay_days=1 / omega,
        sigma_m=math.sqrt(variance),
        repeats=theta0,
        repeat_decay_days=1 / omega0,
        background_per_day=daily,
        background_m=background_m,
        precision_m=precision,
        own=own,
        rising=_rising(_within_the_day(at), daily, ((theta, omega), (theta0, omega0))),
        steps=step,
    )


def _expected(
    starts: Ints, pairs: tuple[Floats, Floats, Flags], base: Floats, own: Floats, state: Floats
) -> Floats:
    """Expectation on threads, in parts that are the same on any number of them: so are the sums."""
    ends = np.unique(np.searchsorted(starts, np.linspace(0, starts[-1], PARTS + 1)))
    ends[0], ends[-1] = 0, own.size
    longest = int(np.diff(starts).max())

    def part(ends: tuple[int, int]) -> tuple[float, ...]:
        return _expect(ends, starts, pairs, base, own, state, np.empty(longest))

    return np.asarray(np.sum(spread(part, [(int(a), int(b)) for a, b in pairwise(ends)]), axis=0))


def _background(x: Floats, y: Floats, own: Floats, bandwidth: float) -> Floats:
    """Own burglaries per square metre at each burglary, itself left out."""
    grid = grid_over(x, y, cell=bandwidth / 5, margin=3 * bandwidth)
    cells = grid.cells_of(x, y)
    surface = smooth(grid.counts(cells, own), 5.0)
    alone = np.zeros((43, 43))
    alone[21, 21] = 1.0
    itself = float(smooth(alone, 5.0)[21, 21])
    found = surface.ravel()[cells] - own * itself
    return np.asarray(np.maximum(found, 1e-6 * surface.max()) / grid.cell**2)


def _within_the_day(at: Floats) -> Floats:
    """Times in order; whole days get an hour each at random, else a day's burglaries would all be at midnight."""
    if (at == np.floor(at)).all():
        at = at + np.random.default_rng(1).random(at.size)
    return np.sort(at)


def _rising(at: Floats, daily: float, terms: tuple[tuple[float, float], ...]) -> Floats:
    out = daily * (at - at[0])
    for size, omega in terms:
        waited = np.exp(-omega * np.minimum(np.diff(at, prepend=at[0]), 700 / omega))
        left = np.zeros(at.size)  # Σ exp(-ω·dt) over earlier burglaries
        for j in range(1, at.size):
            left[j] = (left[j - 1] + 1) * waited[j]
        out = out + size * (np.arange(at.size) - left)
    return np.asarray(out)


def sensitivity(
    x: ArrayLike, y: ArrayLike, time: ArrayLike, *, backgrounds: tuple[float, ...] = (200.0, 400.0, 800.0, 1600.0)
) -> tuple[Fit, ...]:
    """The fit for several bandwidths of the background, to show how much theta depends on it."""
    return tuple(fit_point_process(x, y, time, background_m=metres) for metres in backgrounds)
