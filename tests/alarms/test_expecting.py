"""A missed test, a home not closed in time or opened at night: alarms of low urgency, until they are over."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import connections
from django.utils import timezone

from kokong.measures.alarms import api, overdue, rules, supervising
from kokong.measures.alarms.panels import expecting
from kokong.measures.alarms.panels.tables import Expected
from kokong.measures.alarms.supervising import HOLIDAY, Day, Hours
from kokong.measures.alarms.values import FieldProblem
from tests import roles
from tests.alarms.conftest import NOW, Site
from tests.alarms.test_cli import run
from tests.alarms.test_homes import text

OFFICE = Day(opens=time(6), opened_by=time(9), closed_by=time(18, 30))
WEEK = Hours({**dict.fromkeys(range(5), OFFICE), 5: Day(shut=True), 6: Day(shut=True), HOLIDAY: Day(shut=True)})
MONDAY = date(2026, 11, 23)


def at(clock: str, day: date = MONDAY) -> datetime:
    """A moment of a winter's day in Sweden."""
    return datetime.combine(day, time.fromisoformat(clock), UTC) - timedelta(hours=1)


def tells(site: Site, kind: str, when: datetime, *, came: datetime | None = None) -> None:
    """The panel says open, close or test at a time; it may come later."""
    site.clock = came or when
    site.send(kind, occurred=when)
    site.raise_all()
    site.raise_all()  # what follows of it


def passes(site: Site, until: datetime) -> None:
    """The raiser looks once more, at a time."""
    site.clock = until
    overdue.look(now=until)
    site.raise_all()


def states(site: Site) -> list[tuple[str, str, str]]:
    return [(one.kind, one.state, one.close_reason) for one in site.alarms()]


@pytest.fixture
def office(site: Site) -> Site:
    """A site with hours from Monday to Friday, closed since Friday evening."""
    with site.cast.acting(site.cast.coordinator):
        expecting.expect_hours(account_id=site.account.id, hours=WEEK, now=NOW)
    tells(site, "close", at("17:00", date(2026, 11, 20)))
    return site


@pytest.fixture
def weekly(site: Site) -> Site:
    """A site whose panel is to test itself each week."""
    with site.cast.acting(site.cast.coordinator):
        expecting.expect_test(account_id=site.account.id, every="week", now=NOW)
    return site


def test_a_test_that_does_not_come_is_told_once_and_is_over_when_it_comes(weekly: Site) -> None:
    tells(weekly, "test", NOW + timedelta(days=2))
    due = NOW + timedelta(days=9)
    passes(weekly, due + supervising.TEST_GRACE - timedelta(seconds=1))
    assert states(weekly) == []
    for minutes in (0, 20, 40):
        passes(weekly, due + supervising.TEST_GRACE + timedelta(minutes=minutes))
    assert states(weekly) == [("test_missed", "waiting", "")]
    assert weekly.only().opened == due
    assert weekly.only().priority > rules.PRIORITIES["line_fault"]
    with weekly.cast.acting(weekly.cast.coordinator):
        shown = expecting.expected(account_id=weekly.account.id, now=weekly.clock)
    assert (shown.test_due, shown.on) == (due, ("test_missed",))
    tells(weekly, "test", due + timedelta(days=1))
    passes(weekly, weekly.clock + timedelta(minutes=15))
    assert states(weekly) == [("test_missed", "closed", "restored")]
    with weekly.cast.acting(weekly.cast.coordinator):
        assert expecting.expected(account_id=weekly.account.id, now=weekly.clock).test_due == due + timedelta(
            days=8
        )


def test_tests_that_come_raise_nothing_for_months(weekly: Site) -> None:
    for week in range(1, 12):
        when = NOW + timedelta(days=7 * week, minutes=week)
        passes(weekly, when - timedelta(minutes=1))
        tells(weekly, "test", when)
        passes(weekly, when + timedelta(hours=1))
    assert states(weekly) == []


def test_a_test_that_was_agreed_for_a_day(site: Site) -> None:
    with site.cast.acting(site.cast.coordinator):
        expecting.expect_test(account_id=site.account.id, on=MONDAY, now=NOW)
    passes(site, at("11:00", MONDAY + timedelta(days=1)))
    assert states(site) == []
    passes(site, at("12:01", MONDAY + timedelta(days=1)))
    assert [kind for kind, *_rest in states(site)] == ["test_missed"]
    tells(site, "test", at("14:00", MONDAY + timedelta(days=1)))
    passes(site, at("15:00", MONDAY + timedelta(days=1)))
    assert states(site) == [("test_missed", "closed", "restored")]
    with site.cast.acting(site.cast.coordinator):
        assert Expected.objects.get().next_at is None


def test_a_home_that_is_not_closed_in_time_is_told_and_over_when_it_is(office: Site) -> None:
    tells(office, "open", at("07:00"))
    passes(office, at("18:34"))
    assert states(office) == []
    passes(office, at("18:35"))
    passes(office, at("18:36"))
    assert states(office) == [("not_closed", "waiting", "")]
    assert office.only().opened == at("18:30")
    tells(office, "close", at("19:10"))
    assert states(office) == [("not_closed", "closed", "restored")]


def test_days_on_which_all_is_well_raise_nothing(office: Site) -> None:
    for day in (MONDAY + timedelta(days=n) for n in range(14)):
        passes(office, at("05:00", day))
        if day.weekday() < 5:
            tells(office, "open", at("06:30", day))
            passes(office, at("09:05", day))
            tells(office, "close", at("18:29", day))
        passes(office, at("18:40", day))
    assert states(office) == []


@pytest.mark.parametrize(("day", "clock"), [(MONDAY, "05:59"), (MONDAY, "22:00"), (date(2026, 12, 25), "10:00")])
def test_a_home_that_is_opened_outside_its_hours_is_told(office: Site, day: date, clock: str) -> None:
    tells(office, "open", at(clock, day))
    assert states(office) == [("opened_outside", "waiting", "")]
    assert office.only().opened == at(clock, day)
    tells(office, "close", at(clock, day) + timedelta(minutes=30))
    assert states(office) == [("opened_outside", "closed", "restored")]


def test_a_home_that_nobody_opens_is_told(office: Site) -> None:
    passes(office, at("09:05"))
    assert states(office) == [("not_opened", "waiting", "")]
    tells(office, "open", at("09:40"))
    assert states(office) == [("not_opened", "closed", "restored")]


def test_a_closing_that_is_told_late_keeps_its_own_time(office: Site) -> None:
    tells(office, "open", at("07:00"))
    passes(office, at("18:35"))
    assert [kind for kind, *_rest in states(office)] == ["not_closed"]
    tells(office, "close", at("18:20"), came=at("20:00"))
    assert states(office) == [("not_closed", "closed", "restored")], "it was closed in time after all"


def test_a_late_word_from_before_the_last_one_ends_nothing(office: Site) -> None:
    tells(office, "open", at("13:00"))
    passes(office, at("18:35"))
    tells(office, "close", at("12:00"), came=at("19:00"))
    assert states(office) == [("not_closed", "waiting", "")]


def test_an_opening_at_night_that_is_told_after_the_closing_is_over_at_once(office: Site) -> None:
    tells(office, "close", at("23:30"))
    tells(office, "open", at("23:00"), came=at("23:45"))
    assert states(office) == [("opened_outside", "closed", "restored")]
    assert office.only().opened == at("23:00")


def test_what_a_panel_in_test_does_is_kept_from_operators(office: Site) -> None:
    with office.cast.acting(office.cast.coordinator):
        api.set_test(account_id=office.account.id, minutes=60, now=at("21:55"))
    tells(office, "open", at("22:00"))
    assert [one.suppressed for one in office.alarms()] == [True]


def test_days_that_passed_while_nobody_looked_are_told_once(office: Site) -> None:
    tells(office, "open", at("07:00"))
    passes(office, at("12:00", MONDAY + timedelta(days=4)))
    assert states(office) == [("not_closed", "waiting", "")]
    with office.cast.acting(office.cast.coordinator):
        assert Expected.objects.get().next_at == at("18:35", MONDAY + timedelta(days=4))


def test_a_panel_out_of_service_is_expected_nothing_of(office: Site) -> None:
    tells(office, "open", at("07:00"))
    with office.cast.acting(office.cast.coordinator):
        api.retire(account_id=office.account.id, now=at("12:00"))
    passes(office, at("18:35"))
    assert states(office) == []


def test_the_raisers_own_role_may_do_it(committed_site: Site) -> None:
    site = committed_site
    with site.cast.acting(site.cast.coordinator):
        expecting.expect_hours(account_id=site.account.id, hours=WEEK, now=NOW)
    site.clock = at("22:00", date(2026, 11, 20))
    site.send("open")
    with ThreadPoolExecutor(max_workers=1) as thread:
        thread.submit(_as_raiser, site, at("18:35")).result()
    assert [kind for kind, *_rest in states(site)] == ["opened_outside", "not_closed"]


def _as_raiser(site: Site, until: datetime) -> None:
    roles.serve_as("raiser")
    try:
        site.raise_all()
        site.raise_all()
        passes(site, until)
    finally:
        connections.close_all()


@pytest.mark.parametrize(
    "wrong",
    [{"every": "day"}, {"every": "week", "on": MONDAY}, {"on": date(2020, 1, 1)}, {"on": date(2040, 1, 1)}],
)
def test_what_cannot_be_expected_is_refused(site: Site, wrong: dict[str, object]) -> None:
    with site.cast.acting(site.cast.coordinator), pytest.raises(FieldProblem):
        expecting.expect_test(account_id=site.account.id, now=NOW, **wrong)  # type: ignore[arg-type]


def test_it_is_written_on_the_page_of_the_home(site: Site) -> None:
    site.clock = timezone.now()
    browser, page = site.cast.client(site.cast.coordinator), f"/alarms/accounts/{site.account.id}/"
    form = {
        "every": "week",
        "on": "",
        "extra": "2026-12-24 closed",
        "day_0": "06:00 (07:30)-18:30",
        "day_5": "stängt",
    }
    assert browser.post(f"{page}expected/", form | {"day_1": "half past six"}).status_code == 422
    assert browser.post(f"{page}expected/", form | {"on": "2030-01-01"}).status_code == 422
    with site.cast.acting(site.cast.coordinator):
        assert expecting.expected(account_id=site.account.id, now=site.clock).hours is None, "nothing half done"
    assert browser.post(f"{page}expected/", form).status_code == 302
    shown = text(browser.get(page))
    assert "06:00 (07:30)-18:30" in shown
    assert "each week" in shown
    again = browser.get(f"{page}expected/").context["form"].initial
    assert (again["every"], again["day_0"], again["extra"]) == ("week", "06:00 (07:30)-18:30", "2026-12-24 closed")
    assert {one.action for one in site.cast.log()} >= {
        "alarm_account.expected_test",
        "alarm_account.expected_hours",
    }
    assert browser.post(f"{page}expected/", {"every": ""}).status_code == 302
    with site.cast.acting(site.cast.coordinator):
        assert not Expected.objects.exists()
    stranger = site.cast.client(site.cast.stranger)
    assert stranger.get(f"{page}expected/").status_code == 404


def test_the_command_line_says_and_shows_it(committed_site: Site) -> None:
    site, words = committed_site, ("alarms", "expect", "-m", "9901", "--account", "1234")
    said = run(*words, "--test", "week", "--hours", "mon-fri 06:00-18:30; sat closed; 2026-12-24 closed").stdout
    assert "each week" in said
    assert "06:00-18:30" in said
    with site.cast.acting(site.cast.coordinator):
        found = expecting.expected(account_id=site.account.id, now=timezone.now()).hours
    assert found is not None
    assert found.days[4] == Day(opens=time(6), closed_by=time(18, 30))
    assert found.extra == {date(2026, 12, 24): Day(shut=True)}
    assert '"every": "week"' in run(*words, "--json").stdout
    assert "Nothing is expected" in run(*words, "--test", "none", "--hours", "none").stdout
    for wrong in ("tuesday-ish 06-18", "mon 6"):
        with pytest.raises(Exception, match="hours"):
            run(*words, "--hours", wrong)
