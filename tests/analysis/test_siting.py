"""The next few signs: the exact choice beside the greedy one and beside trying them all."""

from itertools import combinations, pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from kokong.analysis.arrays import Refused
from kokong.analysis.siting import Covering, Sited, exact, greedy
from kokong.analysis.siting.greedy import WORST
from kokong.analysis.siting.problem import smaller

CLOSE = 1e-9


@st.composite
def problems(draw: st.DrawFn, *, spots: int = 9, places: int = 25) -> Covering:
    """Small problems: some places worth nothing, some out of reach, some spots alike, some standing."""
    n, m = draw(st.integers(1, spots)), draw(st.integers(1, places))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    reach = rng.random((n, m)) < draw(st.sampled_from((0.05, 0.2, 0.5)))
    weight = np.round(rng.gamma(0.7, 1.0, m), 2) * (rng.random(m) < 0.9)
    weight[0] += 1
    standing = np.flatnonzero(rng.random(n) < draw(st.sampled_from((0.0, 0.3))))
    return Covering.of(csr_array(reach), weight, standing)


def covers(problem: Covering, spots: Any) -> float:
    """What some spots cover with those that stand, counted the long way."""
    rows = problem.reach.toarray()[[*spots, *problem.standing]]
    return float(problem.weight[rows.any(axis=0)].sum()) if len(rows) else 0.0


def best_of_all(problem: Covering, k: int) -> float:
    return max(covers(problem, some) for some in combinations(problem.free, min(k, problem.free.size)))


@settings(deadline=None, max_examples=60)
@given(problem=problems(), k=st.integers(0, 10))
def test_the_exact_choice_is_the_best_of_all_and_the_greedy_one_near_it(problem: Covering, k: int) -> None:
    best, simple, found = best_of_all(problem, k), greedy(problem, k), exact(problem, k)
    assert found.covered == pytest.approx(best, abs=CLOSE)
    assert found.proven
    assert found.gap == 0
    assert simple.covered <= found.covered + CLOSE
    assert simple.covered - simple.before >= WORST * (found.covered - found.before) - CLOSE
    assert simple.bound >= best - CLOSE
    for each in (simple, found):
        assert each.covered == pytest.approx(covers(problem, each.chosen))
        assert len(set(each.chosen)) == len(each.chosen) <= k
        assert not set(each.chosen) & set(problem.standing.tolist())
        assert all(gain > 0 for gain in each.adds)
        assert list(each.adds) == sorted(each.adds, reverse=True)
        assert each.after(len(each.adds)) == pytest.approx(each.covered)


@settings(deadline=None, max_examples=20)
@given(problem=problems(spots=12, places=40))
def test_one_more_never_covers_less_and_begins_like_the_one_before(problem: Covering) -> None:
    found = [exact(problem, k).covered for k in range(6)]
    assert all(b >= a - CLOSE for a, b in pairwise(found))
    turns = [greedy(problem, k).chosen for k in range(6)]
    assert all(b[: len(a)] == a for a, b in pairwise(turns))


@settings(deadline=None, max_examples=25)
@given(problem=problems())
def test_making_it_smaller_changes_nothing(problem: Covering) -> None:
    small = smaller(problem)
    again = Covering.of(small.reach, small.weight) if small.weight.size else None
    for k in (1, 2, 3):
        left = exact(again, k).covered if again else 0.0
        assert problem.before + left == pytest.approx(exact(problem, k).covered, abs=CLOSE)


def scattered(spots: int = 120, places: int = 1500, within: float = 90.0) -> Covering:
    rng = np.random.default_rng(7)
    a, b = rng.uniform(0, 1000, (spots, 2)), rng.uniform(0, 1000, (places, 2))
    near = np.hypot(*(a[:, None] - b[None]).transpose(2, 0, 1)) <= within
    return Covering.of(csr_array(near), rng.gamma(0.5, 1, places))


def test_a_town_of_which_greedy_misses_the_best() -> None:
    problem = scattered()
    simple, found = greedy(problem, 25), exact(problem, 25)
    assert found.proven
    assert found.covered > simple.covered * 1.001
    assert simple.bound >= found.covered
    assert simple.gap > 0
    assert not simple.proven


def test_without_time_for_the_proof_the_best_so_far_with_its_gap() -> None:
    problem = scattered()
    found, best = exact(problem, 25, seconds=1e-6), exact(problem, 25)
    assert not found.proven
    assert greedy(problem, 25).covered <= found.covered <= best.covered <= found.bound
    assert 0 < found.gap < 0.5


def three() -> Covering:
    return Covering.of([[1, 1, 0, 0], [0, 1, 1, 0], [0, 0, 0, 0]], [1, 2, 3, 4])


def test_more_than_there_are_and_none_at_all() -> None:
    for choose in (greedy, exact):
        found: Sited = choose(three(), 50)
        assert (found.chosen, found.adds) == ((1, 0), (5.0, 1.0))  # the third covers nothing
        assert (found.asked, found.covered, found.total, found.proven) == (50, 6.0, 10.0, True)
        none = choose(three(), 0)
        assert (none.chosen, none.covered, none.proven) == ((), 0.0, True)
        with pytest.raises(Refused, match="no spots or more"):
            choose(three(), -1)


def test_what_stands_counts_and_is_not_chosen_again() -> None:
    problem = Covering.of(three().reach, three().weight, standing=[1])
    for choose in (greedy, exact):
        found = choose(problem, 5)
        assert (found.before, found.chosen, found.covered) == (5.0, (0,), 6.0)
    done = Covering.of([[1, 1], [1, 0]], [1, 1], standing=[0])
    assert exact(done, 3).chosen == greedy(done, 3).chosen == ()
    assert exact(done, 3).share == 1


@pytest.mark.parametrize(
    ("reach", "weight", "standing", "said"),
    [
        (np.zeros((0, 3)), [1, 1, 1], (), "no spot to choose among"),
        (np.zeros((2, 0)), [], (), "nothing to cover"),
        (np.ones((2, 2)), [0, 0], (), "nothing to cover"),
        (np.ones((2, 2)), [1, -1], (), "from 0 up"),
        (np.ones((2, 2)), [1, np.nan], (), "from 0 up"),
        (np.ones((2, 2)), [1, 1, 1], (), "2 places to cover and 3 weights"),
        (np.ones((2, 2)), [1, 1], [2], "named by its row"),
    ],
)
def test_what_can_not_be_asked_is_said(reach: Any, weight: Any, standing: Any, said: str) -> None:
    with pytest.raises(Refused, match=said):
        Covering.of(reach, weight, standing)


def test_seconds_must_be_some() -> None:
    with pytest.raises(Refused, match="more than 0 seconds"):
        exact(three(), 1, seconds=0)
