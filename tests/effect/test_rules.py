"""What can be planned, and what a look may be called."""

from dataclasses import replace
from datetime import date

import pytest

from kokong.effect import rules, words
from kokong.effect.rules import Plan

PLAN = Plan(
    question="Did visits help?",
    measures=("cocoon_visit",),
    treated=(1, 2),
    compared=(3, 4),
    since=date(2022, 1, 1),
    start=date(2025, 1, 1),
    until=date(2026, 1, 1),
)


def test_a_plan_that_can_be() -> None:
    assert rules.fault(PLAN) is None
    assert rules.fault(replace(PLAN, compared=())) is None  # stops at the third step, and says so


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"question": "  "}, "question"),
        ({"measures": ()}, "measures"),
        ({"treated": ()}, "treated"),
        ({"compared": (2, 3)}, "compared"),
        ({"since": date(2025, 1, 1)}, "start"),
        ({"until": date(2025, 6, 1)}, "until"),
        ({"until": date(2024, 6, 1)}, "until"),
        ({"since": date(2001, 1, 1)}, "until"),
    ],
)
def test_each_fault_has_its_field_and_words(changed: dict[str, object], field: str) -> None:
    found = rules.fault(replace(PLAN, **changed))  # type: ignore[arg-type]
    assert found is not None
    assert found.field == field
    assert "%" not in words.fault(found.why)


@pytest.mark.parametrize(
    ("state", "peeked", "until", "called"),
    [
        ("draft", False, PLAN.until, "exploratory"),
        ("draft", True, PLAN.until, "exploratory"),
        ("registered", True, PLAN.until, "exploratory"),
        ("registered", False, date(2025, 9, 1), "early"),
        ("registered", False, PLAN.until, "planned"),
    ],
)
def test_only_a_locked_plan_that_nobody_looked_at_is_the_planned_answer(
    state: str, peeked: bool, until: date, called: str
) -> None:
    assert rules.called(state=state, peeked=peeked, plan=PLAN, until=until) == called


def test_a_month_that_is_not_over_is_not_counted() -> None:
    assert rules.counted_until(PLAN, date(2025, 8, 31)) == date(2025, 8, 1)
    assert rules.counted_until(PLAN, date(2027, 8, 31)) == PLAN.until


@pytest.mark.parametrize(
    ("day", "months"), [(date(2024, 12, 31), 0), (date(2025, 4, 2), 3), (date(2029, 1, 1), 12)]
)
def test_months_that_were_over_when_it_was_registered(day: date, months: int) -> None:
    assert rules.known_before(PLAN, day) == months
