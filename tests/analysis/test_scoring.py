"""Scores against what they mean, by hand and by brute force."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kokong.analysis.arrays import Refused
from kokong.analysis.scoring import calibration, cells_for, curve, log_score, paired_bootstrap, recapture


def test_hit_rate_pai_and_pei_by_hand() -> None:
    found = curve(np.array([4.0, 3, 2, 1]), np.array([2.0, 0, 3, 0]), missed=5)
    assert found.hits.tolist() == [2, 2, 5, 5]
    assert found.best.tolist() == [3, 5, 5, 5]
    assert found.hit_rate.tolist() == [0.2, 0.2, 0.5, 0.5]
    assert found.pai.tolist() == pytest.approx([1.6, 0.8, 1 / 0.75, 1])  # all of the area holds what lots do
    assert found.by_chance.tolist() == pytest.approx([0.125, 0.25, 0.375, 0.5])
    assert found.pei.tolist() == pytest.approx([2 / 3, 0.4, 1, 1])


@settings(max_examples=40)
@given(seed=st.integers(0, 10**6), levels=st.integers(1, 6))
def test_ties_give_the_mean_over_their_orders(seed: int, levels: Any) -> None:
    rng = np.random.default_rng(seed)
    surface, happened = rng.integers(0, levels, 12) * 1.0, rng.integers(0, 4, 12) * 1.0
    orders = [np.lexsort((rng.random(12), -surface)) for _ in range(4000)]
    mean = np.mean([np.cumsum(happened[order]) for order in orders], axis=0)
    np.testing.assert_allclose(curve(surface, happened).hits, mean, atol=0.25)


def test_perfect_foresight_scores_one() -> None:
    happened = np.random.default_rng(0).poisson(0.5, 200) * 1.0
    assert np.allclose(curve(happened, happened).pei, 1)


def test_a_surface_must_be_whole() -> None:
    for surface in (np.array([1.0, np.nan]), np.array([1.0]), np.zeros(0)):
        with pytest.raises(Refused):
            curve(surface, np.zeros(2))


def test_shares_of_area_are_whole_cells_and_at_least_one() -> None:
    assert cells_for((0.001, 0.01, 0.5), 250).tolist() == [1, 2, 125]


def test_log_score_prefers_the_truth_and_survives_zeros() -> None:
    truth = np.array([0.7, 0.2, 0.1])
    drawn = np.random.default_rng(1).choice(3, 3000, p=truth)
    assert log_score(truth, drawn) > log_score(np.ones(3), drawn)
    assert np.isfinite(log_score(np.array([1.0, 0, 0]), drawn))


def test_calibration_of_a_true_forecast_is_even() -> None:
    rng = np.random.default_rng(2)
    expected = rng.gamma(1, 1, 20_000)
    found = calibration(expected, rng.poisson(expected) * 1.0)
    np.testing.assert_allclose(found.observed / found.expected, 1, atol=0.1)
    assert found.expected.sum() == pytest.approx(expected.sum())


def test_recapture_allows_for_the_change_in_all() -> None:
    assert recapture(20, 100, 10, 50) == 1
    assert np.isnan(recapture(0, 100, 10, 50))


def test_bootstrap_covers_a_known_difference_and_is_repeatable() -> None:
    rng = np.random.default_rng(3)
    events = rng.poisson(200, 200) * 1.0
    base = rng.binomial(events.astype(int), 0.2) * 1.0
    better = base + rng.binomial(events.astype(int), 0.03)
    found = paired_bootstrap(better, base, events)
    assert found.low < 0.03 < found.high
    assert found.low > 0.02
    assert found == paired_bootstrap(better, base, events)
    none = paired_bootstrap(base, base, events)
    assert (none.estimate, none.low, none.high) == (0, 0, 0)
