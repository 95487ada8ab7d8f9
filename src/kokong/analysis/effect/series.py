"""Interrupted time series: one line of counts, before and after, with trend and season."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias

import numpy as np

from kokong.analysis.words import gettext as _

from . import assumptions, quiet
from .errors import NotWarranted
from .intervals import score_interval, score_p
from .values import LEVEL, Estimate, Floats, Ints, ratio_estimate

Errors: TypeAlias = Literal["poisson", "quasi", "hac"]
YEAR: Final = 12


@dataclass(frozen=True)
class Series:
    """An interrupted time series: the step at the start, and what else the model found.

    `slope` is the change of trend per year after the start (None when it wasn't asked for), `trend` the factor
    per year before it.
    """

    step: Estimate
    slope: Estimate | None
    trend: float


def interrupted(
    counts: Floats,
    start: int,
    *,
    per_year: int = YEAR,
    harmonics: int = 0,
    trend: bool = True,
    slope_change: bool = False,
    offset: Floats | None = None,
    comparison: Floats | None = None,
    errors: Errors = "quasi",
    level: float = LEVEL,
) -> Series:
    """Poisson regression with a step at `start` (Lopez Bernal, Cummins and Gasparrini, 2017, with their later
    correction: trend and step, a change of slope only when asked for).

    `counts` by period; `start` the index of the first period after; `harmonics` pairs of sine and cosine a year;
    `offset` exposure by period, `comparison` counts of comparison areas by period (their logarithm is the
    offset, so that the trend is the difference in trend). `errors`: "poisson", "quasi" (Pearson χ² over degrees
    of freedom) or "hac" (Newey and West's, lag 4(n/100)^(2/9), for autocorrelation; then with the small-sample
    factor n/(n − k)). Raises NotWarranted for too short a series.
    """
    names, x = _design(counts.size, start, per_year, harmonics, trend, slope_change)
    if counts.size <= x.shape[1] + 1 or not 1 <= start < counts.size:
        raise NotWarranted(_("The series is too short for its trend and season."))
    if counts[:start].sum() <= 0 or counts[start:].sum() <= 0:
        raise NotWarranted(_("The series has no burglary before or none after the start."))
    fitted, scale = _fit(counts, x, _log_offset(offset, comparison), errors)
    taken = _taken(errors == "poisson", trend, harmonics > 0, comparison is not None)
    totals = {"before": float(counts[:start].sum()), "after": float(counts[start:].sum())}

    def made(name: str) -> Estimate:
        where = names.index(name)
        return ratio_estimate(
            f"series_{name}" + ("_compared" if comparison is not None else ""),
            float(fitted.params[where]),
            float(fitted.bse[where]),
            counts=totals,
            assumptions=taken,
            dispersion=scale,
            level=level,
        )

    yearly = float(np.exp(fitted.params[names.index("trend")])) if trend else 1.0
    return Series(made("step"), made("slope") if slope_change else None, yearly)


def _taken(poisson: bool, trend: bool, season: bool, compared: bool) -> tuple[str, ...]:
    said = [assumptions.NO_SPILL if compared else assumptions.NO_OTHER_CHANGE]
    said += [assumptions.POISSON] * poisson + [assumptions.SAME_TREND] * trend + [assumptions.SAME_SEASON] * season
    return tuple(said)


def _design(
    n: int, start: int, per_year: int, harmonics: int, trend: bool, slope: bool
) -> tuple[list[str], Floats]:
    time = np.arange(n, dtype=np.float64)
    after = (time >= start).astype(np.float64)
    columns: dict[str, Floats] = {"level": np.ones(n), "step": after}
    if trend:
        columns["trend"] = (time - start) / per_year
    if slope:
        columns["slope"] = after * (time - start) / per_year
    for k in range(1, harmonics + 1):
        angle = 2 * np.pi * k * time / per_year
        columns[f"sin{k}"], columns[f"cos{k}"] = np.sin(angle), np.cos(angle)
    # With as many harmonics as fit in the year the last sine is 0 everywhere.
    kept = {name: column for name, column in columns.items() if np.abs(column).max() > 1e-9}
    return list(kept), np.column_stack(list(kept.values()))


def _log_offset(offset: Floats | None, comparison: Floats | None) -> Floats | None:
    if offset is None and comparison is None:
        return None
    total = np.zeros((offset if offset is not None else comparison).size)  # type: ignore[union-attr]
    for part in (offset, comparison):
        if part is not None:
            # A comparison period without burglaries counts as half a one: its logarithm must exist.
            total += np.log(np.maximum(part, 0.5))
    return np.asarray(total, dtype=np.float64)


def _fit(counts: Floats, x: Floats, offset: Floats | None, errors: Errors) -> tuple[Any, float]:
    from statsmodels.genmod.families import Poisson
    from statsmodels.genmod.generalized_linear_model import GLM

    model = GLM(counts, x, family=Poisson(), offset=offset)
    with quiet.warnings():
        plain = model.fit()
        dispersion = float(plain.pearson_chi2 / plain.df_resid)
        if errors == "poisson":
            return plain, 1.0
        if errors == "quasi":
            return model.fit(scale="X2"), dispersion
        lags = int(4 * (counts.size / 100) ** (2 / 9))
        robust = model.fit(cov_type="HAC", cov_kwds={"maxlags": lags, "use_correction": True})
    return robust, dispersion


def before_after(
    counts: Floats, start: int, *, per_year: int = YEAR, level: float = LEVEL, design: str = "before_after"
) -> tuple[Estimate, float]:
    """The count after over that of the same months before; no comparison. Answers with the expected count too.

    Each month (or quarter) after is expected to have the mean of its like before. Dispersion from the counts
    before around those means, never below 1; score interval. Raises NotWarranted when a month after has no like
    before.
    """
    n = counts.size
    season = (np.arange(n) - start) % per_year
    before, after = np.arange(n) < start, np.arange(n) >= start
    weights: Mapping[int, tuple[float, float]] = {
        s: (float((before & (season == s)).sum()), float((after & (season == s)).sum())) for s in range(per_year)
    }
    if any(later and not earlier for earlier, later in weights.values()):
        raise NotWarranted(_("Some months after the start have no counterpart before it."))
    factor = np.array([weights[int(s)][1] / weights[int(s)][0] if weights[int(s)][0] else 0.0 for s in season])
    expected = float((counts * factor)[before].sum())
    if expected <= 0:
        raise NotWarranted(_("No burglary before the start; there is nothing to forecast from."))
    phi, degrees = _seasonal_dispersion(counts[before], season[before])
    variance = phi * float((counts * factor**2)[before].sum())
    observed = float(counts[after].sum())
    estimate = Estimate(
        design=design,
        scale="ratio",
        estimate=observed / expected,
        interval=score_interval(observed, expected, variance, dispersion=phi, degrees=degrees, level=level),
        p=score_p(observed, expected, variance, dispersion=phi, degrees=degrees),
        se=None,
        dispersion=phi,
        counts={"before": float(counts[before].sum()), "after": observed},
        assumptions=(assumptions.NO_OTHER_CHANGE, assumptions.SAME_SEASON),
        level=level,
        more={"expected": expected, "variance": variance},
    )
    return estimate, expected


def _seasonal_dispersion(counts: Floats, season: Ints) -> tuple[float, float | None]:
    means = {s: float(counts[season == s].mean()) for s in np.unique(season)}
    fitted = np.array([means[s] for s in season])
    degrees = counts.size - len(means)
    if degrees < 2:
        return 1.0, None  # one year before: nothing to see dispersion by
    known = fitted > 0
    return max(1.0, float(((counts - fitted)[known] ** 2 / fitted[known]).sum()) / degrees), float(degrees)
