"""Surfaces on grids, against direct sums."""

import numpy as np
import pytest

from kokong.analysis.arrays import Refused
from kokong.analysis.hotspots import (
    Grid,
    add_kernels,
    choose_bandwidth,
    density,
    far_off,
    getis_ord,
    grid_over,
    per_dwelling,
    recency,
    smooth,
)

GRID = Grid(0.0, 0.0, 50.0, 60, 40)


def test_cells_and_their_middles_agree() -> None:
    x, y = GRID.centres(np.arange(GRID.size))
    assert (GRID.cells_of(x, y) == np.arange(GRID.size)).all()
    assert GRID.cells_of([-1.0, 3000.0], [0.0, 0.0]).tolist() == [-1, -1]


def test_binned_density_is_the_sum_of_gaussians() -> None:
    rng = np.random.default_rng(0)
    x, y = rng.uniform(1200, 1800, 30), rng.uniform(800, 1200, 30)
    cx, cy = GRID.centres(GRID.cells_of(x, y))
    gx, gy = GRID.centres(np.arange(GRID.size))
    square = (gx[:, None] - cx) ** 2 + (gy[:, None] - cy) ** 2
    exact = (np.exp(-square / (2 * 150**2)) / (2 * np.pi * 150**2)).sum(axis=1) * 50**2
    found = density(GRID, GRID.cells_of(x, y), bandwidth=150).ravel()
    np.testing.assert_allclose(found, exact, rtol=0.02, atol=2e-4 * exact.max())
    assert found.sum() == pytest.approx(30, rel=1e-3)


def test_correction_at_the_edge_keeps_the_mass_inside() -> None:
    inside = np.zeros(GRID.shape, bool)
    inside[:, :30] = True
    cells = GRID.cells_of([1490.0, 400.0], [1000.0, 1000.0])
    found = density(GRID, cells, bandwidth=200, inside=inside)
    assert found[~inside].sum() == 0
    assert found.sum() == pytest.approx(2, rel=0.02)
    assert density(GRID, cells, bandwidth=200)[inside].sum() < 1.6


def test_recency_halves() -> None:
    assert recency(np.array([1.0, 31, 61, 0, -5]), 30).tolist() == [1, 0.5, 0.25, 0, 0]


def test_gi_star_against_its_definition() -> None:
    rng = np.random.default_rng(1)
    counts = rng.poisson(1, GRID.shape) * 1.0
    found = getis_ord(GRID, counts, within_m=100)
    n, mean, sd = counts.size, counts.mean(), counts.std()
    row, column = np.indices(counts.shape)
    for r, c in ((0, 0), (10, 20), (39, 59), (5, 0)):
        near = (row - r) ** 2 + (column - c) ** 2 <= 4
        w = near.sum()
        expected = (counts[near].sum() - mean * w) / (sd * np.sqrt((n * w - w**2) / (n - 1)))
        assert found[r, c] == pytest.approx(expected, rel=1e-9)
    with pytest.raises(Refused, match="equally many"):
        getis_ord(GRID, np.ones(GRID.shape), within_m=100)


def test_risk_per_dwelling_is_blank_where_nobody_lives() -> None:
    dwellings = np.zeros(GRID.shape)
    dwellings[:, :20] = 10
    risk = density(GRID, GRID.cells_of([500.0], [1000.0]), bandwidth=100)
    found = per_dwelling(risk, dwellings, bandwidth_cells=2)
    assert np.isnan(found[20, 50])
    assert found[20, 10] == pytest.approx(risk[20, 10] / 10, rel=0.05)


def test_neither_the_narrowest_nor_the_widest_bandwidth_wins() -> None:
    rng = np.random.default_rng(2)
    middle = rng.uniform(500, 1500, (15, 2))
    x, y = (middle[rng.integers(0, 15, 200)] + rng.normal(0, 60, (200, 2))).T
    found = choose_bandwidth(GRID, x, y, np.arange(200.0), (5.0, 50.0, 400.0))
    assert found.metres == 50
    with pytest.raises(Refused, match="too few"):
        choose_bandwidth(GRID, x[:3], y[:3], np.arange(3.0), (50.0,))


def test_a_grid_too_large_is_refused_with_counts() -> None:
    x, y = np.r_[np.random.default_rng(0).uniform(0, 5000, 99), 9e6], np.r_[np.full(99, 10.0), 9e6]
    assert far_off(x, y).sum() == 1
    with pytest.raises(Refused, match="1 of 100 points"):
        grid_over(x, y, cell=25)
    assert grid_over(x[:-1], y[:-1], cell=25).size < 500


def test_smoothing_conserves_and_is_symmetric() -> None:
    values = np.zeros((41, 61))
    values[20, 30] = 1
    found = smooth(values, 2.5)
    assert found.sum() == pytest.approx(1)
    np.testing.assert_allclose(found, found[::-1, ::-1])
    np.testing.assert_allclose(smooth(values, 100.0).shape, values.shape)


@pytest.mark.parametrize("sigma", [0.3, 1.0, 7.0, 30.0])
def test_points_added_one_by_one_are_as_their_counts_smoothed(sigma: float) -> None:
    rng = np.random.default_rng(4)
    cells = np.r_[0, GRID.columns - 1, GRID.size - 1, -1, rng.integers(0, GRID.size, 30)]
    weights = rng.random((2, cells.size))
    found = np.ones((2, *GRID.shape))
    add_kernels(found, cells, weights, sigma)
    for kind in range(2):
        expected = 1 + smooth(GRID.counts(cells, weights[kind]), sigma)
        np.testing.assert_allclose(found[kind], expected, rtol=1e-12)
