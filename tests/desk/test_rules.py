"""What the desk computes and decides."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kokong.desk import rules
from kokong.measures.cocoons.api import Coverage

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@st.composite
def counts(draw: st.DrawFn) -> Coverage:
    eligible = draw(st.integers(0, 60))
    visited = draw(st.integers(0, eligible))
    talked = draw(st.integers(0, visited))
    return Coverage(eligible, visited, talked, draw(st.integers(0, talked)))


@given(st.lists(counts()))
def test_coverage_is_a_share_of_the_doors_of_all_cocoons(rows: list[Coverage]) -> None:
    reach = rules.together(rows)
    assert reach.cocoons == len(rows)
    assert 0 <= reach.within_clock <= reach.talked <= reach.visited <= reach.eligible
    if reach.percent is None:
        assert reach.eligible == 0
    else:
        assert 0 <= reach.percent <= 100


def test_coverage_counts_doors_not_cocoons() -> None:
    reach = rules.together([Coverage(30, 30, 30, 30), Coverage(10, 0, 0, 0)])
    assert reach.percent == 75


def step(**given: Any) -> rules.Step:
    usual: dict[str, Any] = {
        "state": "confirmed", "may_confirm": True, "opened": True, "closed": False, "watching": True,
        "counts": Coverage(10, 4, 2, 2), "walking": False, "untried": 6,
    }  # fmt: skip
    return rules.next_step(**{**usual, **given})


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"state": "draft", "opened": False, "counts": None}, "confirm"),
        ({"state": "draft", "may_confirm": False, "opened": False, "counts": None}, "await_confirmation"),
        ({"opened": False, "counts": None}, "choosing"),
        ({}, "assign"),
        ({"walking": True}, "walk"),
        ({"untried": 0}, "revisit"),
        ({"counts": Coverage(10, 10, 6, 5)}, "done"),
        ({"counts": Coverage(10, 10, 6, 5), "walking": True}, "done"),
        ({"counts": Coverage(0, 0, 0, 0)}, "no_doors"),
        ({"watching": False}, "over"),
        ({"watching": False, "walking": True}, "walk"),
        ({"closed": True}, "withdrawn"),
        ({"state": "withdrawn"}, "withdrawn"),
        ({"state": "withdrawn", "opened": False, "counts": None}, "withdrawn"),
    ],
)
def test_the_next_step(given: dict[str, Any], expected: rules.Step) -> None:
    assert step(**given) == expected


@given(code=st.one_of(st.sampled_from([*rules.PERIODS, "own", ""]), st.text(max_size=5)))
def test_a_named_period_ends_now_and_an_unknown_one_is_the_usual(code: str) -> None:
    period = rules.period(code=code, now=NOW)
    assert period.until == NOW
    assert period.since < NOW
    assert period.code == (code if code in rules.PERIODS else rules.USUAL_PERIOD)


def test_an_own_period_holds_both_of_its_days_whole() -> None:
    zone = ZoneInfo("Europe/Stockholm")
    period = rules.own_period(first=date(2026, 10, 24), last=date(2026, 10, 25), zone=zone)
    assert period.until.astimezone(UTC) - period.since.astimezone(UTC) == timedelta(
        hours=49
    )  # the clock goes back
