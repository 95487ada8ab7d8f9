"""The two years, and how many deliveries there should be by now."""

from datetime import date

import pytest

from kokong.measures.cooperation.plan import rules


def test_two_years_end_on_the_same_day_and_a_leap_day_on_the_last_of_february() -> None:
    assert rules.ends(date(2026, 3, 1)) == date(2028, 3, 1)
    assert rules.ends(date(2028, 2, 29)) == date(2030, 2, 28)
    assert rules.months_after(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert rules.months_after(date(2026, 12, 31), 12) == date(2027, 12, 31)


@pytest.mark.parametrize(
    ("today", "by_now"), [(date(2026, 1, 1), 0), (date(2026, 1, 31), 10), (date(2027, 1, 1), 10)]
)
def test_deliveries_are_expected_evenly_and_never_more_than_wanted(today: date, by_now: float) -> None:
    found = rules.expected(wanted=10, begins=date(2026, 1, 1), due=date(2026, 1, 31), today=today)
    assert found == by_now


def test_a_line_whose_day_is_its_first_is_expected_whole_at_once() -> None:
    day = date(2026, 1, 1)
    assert rules.expected(wanted=4, begins=day, due=day, today=day) == 4


def test_only_what_is_open_is_late_and_only_after_its_day() -> None:
    day = date(2026, 5, 5)
    assert rules.late(state="running", due=date(2026, 5, 4), today=day)
    assert not rules.late(state="running", due=day, today=day)
    assert not rules.late(state="done", due=date(2026, 5, 4), today=day)
