"""How well areas go with the treated ones before the start."""

import numpy as np
import pytest

from kokong.analysis.effect import comparison
from kokong.analysis.effect.comparison import fits


def monthly(*years: float) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    return np.repeat(np.array(years), 12) / 12


def test_the_same_is_a_good_fit_and_its_distance_is_none() -> None:
    treated = np.array([monthly(20, 20, 20, 20)])
    (found,) = fits(treated, np.array([500.0]), treated, np.array([500.0]))
    assert (found.grade, found.too_few) == ("good", False)
    assert found.distance == pytest.approx(0, abs=1e-9)
    assert (found.level, found.trend, found.size) == pytest.approx((1, 1, 1))


def test_level_trend_and_size_are_each_judged() -> None:
    treated, homes = np.array([monthly(40, 40, 40, 40)] * 2), np.array([500.0, 500.0])
    rows = np.array([monthly(*[120] * 4), monthly(80, 60, 20, 10), monthly(*[40] * 4), monthly(0, 1, 1, 1)])
    high, falling, large, few = fits(treated, homes, rows, np.array([500.0, 500.0, 2000.0, 500.0]))
    assert (high.level_fits, high.trend_fits, high.size_fits, high.grade) == (False, True, True, "fair")
    assert (falling.level_fits, falling.trend_fits) == (True, False)
    assert falling.trend < 0.4
    assert (large.size_fits, large.grade) == (False, "fair")
    assert few.too_few
    assert few.grade == "poor" or not few.level_fits


def test_a_season_is_no_trend() -> None:
    season = np.tile(np.array([1, 1, 1, 1, 1, 1, 3, 3, 3, 9, 9, 9], float), 3)
    flat = np.full(36, season.mean())
    (found,) = fits(np.array([flat * 4]), np.array([1.0]), np.array([season * 4]), np.array([1.0]))
    assert found.trend == pytest.approx(1, abs=0.05)


def test_noise_is_waved_through_as_often_as_said() -> None:
    chance = np.random.default_rng(7)
    treated = chance.poisson(3.0, (4, 48)).astype(float)
    rows = chance.poisson(3.0, (2000, 48)).astype(float)
    found = fits(treated, np.ones(4), rows, np.ones(2000))
    refused = sum(not each.trend_fits for each in found) / len(found)
    assert 0.03 < refused < 0.2  # 10 per cent, given one treated trend that all are held to


def test_without_a_treated_area_or_a_month_nothing_is_like_it() -> None:
    with pytest.raises(ValueError, match="at least one"):
        fits(np.zeros((0, 4)), np.zeros(0), np.zeros((1, 4)), np.ones(1))
    assert comparison.FEWEST == 5
