"""Synthetic controls: Proposition 99 where the data are at hand, and properties everywhere."""

import csv
import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kokong.analysis.effect import calibration, synthetic
from kokong.analysis.effect.errors import NotWarranted
from kokong.analysis.effect.values import Floats

from .towns import town

CHECKOUT = Path(__file__).resolve().parents[3]
DATA = Path(os.environ.get("KOKONG_TEST_DATA", CHECKOUT.parent / "shared" / "data")) / "prop99_smoking.csv"


@pytest.fixture(scope="module")
def smoking() -> tuple[Floats, int, int]:
    """Packs a head by state and year, California's row, and 1989."""
    if not DATA.exists():
        pytest.skip("prop99_smoking.csv is not at hand; set KOKONG_TEST_DATA to its folder")
    with DATA.open(encoding="utf-8") as file:
        rows = [(row["state"], int(float(row["year"])), float(row["cigsale"])) for row in csv.DictReader(file)]
    states, years = sorted({r[0] for r in rows}), sorted({r[1] for r in rows})
    table = np.zeros((len(states), len(years)))
    for state, year, packs in rows:
        table[states.index(state), years.index(year)] = packs
    return table, states.index("California"), years.index(1989)


def test_proposition_99_by_simplex_weights(smoking: tuple[Floats, int, int]) -> None:
    found = synthetic.synthetic_control(*smoking)
    assert found.estimate.estimate == pytest.approx(-19.514, abs=0.02)
    assert found.rmse_before == pytest.approx(1.656, abs=0.002)
    assert (found.rank, found.placebos) == (3, 39)


def test_proposition_99_by_synthetic_difference_in_differences(smoking: tuple[Floats, int, int]) -> None:
    table, california, start = smoking
    found = synthetic.synthetic_did(table, [california], start, draws=50, generator=np.random.default_rng(1))
    assert found.estimate.estimate == pytest.approx(-15.604, abs=0.01)
    assert found.estimate.se is not None
    assert 5 < found.estimate.se < 14


@given(st.integers(0, 10_000), st.integers(3, 15), st.integers(2, 12))
@settings(max_examples=50, deadline=None)
def test_simplex_weights_are_the_best_on_the_simplex(seed: int, units: int, periods: int) -> None:
    random = np.random.default_rng(seed)
    donors, target = random.normal(size=(periods, units)), random.normal(size=periods)
    weights = synthetic.simplex_weights(donors, target, ridge=0.1)
    assert weights.min() >= 0
    assert weights.sum() == pytest.approx(1)

    def loss(w: Floats) -> float:
        return float(np.square(donors @ w - target).sum() + 0.1 * np.square(w).sum())

    others = random.dirichlet(np.ones(units), size=60)
    assert loss(weights) <= min(loss(w) for w in others) + 1e-9
    # No step toward a corner helps either (the Karush-Kuhn-Tucker conditions).
    assert all(loss(0.999 * weights + 0.001 * corner) >= loss(weights) - 1e-9 for corner in np.eye(units))


def test_a_unit_that_is_a_mixture_is_found() -> None:
    random = np.random.default_rng(1)
    others = random.normal(10, 3, size=(8, 20)).cumsum(axis=1)
    mixture = 0.3 * others[2] + 0.7 * others[5]
    mixture[15:] -= 4
    found = synthetic.synthetic_control(np.vstack([mixture, others]), 0, 15, placebos=False)
    assert found.weights[[3, 6]] == pytest.approx([0.3, 0.7], abs=1e-6)
    assert found.estimate.estimate == pytest.approx(-4, abs=1e-6)


@pytest.mark.parametrize(("shape", "start"), [((5, 3), 1), ((2, 10), 5), ((5, 10), 10)])
def test_too_little_is_refused(shape: tuple[int, int], start: int) -> None:
    with pytest.raises(NotWarranted):
        synthetic.synthetic_control(np.ones(shape), 0, start)


@given(st.integers(0, 10_000))
@settings(max_examples=50, deadline=None)
def test_calibration_weights_match_and_stay_nearest(seed: int) -> None:
    random = np.random.default_rng(seed)
    x = np.column_stack([np.ones(80), random.gamma(3, 1, size=(80, 3))])
    hidden = random.uniform(0, 1, 80)
    found = calibration.calibrate(x, x.T @ hidden)
    assert found.imbalance < 1e-6
    assert found.weights.min() >= 0
    base = hidden.sum() / 80
    assert np.square(found.weights - base).sum() <= np.square(hidden - base).sum() + 1e-6


def test_calibration_says_when_nothing_matches() -> None:
    x = np.column_stack([np.ones(30), np.random.default_rng(1).uniform(0, 1, 30)])
    found = calibration.calibrate(x, np.array([5.0, 50.0]))
    assert found.imbalance > 0.5
    assert np.isfinite(found.weights).all()


def test_synthetic_town_finds_the_planted_change() -> None:
    found, weights = calibration.synthetic(town(areas=120, treated=20, monthly=1.5, change=0.6))
    assert weights.imbalance < 0.001
    assert found.interval[0] < 0.6 < found.interval[1] < 0.75
    assert weights.effective > 30
