"""Difference in differences: the closed forms against statsmodels with every fixed effect written out."""

import numpy as np
import pytest
from statsmodels.genmod.families import Poisson
from statsmodels.genmod.generalized_linear_model import GLM

from kokong.analysis.effect import did
from kokong.analysis.effect.errors import NotWarranted
from kokong.analysis.effect.values import Floats

from .towns import town


def full_regression(panel: object) -> tuple[float, float, Floats]:
    """Unit and period effects as dummies: coefficient, cluster-robust error, residuals."""
    counts = panel.counts  # type: ignore[attr-defined]
    units, periods = counts.shape
    unit, period = (g.ravel() for g in np.meshgrid(np.arange(units), np.arange(periods), indexing="ij"))
    d = (panel.ring[unit] == 1) & (period >= panel.start)  # type: ignore[attr-defined]
    x = np.column_stack([d, np.eye(units)[unit], np.eye(periods)[period][:, 1:]]).astype(float)
    fitted = GLM(counts.ravel(), x, family=Poisson()).fit(
        cov_type="cluster", cov_kwds={"groups": unit, "use_correction": False}
    )
    return float(fitted.params[0]), float(fitted.bse[0]), fitted.resid_response


def test_closed_form_equals_regression_with_all_fixed_effects() -> None:
    panel = town(areas=14, treated=5, months=16, start=10, monthly=3, change=0.6)
    coefficient, error, _residuals = full_regression(panel)
    data = did.two_by_two(panel)
    assert data.log_ratio() == pytest.approx(coefficient, abs=1e-6)
    # Without the small-sample factors n/(n − 1) of each side the cluster-robust errors are the same.
    parts = [float(np.square(did._influence(data, who)).sum()) for who in (data.treated, ~data.treated)]
    assert np.sqrt(sum(parts)) == pytest.approx(error, rel=1e-4)


def test_designs_share_the_estimate_and_differ_in_width() -> None:
    panel = town(areas=60, treated=15, monthly=1, change=0.7)
    data = did.two_by_two(panel)
    found = [did.poisson(data), did.period_quasi(panel), did.area_quasi(data), did.clustered(data)]
    assert len({round(one.estimate, 9) for one in found}) == 1
    assert all(one.dispersion >= 1 for one in found[:3])
    assert all(one.assumptions and one.counts["treated_before"] > 0 for one in found)


def test_area_quasi_sees_areas_that_go_their_own_way() -> None:
    panel = town(areas=60, treated=15, monthly=2)
    wild = panel.counts.copy()
    wild[::2, panel.start :] *= 3
    calm, restless = (
        did.area_quasi(did.two_by_two(panel)),
        did.area_quasi(did.TwoByTwo(panel.before, wild[:, panel.start :].sum(axis=1), panel.rows(1))),
    )
    assert restless.dispersion > 5 * calm.dispersion


def test_negative_binomial_finds_the_planted_change() -> None:
    found = did.negative_binomial(did.two_by_two(town(areas=120, treated=40, monthly=2, change=0.6)))
    assert found.interval[0] < 0.6 < found.interval[1]
    assert found.interval[1] < 0.8
    assert found.dispersion >= 1


def test_placebos_are_repeatable_and_fair() -> None:
    data = did.two_by_two(town(areas=60, treated=15, change=0.5))
    first, second = (did.permuted(data, draws=199, generator=np.random.default_rng(4)) for _again in range(2))
    assert first == second
    assert first.p == pytest.approx(1 / 200)
    null = did.permuted(did.two_by_two(town(areas=60, treated=15)), draws=199, generator=np.random.default_rng(4))
    assert null.p is not None
    assert null.p > 0.05


def test_smallest_p_of_few_areas() -> None:
    assert did.smallest_p(1, 19) == 0.05
    assert did.smallest_p(3, 9) == pytest.approx(1 / 220)


def test_too_little_is_refused() -> None:
    panel = town(areas=3, treated=1)
    with pytest.raises(NotWarranted):
        did.clustered(did.two_by_two(panel))
    with pytest.raises(NotWarranted):
        did.poisson(did.TwoByTwo(np.array([3.0, 4.0]), np.array([0.0, 4.0]), np.array([True, False])))
