"""Chains, local statistics, the ceiling, windows of time and distance along streets."""

import tracemalloc
from itertools import combinations, permutations
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import hypergeom

from kokong.analysis.arrays import Refused
from kokong.analysis.compiled import at_most
from kokong.analysis.near_repeat import (
    Streets,
    chains,
    knox,
    links,
    local_knox,
    midpoints,
    network_knox,
    prevention_ceiling,
    window_sensitivity,
)
from kokong.analysis.near_repeat.counting import count_pairs
from kokong.analysis.near_repeat.windows import pairs_in_time


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10**6), metric=st.sampled_from(["euclidean", "manhattan"]))
def test_links_are_all_close_pairs(seed: int, metric: Any) -> None:
    rng = np.random.default_rng(seed)
    x, y, days = rng.integers(0, (15, 15, 20), (40, 3)).astype(np.float64).T
    found = links(x, y, days, within_m=3, within_days=4, metric=metric)
    expected = set()
    for i, j in permutations(range(40), 2):
        gap = abs(x[i] - x[j]) + abs(y[i] - y[j]) if metric == "manhattan" else np.hypot(x[i] - x[j], y[i] - y[j])
        if gap <= 3 and 0 <= days[j] - days[i] <= 4 and (days[i] < days[j] or i < j):
            expected.add((i, j))
    assert set(zip(found.earlier.tolist(), found.later.tolist(), strict=True)) == expected
    assert found.count == len(expected)


def test_chains_join_what_follows() -> None:
    x, days = [0.0, 50, 500, 90, 5000], [0.0, 5, 0, 12, 3]
    found = chains(x, np.zeros(5), days, within_m=60, within_days=7)
    assert found.chain.tolist() == [0, 0, 1, 0, 2]
    assert found.near_repeat.tolist() == [0, 1, 0, 1, 0]
    assert found.sizes.tolist() == [3, 1, 1]


def test_local_statistic_is_that_of_all_permutations_of_the_others() -> None:
    rng = np.random.default_rng(4)
    x, days = rng.integers(0, 8, 7) * 1.0, rng.integers(0, 9, 7) * 1.0
    found = local_knox(x, np.zeros(7), days, within_m=2, within_days=3)
    close = np.abs(x - x[0]) <= 2
    draws = []
    for order in permutations(range(1, 7)):
        dealt = days[[0, *order]]
        draws.append(int((close & (np.abs(dealt - days[0]) <= 3))[1:].sum()))
    assert found.expected[0] == pytest.approx(np.mean(draws), rel=1e-12)
    assert found.p[0] == pytest.approx(np.mean(np.array(draws) >= found.observed[0]), rel=1e-9)
    assert (found.q >= found.p - 1e-12).all()


def test_ceiling_by_chance_is_that_of_all_permutations() -> None:
    rng = np.random.default_rng(6)
    x, days = rng.integers(0, 6, 6) * 1.0, rng.integers(0, 8, 6) * 1.0
    near = (np.abs(x[:, None] - x) <= 1) & ~np.eye(6, dtype=bool)

    def following(at: Any) -> Any:
        gap = at[:, None] - at
        return (near & (gap >= 1) & (gap <= 3)).any(axis=1).mean()

    found = prevention_ceiling(x, np.zeros(6), days, within_m=1, within_days=3)
    assert found.following == pytest.approx(following(days))
    every = [following(days[list(order)]) for order in permutations(range(6))]
    assert found.by_chance == pytest.approx(np.mean(every), rel=1e-12)


@settings(max_examples=40, deadline=None)
@given(
    seed=st.integers(0, 10**6),
    n=st.integers(0, 60),
    within_days=st.sampled_from([1, 3, 4.5, 1000]),
    metric=st.sampled_from(["euclidean", "manhattan"]),
)
def test_ceiling_is_that_of_all_pairs_listed(seed: int, n: int, within_days: float, metric: Any) -> None:
    rng = np.random.default_rng(seed)
    x, y, days = rng.integers(0, (15, 15, 20), (n, 3)).astype(np.float64).T
    found = prevention_ceiling(x, y, days, within_m=3, within_days=within_days, metric=metric)
    close = links(x, y, days, within_m=3, within_days=within_days, metric=metric)
    assert found.following == (np.unique(close.later[close.days >= 1]).size / n if n else 0)
    near = links(x, y, np.zeros(n), within_m=3, within_days=0, metric=metric)
    degree = np.bincount(near.earlier, minlength=n) + np.bincount(near.later, minlength=n)
    gap = days[:, None] - days
    before = ((gap >= 1) & (gap <= within_days)).sum(axis=1)
    none = np.asarray(hypergeom.pmf(0, n - 1, degree[:, None], before)) if n > 1 else np.ones((1, 1))
    assert found.by_chance == pytest.approx((1 - none).mean(), rel=1e-10, abs=1e-12)


def test_ceiling_is_the_same_on_any_number_of_threads() -> None:
    rng = np.random.default_rng(3)
    x, y, days = rng.random((3, 3000)) * [[2000], [2000], [400]]
    told = []
    for number in (1, 5):
        with at_most(number):
            told.append(prevention_ceiling(x, y, days, within_m=80, within_days=14))
    assert told[0] == told[1]
    close = links(x, y, np.floor(days), within_m=80, within_days=14)
    assert told[0].following == np.unique(close.later[close.days >= 1]).size / 3000


def test_ceiling_of_one_crowded_spot_keeps_no_pairs() -> None:
    n = 12_000  # 72 million pairs: listed, more than a gigabyte
    tracemalloc.start()
    found = prevention_ceiling(np.zeros(n), np.zeros(n), np.arange(n) // 2, within_m=100, within_days=14)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found.following == (n - 2) / n
    assert most < 50e6


def test_certain_times_leave_nothing_open() -> None:
    rng = np.random.default_rng(1)
    x, y = rng.random((2, 150)) * 1000
    days = np.floor(rng.random(150) * 60)
    bands: dict[str, Any] = {"space": (100.0, 300.0), "days_apart": (7.0, 14.0)}
    found = window_sensitivity(x, y, days, days, **bands)
    table = knox(x, y, days, **bands, permutations=0)
    np.testing.assert_allclose(found.low, table.ratio, rtol=1e-12)
    np.testing.assert_allclose(found.high, table.ratio, rtol=1e-12)


def test_wide_windows_leave_much_open() -> None:
    rng = np.random.default_rng(2)
    x, y = rng.random((2, 150)) * 1000
    days = np.floor(rng.random(150) * 60)
    found = window_sensitivity(x, y, days - 5, days + 5, space=(300.0,), days_apart=(3.0,))
    assert found.low[0, 0] < found.middle[0, 0] < found.high[0, 0]


def test_windows_that_end_before_they_start_are_counted_and_refused() -> None:
    assert midpoints([0.0, 1], [2.0, 1]).tolist() == [1.0, 1.0]
    with pytest.raises(Refused, match="1 windows end before"):
        midpoints([0.0, 3], [1.0, 2])


def ladder(size: int = 5, step: float = 100.0) -> Streets:
    """A grid of streets."""
    place = np.arange(size * size).reshape(size, size)
    ends = np.r_[np.c_[place[:, :-1].ravel(), place[:, 1:].ravel()], np.c_[place[:-1].ravel(), place[1:].ravel()]]
    y, x = np.divmod(place.ravel(), size)
    return Streets(x * step, y * step, ends)


def test_on_a_grid_of_streets_distance_between_crossings_is_manhattan() -> None:
    rng = np.random.default_rng(3)
    x, y = rng.integers(0, 5, (2, 60)) * 100.0
    days = rng.integers(0, 30, 60) * 1.0
    bands: dict[str, Any] = {"space": (0.1, 101.0, 201.0, 301.0), "days_apart": (3.0, 7.0), "permutations": 99}
    along = network_knox(x, y, days, ladder(), **bands)
    plane = knox(x, y, days, metric="manhattan", **bands)
    assert along.observed.tolist() == plane.observed.tolist()
    np.testing.assert_allclose(along.expected, plane.expected, rtol=1e-12)
    assert along.metric == "network"


def test_back_to_back_is_far_along_the_street() -> None:
    streets = Streets(np.array([0.0, 100, 0, 100]), np.array([0.0, 0, 40, 40]), np.array([[0, 1], [2, 3], [1, 3]]))
    x, y, days = [10.0, 10.0, 30.0], [1.0, 39.0, 0.0], [0.0, 1, 2]
    found = network_knox(x, y, days, streets, space=(50.0, 250.0), days_apart=(7.0,), permutations=0)
    assert found.observed.tolist() == [[1], [2]]  # 20 m along the street; 90 + 40 + 90 m and 70 + 40 + 90 m around
    with pytest.raises(Refused, match="no streets"):
        network_knox(
            x, y, days, Streets(np.zeros(0), np.zeros(0), np.zeros((0, 2), int)), space=(5.0,), days_apart=(1,)
        )


@settings(max_examples=30, deadline=None)
@given(
    times=st.lists(st.integers(0, 40), max_size=30), limits=st.lists(st.integers(0, 50), min_size=1, max_size=4)
)
def test_pairs_in_time(times: Any, limits: Any) -> None:
    found = pairs_in_time(np.sort(np.array(times, np.int32)), np.array(limits, np.int64))
    apart = [abs(a - b) for a, b in combinations(times, 2)]
    assert found.tolist() == [sum(gap <= limit for gap in apart) for limit in limits]


@pytest.mark.parametrize("limits", [(7, 14, 21, 28), (0, 1, 253, 254), (7, 254, 255, 300), (3, -1, -1, -1)])
def test_counting_in_8_bits_and_in_16_is_the_same_as_by_hand(limits: tuple[int, ...]) -> None:
    rng = np.random.default_rng(4)
    held = np.zeros(90 * 128 + 64, np.uint8)
    start = -held.ctypes.data % 64  # rows begin on a cache line, as the counting takes for granted
    lanes = held[start : start + 90 * 128].view(np.int16).reshape(1, 90, 64)
    lanes[:] = rng.integers(0, 700, lanes.shape)
    first, second = (rng.integers(0, 90, 1000).astype(np.int32) for _ in range(2))
    totals = np.zeros((1, 1, 4, 64), np.int64)
    count_pairs(lanes, first, second, 1000, np.array([limits], np.int16), totals)
    gaps = np.abs(lanes[0, first].astype(int) - lanes[0, second].astype(int))
    assert totals[0, 0].tolist() == [(gaps <= limit).sum(axis=0).tolist() for limit in limits]
