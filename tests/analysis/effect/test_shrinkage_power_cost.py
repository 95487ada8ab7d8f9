"""Would it have fallen anyway, could it have been seen, what did it cost."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kokong.analysis.effect import cost, power, shrinkage
from kokong.analysis.effect.counts import exact_rate_ratio
from kokong.analysis.effect.errors import NotWarranted
from kokong.analysis.effect.intervals import score_interval, score_p


def test_closed_form_of_regression_to_the_mean() -> None:
    assert shrinkage.shrunken(18, mean=8, variance=12) == pytest.approx(11.3, abs=0.05)
    assert shrinkage.shrunken(18, mean=8, variance=7) == 8


def test_busiest_areas_fall_by_themselves_and_both_forecasts_know() -> None:
    random = np.random.default_rng(1)
    rates = random.gamma(4, 2, 2000)
    before, after = random.poisson(rates).astype(float), random.poisson(0.9 * rates).astype(float)
    busiest = np.zeros(2000, dtype=bool)
    busiest[np.argsort(before)[-100:]] = True
    naive = 0.9 * before[busiest].sum()
    actual = after[busiest].sum()
    assert actual < 0.85 * naive
    for forecast in (shrinkage.learned, shrinkage.gamma_poisson):
        found = forecast(before, after, np.ones(2000), busiest)
        assert found.expected == pytest.approx(actual, rel=0.06)
    found = shrinkage.learned(before, after, np.ones(2000), busiest)
    assert found.kept == pytest.approx(2 / 3, abs=0.08)


def test_learned_forecast_takes_real_luck_out_where_counts_vary_more_than_poisson() -> None:
    random = np.random.default_rng(3)
    rates = random.gamma(4, 5, 3000)
    noisy = [random.poisson(random.gamma(rates / 3, 3)).astype(float) for _span in range(2)]
    busiest = np.zeros(3000, dtype=bool)
    busiest[np.argsort(noisy[0])[-150:]] = True
    actual = noisy[1][busiest].sum()
    learned = shrinkage.learned(noisy[0], noisy[1], np.ones(3000), busiest).expected
    gamma = shrinkage.gamma_poisson(noisy[0], noisy[1], np.ones(3000), busiest).expected
    assert learned == pytest.approx(actual, rel=0.06)
    assert gamma > 1.08 * actual


def test_equal_areas_forecast_their_mean() -> None:
    prior = shrinkage.gamma_prior(np.full(10, 4.0))
    assert prior.forecast(np.array([9.0]), np.array([1.0])) == pytest.approx([4.0])
    with pytest.raises(NotWarranted):
        shrinkage.gamma_prior(np.zeros(10))


@given(
    st.integers(0, 300),
    st.floats(1, 300),
    st.floats(0, 400),
    st.floats(1, 5),
    st.one_of(st.none(), st.integers(2, 100)),
)
@settings(max_examples=50, deadline=None)
def test_interval_and_p_agree(
    seen: int, expected: float, variance: float, dispersion: float, degrees: int | None
) -> None:
    low, high = score_interval(seen, expected, variance, dispersion=dispersion, degrees=degrees)
    p = score_p(seen, expected, variance, dispersion=dispersion, degrees=degrees)
    assert 0 <= low <= seen / expected + 1e-9 <= high + 2e-9
    if abs(p - 0.05) > 1e-6:
        assert (p < 0.05) == (not low <= 1 <= high)


def test_interval_of_nothing_seen_is_close_to_exact() -> None:
    low, high = score_interval(0, 20, 0)
    assert low == 0
    assert high == pytest.approx(3.689 / 20, abs=0.02)


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (20, (0.08, 0.15, 0.35)),
        (50, (0.16, 0.34, 0.71)),
        (100, (0.30, 0.60, 0.95)),
        (200, (0.52, 0.88, 1.0)),
        (400, (0.82, 0.99, 1.0)),
    ],
)
def test_power_of_a_comparison_ten_times_larger(count: int, expected: tuple[float, ...]) -> None:
    # The notes' table is simulated; the normal approximation stays within two hundredths of it.
    assert [power.power(count, change) for change in (-0.2, -0.3, -0.46)] == pytest.approx(expected, abs=0.025)


@given(st.floats(5, 3000), st.floats(1, 4))
@settings(max_examples=50, deadline=None)
def test_smallest_fall_is_seen_four_times_in_five(expected: float, dispersion: float) -> None:
    found = power.smallest_fall(expected, expected / 2, dispersion=dispersion)
    if found is not None:
        seen = power.power_of_forecast(expected, expected / 2, found, dispersion=dispersion)
        assert seen == pytest.approx(0.8, abs=0.01)


def test_power_without_burglaries_is_none() -> None:
    assert power.power(0, -0.2) == 0
    assert power.power_of_forecast(0, 0, -0.2) == 0


def test_cost_for_each_prevented() -> None:
    found = cost.cost_per_prevented(400_000, exact_rate_ratio(100, 60), expected=100)
    assert found.each == pytest.approx(10_000)
    assert found.interval[0] is not None
    assert found.interval[0] < 10_000
    assert found.interval[1] is not None


def test_no_cost_where_none_may_have_been_prevented() -> None:
    unsure = cost.cost_per_prevented(400_000, exact_rate_ratio(20, 18), expected=20)
    assert unsure.interval[1] is None
    worse = cost.cost_per_prevented(400_000, exact_rate_ratio(20, 25), expected=20)
    assert worse.each is None
    with pytest.raises(NotWarranted):
        cost.cost_per_prevented(-1, exact_rate_ratio(20, 18), expected=20)
