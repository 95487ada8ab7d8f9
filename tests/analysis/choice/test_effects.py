"""What is believed of an effect, and what it comes to."""

from math import log

import numpy as np
import pytest

from kokong.analysis.arrays import Refused
from kokong.analysis.choice import Effect, Finding, level, pooled, prevented, spread_of
from kokong.analysis.effect.shrinkage import GammaPrior, gamma_prior


def test_a_published_interval_says_how_sure_it_is() -> None:
    assert spread_of(0.669, 0.892) == pytest.approx(0.0734, abs=1e-4)
    with pytest.raises(Refused):
        spread_of(0.9, 0.9)


def test_findings_are_weighted_by_how_sure_they_are() -> None:
    both = pooled([Finding(0.5, 0.2), Finding(1.0, 0.1)], sceptic=1e6)
    assert both.mean == pytest.approx(log(0.5) * 25 / 125)
    assert both.spread == pytest.approx((1 / 125) ** 0.5)


def test_one_towns_halving_of_ten_burglaries_moves_little() -> None:
    before = pooled([Finding(0.8, 0.15)])
    after = pooled([Finding(0.8, 0.15), Finding(0.54, 0.7)])  # 46 per cent, of few
    assert 0 < before.mean - after.mean < 0.02
    assert after.ratio > 0.85


def test_without_findings_nothing_is_believed() -> None:
    assert pooled([]).mean == 0
    low, high = pooled([]).interval()
    assert low < 1 < high


def test_a_high_count_is_partly_luck() -> None:
    counts = np.array([8.0, 2, 5, 18, 7, 4, 11, 9, 3, 13])
    prior = gamma_prior(counts)
    mean, variance = level(prior, count=18, exposure=1, ahead=1)
    assert counts.mean() < mean < 18
    assert variance > 0
    assert mean == pytest.approx(float(prior.forecast(np.array([18.0]), np.array([1.0]))[0]))
    assert level(GammaPrior(8, np.inf, np.inf), count=18, exposure=1, ahead=1) == (8, 0)


def test_what_is_prevented_agrees_with_a_simulation() -> None:
    effect, rng = Effect(log(0.85), 0.1), np.random.default_rng(1)
    mean, low, high = prevented(effect, mean=np.array([10.0]), variance=np.array([6.0]), share=np.array([0.5]))
    drawn = rng.gamma(100 / 6, 6 / 10, 400_000) * 0.5 * (1 - np.exp(rng.normal(effect.mean, 0.1, 400_000)))
    assert mean[0] == pytest.approx(drawn.mean(), abs=0.02)
    assert (low[0], high[0]) == pytest.approx(tuple(np.quantile(drawn, [0.1, 0.9])), abs=0.03)


def test_an_uncertain_effect_may_do_harm_and_the_interval_says_so() -> None:
    _mean, low, high = prevented(
        Effect(-0.02, 0.1), mean=np.array([10.0]), variance=np.array([0.0]), share=np.array([1.0])
    )
    assert low[0] < 0 < high[0]
