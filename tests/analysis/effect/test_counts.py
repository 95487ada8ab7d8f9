"""One or two counts. Expected values: Krishnamoorthy and Thomson (2004) as in ptools' tests; closed forms."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.rates import test_poisson_2indep as poisson_2indep

from kokong.analysis.effect import counts
from kokong.analysis.effect.errors import NotWarranted


@pytest.mark.parametrize(
    ("count", "low", "high"),
    [
        (0, 0, 3.689),
        (1, 0.025, 5.572),
        (3, 0.619, 8.767),
        (5, 1.623, 11.668),
        (10, 4.795, 18.390),
        (20, 12.217, 30.888),
        (50, 37.111, 65.919),
        (100, 81.364, 121.627),
    ],
)
def test_garwood_limits_are_the_closed_form(count: int, low: float, high: float) -> None:
    assert counts.garwood(count) == pytest.approx((low, high), abs=0.001)


@pytest.mark.parametrize("count", [1, 5, 10, 40, 200])
def test_byar_comes_close_to_garwood(count: int) -> None:
    # Breslow and Day (1987): "extremely accurate", even for small counts.
    assert counts.byar(count) == pytest.approx(counts.garwood(count), abs=0.06)


def test_byar_of_nothing_starts_at_nothing() -> None:
    assert counts.byar(0)[0] == 0
    assert counts.byar(0)[1] == pytest.approx(3.689, abs=0.06)


@pytest.mark.parametrize(
    ("first", "second", "p"),
    [(0, 3, 0.08837900945), (6, 2, 0.1748748), (10, 5, 0.20616), (15, 5, 0.02504), (16, 25, 0.165)],
)
def test_e_test_gives_the_published_p(first: int, second: int, p: float) -> None:
    tolerance = 1e-6 if p in {0.08837900945, 0.1748748} else 6e-4
    assert counts.e_test(first, second).p == pytest.approx(p, abs=tolerance)
    assert counts.e_test(first, second, convention="score").p == pytest.approx(p, abs=tolerance)


def test_e_test_on_rates_depends_on_its_convention_and_says_which() -> None:
    wald = counts.e_test(100, 25, 10, 5)
    score = counts.e_test(100, 25, 10, 5, convention="score")
    assert wald.p == pytest.approx(0.00057, abs=1e-5)
    assert score.p == pytest.approx(0.00154, abs=1e-5)
    assert (wald.convention, score.convention) == ("wald", "score")


@given(st.integers(0, 40), st.integers(1, 40), st.sampled_from([0.5, 1.0, 3.0]))
@settings(max_examples=50, deadline=None)
def test_e_test_agrees_with_statsmodels(first: int, second: int, exposure: float) -> None:
    for convention in ("wald", "score"):
        own = counts.e_test(first, second, exposure, 1.0, convention=convention)
        peer = poisson_2indep(first, exposure, second, 1.0, method=f"etest-{convention}")
        if own.statistic != 0 and abs(own.statistic) > 1e-9:
            assert own.p == pytest.approx(peer.pvalue, abs=2e-3)


def test_e_test_refuses_what_it_cannot_sum() -> None:
    with pytest.raises(NotWarranted):
        counts.e_test(10**9, 10**9 + 10**6)
    with pytest.raises(NotWarranted):
        counts.e_test(3, 4, 0, 1)


def test_exact_rate_ratio_gives_the_limits_of_a_small_trial() -> None:
    # Tyresö 15 to 6: exact limits .13–1.09.
    found = counts.exact_rate_ratio(15, 6)
    assert found.interval == pytest.approx((0.127, 1.091), abs=0.001)
    assert found.p == pytest.approx(stats.binomtest(6, 21).pvalue, abs=1e-9)


@given(st.integers(1, 60), st.integers(0, 60), st.floats(0.2, 5))
@settings(max_examples=50, deadline=None)
def test_exact_p_and_limits_agree(before: int, after: int, length: float) -> None:
    found = counts.exact_rate_ratio(before, after, 1.0, length)
    assert found.interval[0] <= found.estimate <= found.interval[1]
    assert found.p is not None
    if abs(found.p - 0.05) > 1e-6:
        assert found.significant == (found.p < 0.05)


def test_exact_rate_ratio_needs_something_before() -> None:
    with pytest.raises(NotWarranted):
        counts.exact_rate_ratio(0, 4)


def test_poisson_z() -> None:
    assert counts.poisson_z(16, 25) == 2.0


@given(st.floats(0.5, 400), st.floats(1, 6))
@settings(max_examples=50, deadline=None)
def test_funnel_limits_hold_their_share_and_widen(expected: float, dispersion: float) -> None:
    low, high = counts.funnel(expected)
    assert low <= expected <= high
    assert stats.poisson.cdf(np.ceil(low) - 1, expected) <= 0.025
    assert stats.poisson.sf(np.ceil(high), expected) <= 0.025
    wide = counts.funnel(expected, dispersion=dispersion)
    assert wide[0] <= low + 1e-9
    assert wide[1] >= high - 1e-9


@pytest.mark.parametrize("call", [counts.garwood, counts.byar, counts.funnel])
@pytest.mark.parametrize("bad", [-1, float("nan"), float("inf")])
def test_negative_and_endless_counts_are_refused(call: object, bad: float) -> None:
    with pytest.raises(NotWarranted):
        call(bad)  # type: ignore[operator]
