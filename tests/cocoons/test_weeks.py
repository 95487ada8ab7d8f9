"""Coverage week by week."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kokong.measures.cocoons.values import Coverage
from kokong.measures.cocoons.weeks import WEEKS, by_week, picture, sentence

TODAY = date(2026, 11, 29)  # a Sunday, the last day of week 48


def counted(days_ago: int, *, within: int, eligible: int = 10) -> tuple[date, Coverage]:
    return TODAY - timedelta(days=days_ago), Coverage(
        eligible=eligible, visited=within, talked=within, within_clock=within
    )


def test_a_week_runs_from_monday_to_sunday() -> None:
    weeks = by_week([counted(0, within=4), counted(6, within=6), counted(7, within=1)], today=TODAY)
    assert [week.number for week in weeks] == list(range(41, 49))
    assert [week.reach.percent for week in weeks[-2:]] == [10, 50]
    assert all(week.reach.percent is None for week in weeks[:-2])


def test_the_sentence_says_lowest_and_highest_with_their_counts() -> None:
    weeks = by_week([counted(0, within=4), counted(7, within=9), counted(14, within=7)], today=TODAY)
    assert sentence(weeks) == (
        "By week: lowest 40 % (week 48, 4 of 10 homes), highest 90 % (week 47, 9 of 10 homes)."
    )
    assert sentence(by_week([counted(0, within=4)], today=TODAY)) == ""
    assert sentence(by_week([], today=TODAY)) == ""


def test_the_picture_has_a_bar_for_each_week_with_any() -> None:
    chart = picture(by_week([counted(0, within=0), counted(7, within=10)], today=TODAY))
    assert len(chart.boxes) == 2
    assert [float(box.height) for box in chart.boxes] == [90.0, 1.0]
    assert "week 41: none" in chart.words
    assert "week 47: 10 of 10 homes" in chart.words


@given(st.lists(st.tuples(st.integers(0, 90), st.integers(0, 30)), max_size=40))
def test_each_cocoon_of_the_eight_weeks_counts_once(some: list[tuple[int, int]]) -> None:
    ended = [counted(days, within=within, eligible=30) for days, within in some]
    weeks = by_week(ended, today=TODAY)
    monday = TODAY - timedelta(days=TODAY.weekday() + 7 * (WEEKS - 1))
    assert sum(week.reach.within_clock for week in weeks) == sum(
        c.within_clock for day, c in ended if day >= monday
    )
