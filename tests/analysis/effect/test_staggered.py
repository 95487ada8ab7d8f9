"""Starts at different times: the fast collapsed form against the full model, and the full against statsmodels."""

import numpy as np
import pytest
from statsmodels.genmod.families import Poisson
from statsmodels.genmod.generalized_linear_model import GLM

from kokong.analysis.effect import collapsed, staggered
from kokong.analysis.effect.errors import NotWarranted
from kokong.analysis.effect.staggered import NEVER
from kokong.analysis.effect.values import Floats, Ints


def rollout(seed: int = 1, units: int = 60, change: float = 0.6) -> tuple[Floats, Ints]:
    """Three cohorts and a rest; 24 periods."""
    random = np.random.default_rng(seed)
    first = np.array([8, 12, 16, NEVER, NEVER])[np.arange(units) % 5]
    rate = random.gamma(4, 1, units)[:, None] * random.uniform(0.7, 1.3, 24)
    rate = np.where((first[:, None] != NEVER) & (np.arange(24) >= first[:, None]), rate * change, rate)
    return random.poisson(rate).astype(float), first


def saturated(outcomes: Floats, first: Ints) -> tuple[Floats, Floats]:
    """The same model by statsmodels: means with and without treatment in the treated cells."""
    units, periods = outcomes.shape
    unit, period = (g.ravel() for g in np.meshgrid(np.arange(units), np.arange(periods), indexing="ij"))
    start = first[unit]
    treated = (start != NEVER) & (period >= start)
    groups = [(start == g).astype(float) for g in np.unique(first)]
    times = [(period == t).astype(float) for t in range(1, periods)]
    cells = [
        (treated & (start == g) & (period == t)).astype(float) for g in (8, 12, 16) for t in range(g, periods)
    ]
    x = np.column_stack([*groups, *times, *cells])
    fitted = GLM(outcomes.ravel(), x, family=Poisson()).fit()
    without = x.copy()
    without[:, len(groups) + len(times) :] = 0
    return fitted.predict(x)[treated], fitted.predict(without)[treated]


def test_full_model_equals_statsmodels() -> None:
    outcomes, first = rollout()
    with_, without = saturated(outcomes, first)
    found = staggered.etwfe(outcomes, first)
    assert found.overall.estimate == pytest.approx(float((with_ - without).mean()), abs=1e-6)
    assert sorted(found.events) == list(range(16))


def test_collapsed_form_is_the_full_model_as_a_ratio() -> None:
    outcomes, first = rollout()
    with_, without = saturated(outcomes, first)
    found = collapsed.staggered_ratio(outcomes, first)
    assert found.estimate == pytest.approx(float(with_.sum() / without.sum()), rel=1e-6)
    assert found.interval[0] < 0.6 < found.interval[1]


def test_one_start_for_all_is_difference_in_differences() -> None:
    outcomes, first = rollout()
    first = np.where(first == NEVER, NEVER, 12)
    treated = first == 12
    cells = [outcomes[who][:, span].sum() for who in (treated, ~treated) for span in (slice(12, None), slice(12))]
    assert collapsed.staggered_ratio(outcomes, first).estimate == pytest.approx(
        cells[0] * cells[3] / (cells[1] * cells[2])
    )


def test_linear_model_with_a_covariate_is_least_squares() -> None:
    outcomes, first = rollout()
    covariate = np.random.default_rng(2).normal(size=(60, 1))
    found = staggered.etwfe(outcomes + 3 * covariate, first, covariates=covariate, family="gaussian")
    plain = staggered.etwfe(outcomes, first, family="gaussian")
    assert found.overall.estimate == pytest.approx(plain.overall.estimate, abs=0.35)
    # What the covariate explains alike before and after must not move the answer at all.
    again = staggered.etwfe(outcomes + 100 * covariate, first, covariates=covariate, family="gaussian")
    assert again.overall.estimate == pytest.approx(found.overall.estimate, abs=1e-6)


def test_all_treated_in_the_end_compares_with_those_not_yet() -> None:
    outcomes, first = rollout(units=90)
    late = np.where(first == NEVER, 20, first)
    found = staggered.etwfe(outcomes, late)
    assert found.overall.counts["unit_periods"] == sum((20 - f) * (late == f).sum() for f in (8, 12, 16))


def test_placebos_deal_the_starts_out_anew() -> None:
    outcomes, first = rollout()
    ratios, p = collapsed.staggered_placebos(outcomes, first, draws=99, generator=np.random.default_rng(1))
    assert p == 0.01
    assert ratios.size == 99
    null, starts = rollout(change=1.0, seed=4)
    assert collapsed.staggered_placebos(null, starts, draws=99, generator=np.random.default_rng(1))[1] > 0.05


@pytest.mark.parametrize("first", [np.full(60, NEVER), np.zeros(60, dtype=int), np.full(60, 5), np.full(60, 99)])
def test_no_contrast_is_refused(first: Ints) -> None:
    with pytest.raises(NotWarranted):
        staggered.etwfe(rollout()[0], first)
