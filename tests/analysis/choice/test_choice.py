"""The best choice under a budget of hours, against every choice there is."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kokong.analysis.arrays import Refused
from kokong.analysis.choice import Options, exact, greedy, worth_of_more

OPTION = st.tuples(st.integers(0, 3), st.floats(0.01, 5), st.integers(1, 24))
CASES = st.lists(OPTION, min_size=1, max_size=9)


def made(rows: list[tuple[int, float, int]]) -> Options:
    group, worth, quarters = zip(*rows, strict=True)
    return Options.of(group, worth, [each / 4 for each in quarters])


def brute(options: Options, hours: float) -> float:
    """The best of all choices, each tried."""
    best = 0.0
    for taken in product((False, True), repeat=len(options)):
        rows = np.flatnonzero(taken)
        groups = options.group[rows]
        if len(set(groups.tolist())) == rows.size and options.quarters[rows].sum() <= hours * 4:
            best = max(best, float(options.worth[rows].sum()))
    return best


@settings(max_examples=150, deadline=None)
@given(CASES, st.integers(0, 60))
def test_no_choice_is_better_and_that_is_proven(rows: list[tuple[int, float, int]], quarters: int) -> None:
    options, hours = made(rows), quarters / 4
    found = exact(options, hours)
    assert found.worth == pytest.approx(brute(options, hours), abs=1e-5)
    assert found.proven
    assert found.gap == 0
    assert found.hours <= hours
    assert len({int(options.group[row]) for row in found.rows}) == len(found.rows)
    assert greedy(options, hours).worth <= found.worth + 1e-9


@settings(max_examples=60, deadline=None)
@given(CASES, st.integers(0, 60))
def test_one_more_hour_is_worth_what_it_adds(rows: list[tuple[int, float, int]], quarters: int) -> None:
    options, hours = made(rows), quarters / 4
    more = worth_of_more(options, hours)
    assert more.alone == pytest.approx(brute(options, hours + 1) - brute(options, hours), abs=2e-5)
    assert more.price >= 0


def test_greedy_is_led_astray_where_the_best_is_not() -> None:
    options = Options.of([1, 2, 3], [3.0, 2.9, 2.9], [6, 5, 5])  # a little each hour less, and both fit
    assert exact(options, 10).rows == (1, 2)
    lured = Options.of([1, 2], [1.0, 9.0], [1, 10])
    assert greedy(lured, 10).rows == (0,)
    assert exact(lured, 10).rows == (1,)


def test_no_hours_is_an_empty_choice() -> None:
    found = exact(made([(0, 1.0, 4)]), 0)
    assert (found.rows, found.worth, found.hours, found.proven) == ((), 0.0, 0.0, True)
    assert worth_of_more(made([(0, 1.0, 4)]), 0).alone == 1.0


def test_nothing_to_choose_among_is_an_empty_choice() -> None:
    nothing = Options.of([], [], [])
    assert exact(nothing, 5).rows == ()
    assert worth_of_more(nothing, 5).price == 0


@pytest.mark.parametrize("hours", [-1.0, float("nan")])
def test_a_budget_is_a_number_from_nothing_up(hours: float) -> None:
    with pytest.raises(Refused):
        exact(made([(0, 1.0, 4)]), hours)


@pytest.mark.parametrize(
    ("worth", "hours"), [([0.0], [1]), ([1.0], [0]), ([float("nan")], [1]), ([1.0, 2.0], [1])]
)
def test_options_are_checked(worth: list[float], hours: list[float]) -> None:
    with pytest.raises(Refused):
        Options.of([0], worth, hours)


def test_hours_are_never_rounded_to_the_budgets_favour() -> None:
    assert exact(Options.of([0, 1], [1.0, 1.0], [1.1, 1.1]), 2.25).rows in {(0,), (1,)}
