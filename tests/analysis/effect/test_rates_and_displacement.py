"""Published ratios and displacement differences, with the facts written out."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.genmod.families import Poisson
from statsmodels.genmod.families.links import Identity
from statsmodels.genmod.generalized_linear_model import GLM

from kokong.analysis.effect import rates
from kokong.analysis.effect.displacement import Areas, wdd, wdd_harm, wdq
from kokong.analysis.effect.errors import NotWarranted

TREATED, CONTROL, MOVED, MOVED_CONTROL = (207, 110), (308, 318), (178, 157), (150, 140)
positive = st.tuples(st.integers(1, 500), st.integers(1, 500))


def test_wdd_of_wheeler_and_ratcliffe() -> None:
    found = wdd(TREATED, CONTROL, MOVED, MOVED_CONTROL)
    assert found.total.estimate == -118
    assert found.total.se == pytest.approx(math.sqrt(1568), abs=1e-9)
    assert found.total.z == pytest.approx(-2.98, abs=0.005)
    assert found.total.interval == pytest.approx((-196, -40), abs=0.5)
    assert found.local.estimate == -107
    assert found.local.se == pytest.approx(30.708305, abs=1e-5)
    assert (found.displacement.estimate, found.displacement.se) == (-11, 25)


def test_wdd_with_areas_of_different_size() -> None:
    # Areas: control .9, treated 1.2, displacement control 1.6, displacement 1.5.
    found = wdd(TREATED, CONTROL, MOVED, MOVED_CONTROL, areas=Areas(1.2, 0.9, 1.5, 1.6)).total
    assert found.estimate == pytest.approx(-99.69444444, abs=1e-6)
    assert found.se == pytest.approx(35.4280755, abs=1e-6)
    assert found.z == pytest.approx(-2.813995483, abs=1e-6)
    assert found.interval == pytest.approx((-169.1321965, -30.25669241), abs=1e-6)


def test_wdd_with_two_years_before_and_one_after() -> None:
    found = wdd((80, 20), (100, 50), periods=(2, 1)).total
    assert found.estimate == -20
    assert found.se == pytest.approx(math.sqrt(115), abs=1e-9)


def test_wdd_of_five_crimes_by_harm() -> None:
    # Treated and control, before and after: vehicles, theft, burglary, robbery, assault; weights 3, 2, 5, 7, 10.
    crimes = [
        ((130, 74), (133, 91)),
        ((327, 202), (388, 305)),
        ((398, 190), (148, 97)),
        ((144, 92), (86, 64)),
        ((183, 96), (94, 67)),
    ]
    found = wdd_harm([wdd(t, c).local for t, c in crimes], [3, 2, 5, 7, 10])
    assert found.estimate == -1721
    assert found.se == pytest.approx(304.10360077, abs=1e-6)
    assert found.interval == pytest.approx((-2317.03210507, -1124.96789493), abs=1e-5)
    with pytest.raises(NotWarranted):
        wdd_harm([wdd(*crimes[0]).local], [1, 2])


@given(positive, positive, st.floats(1, 5))
@settings(max_examples=50, deadline=None)
def test_wdd_is_poisson_regression_with_identity_link_and_dispersion_widens_it(
    treated: tuple[int, int], control: tuple[int, int], dispersion: float
) -> None:
    found, wide = wdd(treated, control), wdd(treated, control, dispersion=dispersion)
    assert found.local.estimate == (treated[1] - treated[0]) - (control[1] - control[0])
    assert found.local.se == pytest.approx(math.sqrt(sum(treated) + sum(control)))
    assert wide.local.se == pytest.approx(math.sqrt(dispersion) * (found.local.se or 0))


@pytest.mark.filterwarnings("ignore")  # a saturated model fits perfectly, and statsmodels says so
def test_wdd_equals_statsmodels() -> None:
    y = np.array([*TREATED, *CONTROL], dtype=float)
    x = np.array([[1, 1, 0, 0], [1, 1, 1, 1], [1, 0, 0, 0], [1, 0, 1, 0]], dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        fitted = GLM(y, x, family=Poisson(Identity())).fit(start_params=[300, -90, 12, -100])
    found = wdd(TREATED, CONTROL).local
    assert found.estimate == pytest.approx(fitted.params[3], abs=1e-6)
    assert found.se == pytest.approx(fitted.bse[3], abs=1e-4)


def test_relative_incident_rate_ratio_of_wilson() -> None:
    found = rates.rate_ratio((50, 30), (60, 55))
    assert math.log(found.estimate) == pytest.approx(-0.4238142, abs=1e-6)
    assert found.estimate == pytest.approx(0.6545455, abs=1e-6)
    assert wdd((50, 30), (60, 55)).total.estimate == -15


def test_ratio_equals_the_poisson_interaction_and_its_reciprocal_is_the_effect_size() -> None:
    found = rates.rate_ratio(TREATED, CONTROL)
    assert found.estimate == pytest.approx(0.5146902, abs=1e-6)
    assert found.se == pytest.approx(0.1425243, abs=1e-6)
    assert found.more["relative_effect_size"] == pytest.approx(1.9429, abs=1e-4)
    assert rates.relative_effect_size(TREATED, CONTROL).estimate == pytest.approx(1.9429, abs=1e-4)


def test_relative_effect_size_of_a_cctv_study() -> None:
    found = rates.relative_effect_size((5832, 4591), (1789, 2002))
    assert found.estimate == pytest.approx(1.42, abs=0.005)
    assert found.interval == pytest.approx((1.32, 1.53), abs=0.005)


def test_seattle_two_by_two() -> None:
    found = rates.rate_ratio((805, 245), (47_003, 18_521), periods=(12, 4))
    assert found.estimate == pytest.approx(0.772, abs=5e-4)
    assert found.interval == pytest.approx((0.669, 0.892), abs=5e-4)


def test_additive_and_multiplicative_disagree() -> None:
    assert rates.additive_change((0.3, 0.5), (0.1, 0.4)) == pytest.approx(-0.1)
    assert rates.multiplicative_counterfactual((0.3, 0.5), (0.1, 0.4)) == pytest.approx(1.2)


@given(positive, positive)
@settings(max_examples=50, deadline=None)
def test_exact_ratio_agrees_with_the_large_sample_one(treated: tuple[int, int], control: tuple[int, int]) -> None:
    exact, plain = rates.exact_ratio(treated, control), rates.rate_ratio(treated, control)
    assert exact.interval[0] <= exact.estimate <= exact.interval[1]
    if min(*treated, *control) > 60:
        assert exact.estimate == pytest.approx(plain.estimate, rel=0.02)


def test_zeros() -> None:
    with pytest.raises(NotWarranted):
        rates.rate_ratio((10, 0), (20, 20))
    exact = rates.exact_ratio((10, 0), (20, 20))
    assert (exact.estimate, exact.interval[0]) == (0, 0)
    assert exact.interval[1] < 1
    with pytest.raises(NotWarranted):
        rates.exact_ratio((0, 0), (3, 3))


def test_quotient_and_companions_by_guerettes_formulas() -> None:
    found = wdq(TREATED, CONTROL, MOVED)
    assert found.success == pytest.approx(-0.3261660, abs=1e-6)
    assert found.buffer == pytest.approx(-0.0842114, abs=1e-6)
    assert found.quotient == pytest.approx(0.2581857, abs=1e-6)
    assert found.gross_effect == 97
    assert found.net_effect == pytest.approx(0.3261660, abs=1e-6)
    assert found.total_net_effect == pytest.approx(130.5, abs=1e-9)


def test_quotient_means_nothing_when_the_target_did_not_improve() -> None:
    assert wdq((100, 120), (300, 300), (50, 40)).quotient is None
    with pytest.raises(NotWarranted):
        wdq((100, 120), (300, 0), (50, 40))


def test_nothing_at_all_is_refused() -> None:
    with pytest.raises(NotWarranted):
        wdd((0, 0), (0, 0))


@pytest.mark.parametrize("bad", [(-1, 5), (float("nan"), 5)])
def test_negative_counts_are_refused(bad: tuple[float, float]) -> None:
    with pytest.raises(NotWarranted):
        wdd(bad, CONTROL)
