"""A pause every week, by the clock on the wall: over midnight and over the changes of the clock."""

import json
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from kokong.cli import app
from kokong.kernel.errors import UserError
from kokong.measures.alarms import api
from kokong.measures.alarms.weekly import Weekly
from tests.alarms.conftest import Site

HERE = ZoneInfo("Europe/Stockholm")
TUESDAY = Weekly(1, time(10), time(12))
NIGHT = Weekly(5, time(22), time(3))
CHANGES = (datetime(2026, 3, 29, tzinfo=HERE), datetime(2026, 10, 25, tzinfo=HERE))  # Sundays at two and at three


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=HERE)


@pytest.mark.parametrize(("at", "on"), [
    ("2026-03-24T09:59:59", False), ("2026-03-24T10:00", True), ("2026-03-24T11:59", True),
    ("2026-03-24T12:00", False), ("2026-03-25T11:00", False), ("2026-03-31T10:00", True),
    ("2026-03-31T09:59", False), ("2026-10-20T10:00", True), ("2026-10-27T10:00", True),
    ("2026-10-27T09:59", False),
])  # fmt: skip
def test_every_tuesday_is_by_the_clock_on_the_wall_before_and_after_the_change(at: str, on: bool) -> None:
    assert TUESDAY.on(moment(at).astimezone(UTC), HERE) is on


@pytest.mark.parametrize(("at", "on"), [
    ("2026-03-28T21:59", False), ("2026-03-28T22:00", True), ("2026-03-29T01:59", True),
    ("2026-03-29T03:00", False), ("2026-10-25T02:30", True), ("2026-10-25T02:59", True),
    ("2026-10-25T03:00", False), ("2026-10-26T02:00", False),
])  # fmt: skip
def test_over_midnight_and_the_hour_that_is_left_out_or_comes_twice(at: str, on: bool) -> None:
    for fold in (0, 1):
        assert NIGHT.on(moment(at).replace(fold=fold).astimezone(UTC), HERE) is on


TIMES = st.times(timezones=st.none()).map(lambda one: one.replace(second=0, microsecond=0, fold=0))
WEEKS = st.builds(Weekly, st.integers(0, 6), TIMES, TIMES).filter(lambda week: week.sound)


@given(WEEKS, st.sampled_from(CHANGES), st.integers(-8 * 1440, 8 * 1440))
def test_the_next_time_is_the_next_and_nothing_before_it(week: Weekly, change: datetime, minutes: int) -> None:
    now = change.astimezone(UTC) + timedelta(minutes=minutes)
    begins, ends = week.next(now, HERE)
    assert ends > now
    assert begins <= ends
    assert begins - now <= timedelta(days=7, hours=1)
    if begins > now:
        assert not week.on(now, HERE)
    if ends - begins > timedelta(hours=1):  # else it may lie in the hour that is left out
        assert week.on(max(begins, now), HERE)
        assert not week.on(ends, HERE)


def paused(site: Site, week: Weekly, zone: str = "", *, begins: str, ends: str) -> api.Pause:
    with site.cast.acting(site.cast.coordinator):
        return api.pause(
            account_id=site.account.id, what="test", zone=zone, begins=moment(begins), ends=moment(ends),
            weekly=week, note="Städning", now=moment(begins),
        )  # fmt: skip


def raised(site: Site, at: str, zone: str) -> bool:
    """Whether what a zone reports at that moment reaches the operators."""
    site.clock = moment(at).astimezone(UTC)
    site.send("burglary", zone)
    site.raise_all()
    with site.cast.acting(site.operator):
        return any(one.last_event_at == site.clock and zone in one.zones for one in api.queue())


def test_a_zone_that_is_cleaned_every_tuesday_raises_nothing_then_and_everything_else_does(site: Site) -> None:
    paused(site, TUESDAY, "04", begins="2026-10-01T00:00", ends="2026-11-30T00:00")
    assert raised(site, "2026-09-29T10:30", "4")  # the schedule has not begun
    assert not raised(site, "2026-10-20T11:30", "4")
    assert raised(site, "2026-10-20T11:31", "5")
    assert raised(site, "2026-10-20T12:30", "4")
    assert raised(site, "2026-10-21T11:30", "4")
    assert not raised(site, "2026-10-27T11:30", "4")  # after the clock was set back: half past ten by the old one
    assert raised(site, "2026-10-27T12:31", "4")
    assert raised(site, "2026-12-01T11:30", "4")  # over


def test_a_whole_panel_over_midnight_and_put_back_in_service(site: Site) -> None:
    one = paused(site, NIGHT, begins="2026-10-01T00:00", ends="2026-11-30T00:00")
    assert not raised(site, "2026-10-24T23:00", "1")
    assert not raised(site, "2026-10-25T02:30", "2")
    assert raised(site, "2026-10-25T04:00", "1")
    with site.cast.acting(site.cast.coordinator):
        api.end_pause(account_id=site.account.id, pause_id=one.id, now=moment("2026-10-28T00:00"))
    assert raised(site, "2026-10-31T23:00", "1")


@pytest.mark.parametrize(("week", "ends"), [
    (Weekly(1, time(10), time(10)), "2026-11-30T00:00"), (Weekly(7, time(10), time(12)), "2026-11-30T00:00"),
    (TUESDAY, "2027-12-30T00:00"), (TUESDAY, "2026-10-02T00:00"),
])  # fmt: skip
def test_a_week_that_makes_no_sense_is_refused(site: Site, week: Weekly, ends: str) -> None:
    with pytest.raises(api.FieldProblem):
        paused(site, week, begins="2026-10-01T00:00", ends=ends)


def test_it_is_written_down_on_the_page_and_taken_back_there(site: Site) -> None:
    browser = site.cast.client(site.operator)
    home = f"/alarms/accounts/{site.account.id}/"
    until = timezone.localdate() + timedelta(days=90)
    sent = {
        "zone": "7",
        "what": "test",
        "weekday": "1",
        "from_time": "10:00",
        "to_time": "12:00",
        "note": "Städning",
    }
    assert browser.post(f"{home}pause/weekly/", sent | {"until": f"{until:%Y-%m-%d}"}).status_code == 302
    page = " ".join(browser.get(home).content.decode().split())
    assert "zone 7, every Tuesday 10:00–12:00" in page
    with site.cast.acting(site.operator):
        (one,) = api.pauses(account_id=site.account.id, now=timezone.now())
    assert one.weekly == Weekly(1, time(10), time(12))
    browser.post(f"{home}pause/{one.id}/end/")
    assert "every Tuesday" not in browser.get(home).content.decode()
    assert browser.post(f"{home}pause/weekly/", sent | {"until": "2020-01-01"}).status_code == 302
    with site.cast.acting(site.operator):
        assert api.pauses(account_id=site.account.id, now=timezone.now()) == ()


def run(*words: str) -> str:
    here = ("--municipality", "9901", "--account", "1234")
    return CliRunner().invoke(app, ("alarms", words[0], *here, *words[1:]), catch_exceptions=False).stdout


def test_it_is_done_and_undone_from_the_command_line(committed_site: Site) -> None:
    until = f"{timezone.localdate() + timedelta(days=90)}"
    made = run("pause", "--zone", "04", "--every", "Tuesday", "--at", "10:00-12:00", "--until", until, "--json")
    (one,) = json.loads(made)
    assert one["weekly"] == {"weekday": "tuesday", "from": "10:00", "to": "12:00"}
    assert (one["zone"], one["what"]) == ("4", "test")
    over = datetime.fromisoformat(one["ends"])
    assert over == datetime.combine(date.fromisoformat(until) + timedelta(days=1), time(0), HERE)
    run("pause", "--what", "out_of_service", "--until", f"{until}T08:00", "--note", "Ombyggnad")
    listed = run("pauses")
    assert "zone 4  test  every tuesday 10:00-12:00" in listed
    assert "whole panel  out_of_service" in listed
    assert "Ombyggnad" in listed
    assert "is over" in run("unpause", str(one["id"]))
    assert "zone 4" not in run("pauses")
    with pytest.raises(UserError, match="Nothing numbered"):
        run("unpause", str(one["id"]))


@pytest.mark.parametrize(("words", "said"), [
    (("--every", "Tisdag", "--at", "10:00-12:00"), "is no day"), (("--at", "10:00-12:00"), "is no day"),
    (("--every", "friday", "--at", "10"), "two times"),
    (("--every", "friday", "--at", "10:00-10:00"), "not the same"),
    (("--from", "yesterday"), "not a date"), (("--what", "holiday"), "test or out of service"),
])  # fmt: skip
def test_what_the_command_line_cannot_mean_is_refused_and_nothing_is_done(
    committed_site: Site, words: tuple[str, ...], said: str
) -> None:
    until = f"{timezone.localdate() + timedelta(days=90)}"
    with pytest.raises(UserError, match=said):
        run("pause", "--until", until, *words)
    assert run("pauses").strip() == "Nothing is in test or out of service."
