"""Several municipalities, or small groups, that asked the same question: what they say together.

Each part is forecast by its own comparison areas, so that no municipality is compared with another. Four designs
answer, and the weakest decides:

- **all counts together**: what was counted over what was expected, with a score interval;
- **without the last year before the start**, so that areas chosen for one bad year don't fall by themselves:
  what is too little to notice in one town adds up over many;
- **other choices of areas**: in every part as many areas are chosen anew, all parts at once, and the real choice
  is ranked among them; it takes nothing for granted of how counts are spread;
- **between the parts**: random effects (DerSimonian and Laird, 1986) with the interval of Hartung and Knapp (2001)
  and Sidik and Jonkman (2002), never narrower than without their factor: what a measure does where it is done
  next. Parts that disagree make it wide, and two parts alone say next to nothing.

What is shared are counts by area and month. How much more neighbours vary (`neighbours.inflation`) is known to
whoever has the map and comes along as one number.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from kokong.analysis.words import gettext as _

from .errors import NotWarranted
from .intervals import score_interval, score_p
from .monitor import choices
from .neighbours import inflation
from .panel import CONTROL, TREATED, Panel
from .placebo import misses
from .shrinkage import Forecast, learned
from .values import LEVEL, Floats, Pair, quantile, two_sided

DRAWS: Final = 9999
SEED: Final = 19_860_901
HALF: Final = 0.5  # burglaries added to both sides of a ratio whose logarithm is taken


@dataclass(frozen=True, eq=False)
class Part:
    """One municipality or group: its panel with comparison areas, and how much more neighbours vary there."""

    name: str
    panel: Panel
    inflation: float = 1.0


@dataclass(frozen=True)
class Share:
    """What one part says by itself: counted, expected, their ratio with its interval, and its weight (0 to 1)."""

    name: str
    observed: float
    expected: float
    ratio: float
    interval: Pair
    weight: float


@dataclass(frozen=True)
class Design:
    """A ratio of counted to expected with its interval; `p` of no change."""

    code: str
    ratio: float
    interval: Pair
    p: float

    @property
    def significant(self) -> bool:
        """Whether the interval leaves "no change" out."""
        return not self.interval[0] <= 1.0 <= self.interval[1]


@dataclass(frozen=True)
class Pooled:
    """What all say together. `spread` is the standard deviation of the logarithm of ratios between parts."""

    shares: tuple[Share, ...]
    observed: float
    expected: float
    spread: float
    together: Design
    elsewhere: Design

    @property
    def direction(self) -> int:
        """-1 for fewer than expected, 1 for more, 0 where that can't be told of these parts."""
        if not self.together.significant:
            return 0
        return -1 if self.together.ratio < 1 else 1

    @property
    def carries_over(self) -> bool:
        """Whether the same can be said of a place that did the same, too."""
        return self.direction != 0 and self.elsewhere.significant


def inflation_of(panel: Panel) -> float:
    """How much more areas that lie as the treated ones vary than areas for themselves; 1 without places."""
    used = panel.only(panel.rows(TREATED) | panel.rows(CONTROL))
    before, after = used.before, used.after
    if used.places is None or before.sum() <= 0 or after.sum() <= 0:
        return 1.0
    level = (before + used.size * before.sum() / used.size.sum()) / 2 * after.sum() / before.sum()
    return max(1.0, inflation(used.places, level, after, used.rows(TREATED)))


def pool(parts: Sequence[Part], *, draws: int = DRAWS, seed: int = SEED) -> Pooled:
    """What two or more parts say together; the same parts in any order give the same answer.

    Raises NotWarranted for one part, and where a part has too few comparison areas or burglaries.
    """
    if len(parts) < 2:
        raise NotWarranted(_("One alone can't be taken together. Two or more are needed."))
    parts = sorted(parts, key=lambda part: part.name)
    known = [_forecast(part) for part in parts]
    observed = sum(seen for seen, _expected in known)
    expected = sum(forecast.expected for _seen, forecast in known)
    logs, variances = _logs(known)
    spread = _spread(logs, variances)
    weights = 1 / (variances + spread)
    weights = weights / weights.sum()
    return Pooled(
        shares=tuple(map(_share, parts, known, weights)),
        observed=observed,
        expected=expected,
        spread=math.sqrt(spread),
        together=_together(parts, known, draws, seed),
        elsewhere=_elsewhere(logs, variances, spread),
    )


def _forecast(part: Part) -> tuple[float, Forecast]:
    """What the treated areas counted, and their forecast; its variance and dispersion grow with the neighbours."""
    used = part.panel.only(part.panel.rows(TREATED) | part.panel.rows(CONTROL))
    treated = used.rows(TREATED)
    found = learned(used.before, used.after, used.size, treated)
    more = max(1.0, part.inflation)
    wide = Forecast(
        found.expected, found.variance * more, found.dispersion * more, found.degrees, found.by_area, found.kept
    )
    return float(used.after[treated].sum()), wide


def _share(part: Part, known: tuple[float, Forecast], weight: float) -> Share:
    seen, forecast = known
    limits = score_interval(
        seen, forecast.expected, forecast.variance, dispersion=forecast.dispersion, degrees=forecast.degrees
    )
    return Share(part.name, seen, forecast.expected, seen / forecast.expected, limits, float(weight))


def _logs(known: Sequence[tuple[float, Forecast]]) -> tuple[Floats, Floats]:
    """Each part's logarithm of the ratio, and its variance."""
    logs = [math.log((seen + HALF) / (forecast.expected + HALF)) for seen, forecast in known]
    variances = [
        forecast.dispersion / (max(seen, forecast.expected) + HALF) + forecast.variance / forecast.expected**2
        for seen, forecast in known
    ]
    return np.array(logs), np.array(variances)


def _spread(logs: Floats, variances: Floats) -> float:
    """The variance between parts, by moments; never below 0 (DerSimonian and Laird, 1986)."""
    weights = 1 / variances
    mean = float((weights * logs).sum() / weights.sum())
    apart = float((weights * (logs - mean) ** 2).sum())
    room = float(weights.sum() - (weights**2).sum() / weights.sum())
    return max(0.0, (apart - (len(logs) - 1)) / room)


def _elsewhere(logs: Floats, variances: Floats, spread: float) -> Design:
    weights = 1 / (variances + spread)
    mean = float((weights * logs).sum() / weights.sum())
    degrees = len(logs) - 1
    factor = max(1.0, float((weights * (logs - mean) ** 2).sum()) / degrees)
    se = math.sqrt(factor / float(weights.sum()))
    reach = quantile(LEVEL, degrees) * se
    low, high = math.exp(max(mean - reach, -700.0)), math.exp(min(mean + reach, 700.0))
    return Design("between_parts", math.exp(mean), (low, high), two_sided(mean / se, degrees))


def _together(parts: Sequence[Part], known: Sequence[tuple[float, Forecast]], draws: int, seed: int) -> Design:
    """All counts together, as uncertain as the weakest of three designs leaves them."""
    earlier = [_without_last_year(part) for part in parts]
    found = [_summed(known), _summed([_forecast(part) for part in earlier])]
    chosen = max(chosen_otherwise(each, draws=draws, seed=seed) for each in (parts, earlier))
    low, high = min(low for (low, _high), _p in found), max(high for (_low, high), _p in found)
    p = max(chosen, *(p for _limits, p in found))
    if p >= 1 - LEVEL:
        low, high = min(low, 1.0), max(high, 1.0)
    observed, expected = (sum(each) for each in zip(*((seen, f.expected) for seen, f in known), strict=True))
    return Design("together", observed / expected, (low, high), p)


def _without_last_year(part: Part) -> Part:
    """The same with a baseline that ends a year before the start; as it is where that leaves no whole year."""
    panel = part.panel
    if panel.start < 2 * panel.per_year:
        return part
    kept = [k for k in range(panel.counts.shape[1]) if not panel.start - panel.per_year <= k < panel.start]
    counts, exposure = panel.counts[:, kept], panel.exposure
    periods = tuple(panel.periods[k] for k in kept)
    return replace(
        part,
        panel=replace(
            panel, counts=counts, periods=periods, start=panel.start - panel.per_year,
            exposure=None if exposure is None else exposure[:, kept],
        ),
    )  # fmt: skip


def _summed(known: Sequence[tuple[float, Forecast]]) -> tuple[Pair, float]:
    """The interval and p of all counts together."""
    observed = sum(seen for seen, _forecast in known)
    expected = sum(forecast.expected for _seen, forecast in known)
    variance = sum(forecast.variance for _seen, forecast in known)
    said = {
        "dispersion": sum(f.dispersion * f.expected for _seen, f in known) / expected,
        "degrees": float(sum(f.degrees for _seen, f in known)),
    }
    return score_interval(observed, expected, variance, **said), score_p(observed, expected, variance, **said)


def chosen_otherwise(parts: Sequence[Part], *, draws: int = DRAWS, seed: int = SEED) -> float:
    """Two-sided p of the real areas among other choices of as many in every part at once.

    Raises NotWarranted where all parts together have fewer than twenty choices.
    """
    random = np.random.default_rng(seed)
    drawn = [_choices(part) for part in parts]
    if math.prod(len(distance) for distance, _variance in drawn) < 20:
        raise NotWarranted(_("With so few areas no result is rarer than one in twenty, even together."))
    apart, wide = np.zeros(draws + 1), np.zeros(draws + 1)
    for distance, variance in drawn:  # the first of each is the real one
        rows = np.r_[0, random.integers(0, len(distance), draws)]
        apart += distance[rows]
        wide += variance[rows]
    found = np.abs(apart / np.sqrt(wide))
    return float((found >= found[0] - 1e-12).mean())


def _choices(part: Part) -> tuple[Floats, Floats]:
    """How many burglaries each choice of areas is from its forecast, and the variance of that; the real first."""
    used = part.panel.only(part.panel.rows(TREATED) | part.panel.rows(CONTROL))
    before, after, size = used.before, used.after, used.size
    drawn = choices(used.rows(TREATED), rare=False)
    # Weights know nothing of who was treated, so that all choices are judged alike.
    level = (before + size * before.sum() / size.sum()) / 2
    x = np.column_stack([size, before])
    x = x[:, [column for column in (0, 1) if np.ptp(x[:, column]) > 0 or column == 0]]
    far, expected = misses(x, after, 1 / np.maximum(level, 1e-9), drawn, np.arange(size.size))
    distance = after[drawn].sum(axis=1) - expected
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = np.where(far == 0, np.maximum(expected, 1e-9), (distance / far) ** 2)
    distance[0] /= math.sqrt(max(1.0, part.inflation))
    return distance, variance
