"""Interrupted time series against statsmodels, and what each kind of error is for."""

import numpy as np
import pytest
from statsmodels.genmod.families import Poisson
from statsmodels.genmod.generalized_linear_model import GLM

from kokong.analysis.effect import series
from kokong.analysis.effect.errors import NotWarranted
from kokong.analysis.effect.values import Floats


def line(seed: int = 1, step: float = 0.7, n: int = 72, start: int = 48, mean: float = 60) -> Floats:
    """Months with season, a slow trend and a step."""
    time = np.arange(n)
    rate = (
        mean * np.exp(0.002 * time) * (1 + 0.3 * np.cos(2 * np.pi * time / 12)) * np.where(time >= start, step, 1)
    )
    return np.asarray(np.random.default_rng(seed).poisson(rate), dtype=np.float64)


def test_it_is_the_poisson_regression_of_the_tutorial() -> None:
    counts, offset, time = line(), np.full(72, 1000.0), np.arange(72)
    found = series.interrupted(counts, 48, offset=offset, errors="poisson")
    x = np.column_stack([np.ones(72), time >= 48, time]).astype(float)
    fitted = GLM(counts, x, family=Poisson(), offset=np.log(offset)).fit()
    assert found.step.estimate == pytest.approx(np.exp(fitted.params[1]), rel=1e-6)
    assert found.step.se == pytest.approx(fitted.bse[1], rel=1e-5)
    quasi = series.interrupted(counts, 48, offset=offset, errors="quasi").step
    assert quasi.dispersion == pytest.approx(fitted.pearson_chi2 / fitted.df_resid, rel=1e-6)
    assert quasi.se == pytest.approx(fitted.bse[1] * np.sqrt(quasi.dispersion), rel=1e-5)


def test_season_and_trend_are_told_from_the_step() -> None:
    found = series.interrupted(line(), 48, harmonics=2, errors="hac")
    assert found.step.interval[0] < 0.7 < found.step.interval[1]
    assert found.trend == pytest.approx(np.exp(0.024), abs=0.06)
    plain = series.interrupted(line(), 48, errors="quasi").step
    assert plain.dispersion > 2 * found.step.dispersion


def test_a_change_of_slope_is_told_when_asked_for() -> None:
    found = series.interrupted(line(step=1.0), 48, harmonics=2, slope_change=True)
    assert found.slope is not None
    assert found.slope.p is not None
    assert found.slope.p > 0.01


def test_a_comparison_takes_the_common_course_out() -> None:
    common = np.random.default_rng(5).uniform(0.5, 1.5, 72)
    treated = np.random.default_rng(1).poisson(80 * common * np.where(np.arange(72) >= 48, 0.6, 1)).astype(float)
    found = series.interrupted(treated, 48, comparison=10_000 * common, trend=False).step
    assert found.estimate == pytest.approx(0.6, abs=0.06)
    assert found.dispersion < 2


def test_before_and_after_compare_equal_months() -> None:
    # Only winters after the start: without the season it would look like a rise.
    season = np.tile(np.where(np.arange(12) < 6, 30.0, 10.0), 5)[:54]
    found, expected = series.before_after(season, 48)
    assert found.estimate == pytest.approx(1)
    assert expected == pytest.approx(180)


@pytest.mark.parametrize(
    ("counts", "start"), [(np.ones(4), 2), (np.zeros(60), 30), (np.ones(60), 0), (np.ones(60), 60)]
)
def test_too_little_is_refused(counts: Floats, start: int) -> None:
    with pytest.raises(NotWarranted):
        series.interrupted(counts, start)


def test_months_without_a_like_before_are_refused() -> None:
    with pytest.raises(NotWarranted):
        series.before_after(np.ones(20), 6)
