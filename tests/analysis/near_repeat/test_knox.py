"""The Knox table against brute force, on random data."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kokong.analysis.arrays import Refused
from kokong.analysis.near_repeat import Bands, Closed, as_json, knox

from .brute import all_tables, table

CLOSED: tuple[Closed, ...] = ("left", "right")
SPACE, TIME = (0.1, 2.0, 4.0), (1.0, 3.0, 7.0)


def town(seed: int, n: int = 60, width: int = 12, days: int = 30) -> Any:
    rng = np.random.default_rng(seed)  # a lattice, so that pairs lie exactly on the bands' edges
    return rng.integers(0, width, n) * 1.0, rng.integers(0, width, n) * 1.0, rng.integers(0, days, n) * 1.0


@settings(max_examples=25, deadline=None)
@given(
    seed=st.integers(0, 10**6),
    n=st.integers(2, 60),
    metric=st.sampled_from(["euclidean", "manhattan"]),
    closed=st.sampled_from(["left", "right"]),
    open_ended=st.booleans(),
)
def test_counts_are_those_of_every_pair(seed: int, n: int, metric: Any, closed: Any, open_ended: bool) -> None:
    x, y, days = town(seed, n)
    more = (np.inf,) if open_ended else ()
    space, time = SPACE + more, TIME + more
    found = knox(x, y, days, space=space, days_apart=time, metric=metric, closed=closed, permutations=5)
    assert found.observed.tolist() == table(x, y, days, space, time, metric=metric, closed=closed).tolist()


@pytest.mark.parametrize("seed", range(4))
def test_mean_and_deviation_are_those_of_all_permutations(seed: int) -> None:
    x, y, days = town(seed, n=6, width=4, days=6)
    space, time = (0.1, 1.5, 3.0, np.inf), (1.0, 2.0, 4.0)
    every = all_tables(x, y, days, space, time)
    found = knox(x, y, days, space=space, days_apart=time, permutations=0)
    np.testing.assert_allclose(found.expected, every.mean(axis=0), rtol=1e-12)
    np.testing.assert_allclose(found.sd, every.std(axis=0), rtol=1e-10, atol=1e-12)
    assert found.significance is None


def test_monte_carlo_agrees_with_the_closed_form_and_counts_ties_against() -> None:
    x, y, days = town(3, n=200)
    few = knox(x, y, days, space=SPACE, days_apart=TIME, permutations=4000, seed=5)
    told = few.significance
    assert told is not None
    # A normal approximation is rough for small counts; these have dozens of pairs.
    from scipy.stats import norm

    large = few.expected > 20
    assert large.any()
    np.testing.assert_allclose(told.p_mid[large], norm.sf(few.z[large]), atol=0.03)
    assert (told.p >= told.p_mid).all()
    assert (told.p_holm >= told.p).all()


def test_a_table_with_nothing_to_find_has_p_one() -> None:
    x = np.arange(10) * 1000.0
    found = knox(x, x, np.arange(10.0), space=(5.0,), days_apart=(2.0,), permutations=99)
    assert found.observed.tolist() == [[0]]
    assert found.significance is not None
    assert found.significance.p.tolist() == [[1.0]]
    assert np.isnan(found.ratio).all()
    assert as_json(found)["ratio"] == [[None]]


@pytest.mark.parametrize("workers", [1, 2, 3, 7])
def test_same_seed_same_answer_on_any_number_of_threads(workers: int) -> None:
    x, y, days = town(8, n=500, width=40)
    one = knox(x, y, days, space=SPACE, days_apart=TIME, permutations=199, seed=3, workers=1)
    many = knox(x, y, days, space=SPACE, days_apart=TIME, permutations=199, seed=3, workers=workers)
    assert one.significance is not None
    assert many.significance is not None
    assert one.significance.p.tolist() == many.significance.p.tolist()
    other = knox(x, y, days, space=SPACE, days_apart=TIME, permutations=199, seed=4).significance
    assert other is not None
    assert other.p.tolist() != one.significance.p.tolist()


def test_memory_in_small_pieces_gives_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    x, y, days = town(8, n=300, width=20)
    whole = knox(x, y, days, space=SPACE, days_apart=TIME, permutations=299).significance
    monkeypatch.setattr(sys.modules["kokong.analysis.near_repeat.blocks"], "MEMORY", 1)
    pieces = knox(x, y, days, space=SPACE, days_apart=TIME, permutations=299).significance
    assert whole is not None
    assert pieces is not None
    assert whole.p.tolist() == pieces.p.tolist()


def test_more_bands_of_time_than_one_pass_compares() -> None:
    x, y, days = town(2, n=100)
    time = tuple(float(edge) for edge in range(1, 11))
    found = knox(x, y, days, space=SPACE, days_apart=time, permutations=70)
    assert found.observed.tolist() == table(x, y, days, SPACE, time).tolist()


def test_hours_count_when_the_times_have_them() -> None:
    moments = np.array(["2024-01-01T12:00", "2024-01-02T11:00", "2024-01-04T12:00"], "datetime64[m]")
    found = knox([0.0, 1, 2], [0.0, 0, 0], moments, space=(5.0,), days_apart=(1.0, 2.0, 3.0), permutations=0)
    assert found.observed.tolist() == [[1, 0, 1]]
    assert found.unit_days == pytest.approx(1 / 24)
    closed = knox(
        [0.0, 1, 2], [0.0, 0, 0], moments, space=(5.0,), days_apart=(1, 2, 3), closed="right", permutations=0
    )
    assert closed.observed.tolist() == [[1, 0, 2]]


def test_a_pair_100_m_and_3_days_apart_lies_where_the_bands_say() -> None:
    # A known tool labels this pair "4 to 6 days".
    cases: tuple[tuple[Closed, list[list[int]]], ...] = (
        ("left", [[0, 0], [0, 1]]),
        ("right", [[1, 0], [0, 0]]),
    )
    for closed, expected in cases:
        found = knox(
            [0.0, 100], [0.0, 0], [0.0, 3], space=(100, 200), days_apart=(3, 6), closed=closed, permutations=0
        )
        assert found.observed.tolist() == expected


def test_a_stray_point_a_continent_away_costs_nothing() -> None:
    x, y, days = town(1, n=50)
    far = knox(np.r_[x, 9e6], np.r_[y, 9e6], np.r_[days, 3], space=SPACE, days_apart=TIME, permutations=0)
    assert far.observed.tolist() == table(x, y, days, SPACE, TIME).tolist()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"space": (100.0, 50.0)}, "upper edges"),
        ({"space": ()}, "upper edges"),
        ({"space": (np.inf,)}, "first band"),
        ({"x": [0.0, np.nan, 1.0]}, "1 of 3"),
        ({"x": [0.0, 1.0]}, "equally many"),
        ({"time": np.array(["2024-01-01", "NaT", "2024-01-02"], "datetime64[D]")}, "1 of 3 times"),
        ({"permutations": -1}, "negative"),
        ({"x": [0.0], "y": [0.0], "time": [0.0]}, "at least two"),
    ],
)
def test_what_cannot_be_tested_is_refused_in_words(change: dict[str, Any], said: str) -> None:
    given_ = {
        "x": [0.0, 1, 2],
        "y": [0.0, 0, 0],
        "time": [0.0, 1, 2],
        "space": (5.0,),
        "days_apart": (2.0,),
    } | change
    with pytest.raises(Refused, match=said):
        knox(**given_)


def test_bands_say_which_side_is_closed() -> None:
    assert Bands((0.1, 100, np.inf), "left").labels == ("[0, 0.1)", "[0.1, 100)", "[100, inf)")
    assert Bands((0.1, 100), "right").labels == ("[0, 0.1]", "(0.1, 100]")


@given(st.floats(0.01, 1e6))
def test_comparing_squares_is_comparing_distances(edge: float) -> None:
    for closed in CLOSED:
        limit = Bands((edge,), closed).square_limits()[0]
        assert (np.sqrt(limit) < edge) or (closed == "right" and np.sqrt(limit) == edge)
        above = np.sqrt(np.nextafter(limit, np.inf))
        assert above > edge or (closed == "left" and above == edge)


def test_bands_longer_than_any_file_hold_everything() -> None:
    found = knox([0, 1, 2], [0, 0, 0], [0, 5, 9], space=(1e300,), days_apart=(1e300,), permutations=0)
    assert found.observed.tolist() == [[3]]


def test_what_would_take_hours_is_refused() -> None:
    n = 500_000
    with pytest.raises(Refused, match="share one place by mistake"):
        knox(np.zeros(n), np.zeros(n), np.arange(n), space=(100,), days_apart=(7,), permutations=0)
