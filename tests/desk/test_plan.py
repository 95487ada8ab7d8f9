"""The year as a wheel: what is due in which month, what is late, and what was done."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from kokong.desk.plan import Plan, plan
from kokong.ledger import api as ledger
from kokong.people.api import Actor
from kokong.tasks import api as tasks
from tests.cast import Cast
from tests.signs.conftest import Street, build_street

TODAY = timezone.localdate()


def day(*, ago: int) -> date:
    """The day it was so many times 24 hours ago: across summer time not always so many days."""
    return timezone.localdate(timezone.now() - timedelta(days=ago))


def planned(cast: Cast, *, who: Actor | None = None, year: int | None = None) -> Plan:
    with cast.acting(who or cast.coordinator) as actor:
        return plan(actor=actor, year=year, now=timezone.now())


def said(found: Plan, by: date) -> list[tuple[str, int, bool]]:
    (month,) = (each for each in found.months if each.first.month == by.month)
    return [(line.title, line.count, line.late) for line in month.due]


@pytest.fixture
def street(cast: Cast) -> Street:
    return build_street(cast)


def test_an_empty_year_has_twelve_free_months_and_knows_which_one_it_is(cast: Cast) -> None:
    found = planned(cast)
    assert [month.tone for month in found.months] == ["free"] * 12
    assert found.here is not None
    assert (found.here.first.month, found.to_do, found.late) == (TODAY.month, 0, [])
    assert planned(cast, year=TODAY.year + 1).here is None
    page = cast.client(cast.coordinator).get("/plan/").content.decode()
    assert "Nothing has its day this month." in page


def test_signs_stand_in_the_months_when_somebody_should_look_at_them(street: Street) -> None:
    for _ in range(2):
        street.up(kind="watch", days_ago=10)
    by = day(ago=10) + timedelta(days=365)
    found = planned(street.cast, year=by.year)
    assert said(found, by) == [("Signs to look at", 2, False)]
    line = next(each for month in found.months for each in month.due)
    assert (line.by, line.url) == (by, "/signs/?state=up")
    assert planned(street.cast, who=street.cast.stranger, year=by.year).to_do == 0


def test_warnings_end_and_permits_run_out(street: Street) -> None:
    street.up(kind="warning", days_ago=60)
    runs_out = TODAY + timedelta(days=100)
    street.planned(kind="watch", permit="granted", permit_until=runs_out)
    over = day(ago=60) + timedelta(days=365)
    assert ("Warning signs to take down", 1, False) in said(planned(street.cast, year=over.year), over)
    assert ("Permits of signs that run out", 1, False) in said(planned(street.cast, year=runs_out.year), runs_out)


def test_what_is_late_is_late_still_after_new_year(street: Street) -> None:
    street.up(kind="watch", days_ago=365 + 400)
    found = planned(street.cast)
    assert ("Signs to look at", 1) in [(line.title, line.count) for line in found.late]
    assert [line.title for line in found.earlier] == ["Signs to look at"]
    assert "Should have been done" in street.cast.client(street.cast.officer).get("/plan/").content.decode()


def test_tasks_stand_in_the_month_of_their_day_and_the_others_wait_without_one(cast: Cast) -> None:
    now = timezone.now()
    soon = now + timedelta(days=40)
    with cast.acting(cast.coordinator) as actor:
        for number, due in enumerate((soon, soon, None, None, None)):
            tasks.open_task(
                kind="wish.kit",
                source="test",
                source_id=str(number),
                dwelling_id=None,
                due=due,
                now=timezone.now(),
            )
        reminded = tasks.open_task(
            kind="wish.kit", source="test", source_id="r", dwelling_id=None, now=timezone.now()
        )
        tasks.remind(task_id=reminded, actor=actor, on=timezone.localdate(soon), now=timezone.now())
    by = timezone.localdate(soon)
    found = planned(cast, year=by.year)
    (line,) = (each for month in found.months for each in month.due)
    assert (line.count, line.by, line.late) == (3, by, False)
    assert [each.count for each in found.undated] == [3]
    assert planned(cast, who=cast.stranger, year=by.year).undated == []


def test_deliveries_of_a_month_are_counted_in_the_words_of_their_measure(cast: Cast) -> None:
    when = datetime(2025, 3, 31, 21, 30, tzinfo=timezone.get_default_timezone())
    with cast.acting(cast.coordinator):
        for number in range(3):
            ledger.deliver(
                measure="cocoon_visit", source="test", source_id=str(number), on=when, audience="readers"
            )
        ledger.retract(source="test", source_id="2")
    found = planned(cast, year=2025)
    march = found.months[2]
    assert (march.tone, march.done, march.delivered) == ("done", [("Cocoon visit", 2)], 2)
    assert found.delivered == 2
    assert planned(cast, who=cast.stranger, year=2025).delivered == 0


@pytest.mark.parametrize("year", ["", "x", "1", "1999", "2101", "99999999999999", "-5"])
def test_a_year_that_makes_no_sense_is_this_one(cast: Cast, year: str) -> None:
    answer = cast.client(cast.coordinator).get(f"/plan/?year={year}")
    assert f"Plan {TODAY.year}" in answer.content.decode()


def test_the_first_and_the_last_year_lead_no_further(cast: Cast) -> None:
    browser = cast.client(cast.coordinator)
    assert "?year=1999" not in browser.get("/plan/?year=2000").content.decode()
    assert "?year=2101" not in browser.get("/plan/?year=2100").content.decode()


def test_it_is_on_the_rail_of_the_desk_and_for_nobody_else(cast: Cast) -> None:
    assert '<a class="kk-rail__item" href="/plan/"' in cast.client(cast.officer).get("/").content.decode()
    assert cast.client(cast.visitor).get("/plan/").status_code == 403


def test_the_wheel_is_the_same_many_queries_however_much_there_is(
    street: Street, django_assert_max_num_queries: object
) -> None:
    for number in range(12):
        street.up(kind="watch", days_ago=number * 30)
    with street.cast.acting(street.cast.coordinator) as actor, django_assert_max_num_queries(21):  # type: ignore[operator]
        plan(actor=actor, year=None, now=timezone.now())
