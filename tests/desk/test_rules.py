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
