"""When burglaries are enough and what they speak for: the pure table, without a database."""

from datetime import timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kokong.analysis.studies.near_repeat import ratio
from kokong.measures.cocoons.presets import LIMITS
from kokong.risk import rules
from tests.risk.near import DOORS, near, rows


@pytest.mark.parametrize(
    ("burglaries", "years", "expected", "short_of"),
    [
        (800, 5.0, 60.0, ()),
        (99, 5.0, 60.0, ("burglaries",)),
        (800, 1.9, 60.0, ("years",)),
        (800, 5.0, 11.9, ("pairs",)),
        (800, 5.0, None, ("pairs",)),
        (0, 0.0, None, ("burglaries", "years", "pairs")),
    ],
)
def test_what_is_missing_is_named(
    burglaries: int, years: float, expected: float | None, short_of: tuple[str, ...]
) -> None:
    told = rules.judge(burglaries=burglaries, years=years, expected=expected)
    assert told.short_of == short_of
    assert told.enough == (not short_of)
    assert told.needed >= rules.LEAST_BURGLARIES


def test_needed_is_where_the_same_pace_gives_enough_pairs() -> None:
    told = rules.judge(burglaries=600, years=10.0, expected=3.0)
    assert told.needed == 2400  # four times the pairs take four times the years
    assert rules.judge(burglaries=2400, years=40.0, expected=12.0).enough


def test_with_enough_pairs_a_doubled_risk_is_seen_four_times_in_five() -> None:
    draws = np.random.default_rng(1).poisson(2 * rules.LEAST_EXPECTED, 4000)
    seen = [rules.raised(ratio(int(n), rules.LEAST_EXPECTED, rules.LEAST_EXPECTED**0.5)) for n in draws]
    assert np.mean(seen) >= 0.8


def test_without_any_near_repeats_hardly_ever_is_a_ring_taken_for_raised() -> None:
    draws = np.random.default_rng(2).poisson(rules.LEAST_EXPECTED, 4000)
    seen = [rules.raised(ratio(int(n), rules.LEAST_EXPECTED, rules.LEAST_EXPECTED**0.5)) for n in draws]
    assert np.mean(seen) <= 0.05


@pytest.mark.parametrize(
    ("reach_m", "days", "proposed"),
    [(200, 21, (200, 21)), (100, 14, (100, 14)), (300, 42, (300, 42)), (150, 14, (150, 14)), (0, 0, (100, 14))],
)
def test_the_settings_reach_as_far_as_the_risk(reach_m: float, days: float, proposed: tuple[float, int]) -> None:
    told = rules.suggest(near(reach_m=reach_m, days=days), None)
    assert told is not None
    assert (told.radius_m, told.watch_days) == proposed


def test_research_stands_until_the_burglaries_are_certain() -> None:
    unsure = rows((7, 14, 21), until=7, expected=40)
    certain = rows((7, 14, 21), until=7, expected=400)
    assert rules.fitted(unsure, usual=14) == 14
    assert rules.fitted(certain, usual=14) == 7
    assert rules.fitted(rows((7, 14), until=0, expected=400), usual=14) == 7, "the first row is never dropped"


def test_too_few_burglaries_speak_for_nothing() -> None:
    assert rules.suggest(near(reach_m=200, days=21, burglaries=90), None) is None
    assert rules.suggest(near(reach_m=200, days=21, expected=11), None) is None


def test_a_gap_ends_the_reach() -> None:
    edges = (50, 100, 150, 200)
    told = [near_row if n != 2 else gap for n, (near_row, gap) in enumerate(
        zip(rows(edges, until=200), rows(edges, until=0), strict=True)
    )]  # fmt: skip
    assert rules.fitted(told, usual=100) == 100
    assert rules.fitted([], usual=100) == 100
    assert rules.reach(told) == 100
    assert rules.reach([]) is None


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, "risk"),
        ({"followed": 49}, "distance"),
        ({"lead": {"estimate": 0.1, "low": -0.01, "high": 0.2}}, "distance"),
        ({"lead": {"estimate": 0.1, "low": None, "high": None}}, "distance"),
    ],
)
def test_doors_come_by_risk_only_where_that_is_certainly_better(change: dict[str, Any], expected: str) -> None:
    assert rules.ranking({**DOORS, **change}) == expected
    assert rules.ranking(None) == "distance"


counts = st.integers(0, 100_000)
chances = st.floats(0, 50_000)
tables = st.lists(st.tuples(counts, chances, st.floats(0, 1000)), min_size=6, max_size=6)


@settings(max_examples=200, deadline=None)
@given(deciding=st.tuples(counts, chances), rings=tables, weeks=tables, burglaries=st.integers(0, 10**6))
def test_whatever_the_figures_the_proposal_is_one_that_can_be_walked(
    deciding: tuple[int, float], rings: list[Any], weeks: list[Any], burglaries: int
) -> None:
    base = near(reach_m=200, days=21, burglaries=burglaries)
    told = {
        **base,
        "deciding": {**base["deciding"], **ratio(*deciding, 1.0)},
        "rings": [{**row, **ratio(*cell)} for row, cell in zip(base["rings"], rings, strict=True)],
        "weeks": [
            {**each, "rows": [{**row, **ratio(*cell)} for row, cell in zip(each["rows"], weeks, strict=True)]}
            for each in base["weeks"]
        ],
    }
    for figures in (told, _through_json(told)):
        suggested = rules.suggest(figures, DOORS)
        if suggested is not None:
            assert rules.RADIUS_M[0] <= suggested.radius_m <= rules.RADIUS_M[1]
            assert rules.WATCH_DAYS[0] <= suggested.watch_days <= rules.WATCH_DAYS[1]
            assert rules.evidence(figures, DOORS)["weeks"]


def _through_json(value: Any) -> Any:
    from kokong.analysis.studies.values import plain

    return plain(value)


def test_the_limits_lie_within_those_of_cocoons() -> None:
    for name, (least, most) in {"radius_m": rules.RADIUS_M, "watch_days": rules.WATCH_DAYS}.items():
        assert LIMITS[name][0] <= least <= most <= LIMITS[name][1]


@given(st.integers(0, 10_000), st.floats(0.01, 10_000), st.floats(0, 1000))
def test_the_interval_holds_the_ratio(observed: int, expected: float, sd: float) -> None:
    told = ratio(observed, expected, sd)
    assert 0 <= told["low"] <= told["ratio"] <= told["high"]


def test_what_was_declined_counts_for_half_a_year() -> None:
    figures = rules.Figures(200.0, 21)
    assert rules.asked_lately(figures, [(figures, timedelta(days=179))])
    assert not rules.asked_lately(figures, [(figures, timedelta(days=181))])
    assert not rules.asked_lately(figures, [(rules.Figures(150.0, 21), timedelta(days=1))])
