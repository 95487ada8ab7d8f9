"""From stored events to alarms."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from procrastinate.contrib.django.models import ProcrastinateJob

from kokong import dc09
from kokong.kernel import events, tenancy
from kokong.measures.alarms import api, models, rules
from tests.alarms.conftest import Site


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of events that were told to the flows."""
    names: list[str] = []
    emit = events.emit

    def remember(what: object) -> events.Event:
        names.append(events.name_of(type(what)))
        return emit(what)

    monkeypatch.setattr("kokong.measures.alarms.console.handling.emit", remember)
    return names


def test_a_burst_of_twenty_is_one_alarm_verified_once(site: Site, told: list[str]) -> None:
    for zone in range(1, 11):
        site.send("burglary", str(zone), after=0.1, code="BA")
        site.send("verified", str(zone), after=0.1, code="BV")
    assert site.raise_all() == 20
    alarm = site.only()
    assert (alarm.kind, alarm.verification, alarm.events, alarm.state) == ("verified", "code", 20, "waiting")
    assert told == ["alarm.verified"]
    assert site.said(alarm.id) == ["raised", "events", "verified"]
    with site.cast.acting(site.operator):
        assert [event.id for event in api.events_of(alarm_id=alarm.id)] == site.stored


@pytest.mark.parametrize("limit", [1, 3, 20])
def test_the_size_of_a_batch_changes_nothing(site: Site, told: list[str], limit: int) -> None:
    for zone in ("1", "1", "2", "3"):
        site.send("burglary", zone, after=5)
        site.send("restore", zone, after=1, restores="burglary")
    while site.raise_all(limit=limit):
        pass
    alarm = site.only()
    assert (alarm.verification, alarm.events, alarm.zones) == ("sequential", 8, ("1", "2", "3"))
    assert told == ["alarm.verified"]


def test_raising_again_changes_nothing(site: Site, told: list[str]) -> None:
    site.send("verified", "1")
    site.raise_all()
    before = site.only()
    assert site.raise_all() == 0
    assert site.only() == before
    assert told == ["alarm.verified"]


def test_tests_are_kept_and_raise_nothing(site: Site) -> None:
    site.send("test")
    assert site.raise_all() == 0
    assert site.alarms() == ()


def test_nothing_goes_out_in_test_mode(site: Site, told: list[str]) -> None:
    with site.cast.acting(site.operator):
        api.set_test(account_id=site.account.id, minutes=30, now=site.clock)
    site.send("burglary", "1", after=60)
    site.send("verified", "2", after=60)
    site.raise_all()
    alarm = site.only()
    assert (alarm.suppressed, alarm.state, alarm.close_reason, alarm.events) == (True, "closed", "test", 2)
    assert told == []
    with site.cast.acting(site.operator):
        assert api.queue() == ()
    site.send("verified", "2", after=1800)
    site.raise_all()
    assert [one.suppressed for one in site.alarms()] == [True, False]
    assert told == ["alarm.verified"]
    assert not ProcrastinateJob.objects.filter(args__contains={"alarm_id": alarm.id}).exists()


def test_a_panel_whose_clock_is_behind_does_not_stay_in_test(site: Site, told: list[str]) -> None:
    with site.cast.acting(site.operator):
        api.set_test(account_id=site.account.id, minutes=30, now=site.clock)
    site.send("verified", "1", after=31 * 60, occurred=site.clock)
    site.raise_all()
    assert not site.only().suppressed
    assert told == ["alarm.verified"]


def test_whoever_comes_home_too_slowly_is_no_burglar(site: Site, told: list[str]) -> None:
    site.send("close")
    site.send("burglary", "1", after=3600)
    site.send("open", after=20)
    site.raise_all()
    alarm = site.only()
    assert (alarm.state, alarm.close_reason, alarm.false) == ("closed", "cancelled", True)
    assert told == []


def test_an_unset_home_has_no_verified_burglary(site: Site, told: list[str]) -> None:
    site.send("open")
    site.raise_all()
    site.send("burglary", "1", after=60)
    site.send("burglary", "2", after=60)
    site.send("verified", "3", after=60)
    site.raise_all()
    alarm = site.only()
    assert (alarm.verification, alarm.while_unset, alarm.kind) == ("unconfirmed", True, "burglary")
    assert told == []
    with site.cast.acting(site.operator):
        assert api.account(account_id=site.account.id).set_state == "unset"


def test_a_line_fault_waits_beside_a_burglary(site: Site) -> None:
    site.send("line_fault")
    site.send("burglary", "1", after=60)
    site.raise_all()
    with site.cast.acting(site.operator):
        assert [one.kind for one in api.queue()] == ["burglary", "line_fault"]
    site.send("restore", after=60, restores="line_fault")
    site.raise_all()
    with site.cast.acting(site.operator):
        assert [(one.kind, one.unseen) for one in api.queue()] == [("burglary", False), ("line_fault", True)]
        gone = api.queue()[-1]
        api.see(alarm_id=gone.id, now=site.clock)
        assert [one.kind for one in api.queue()] == ["burglary"]
        api.see(alarm_id=gone.id, now=site.clock)
        assert [one.what for one in api.steps(alarm_id=gone.id)] == ["raised", "restored", "closed", "seen"]
        with pytest.raises(api.Refused, match="still there"):
            api.see(alarm_id=api.queue()[0].id, now=site.clock)


HOUR = 3600.0


@pytest.mark.parametrize(
    ("fault", "restore", "zone"), [("BT", "BR", "5"), ("FT", "FR", "5"), ("GS", "GR", "5"), ("AT", "AR", "")]
)
@pytest.mark.parametrize("after", [60, 2 * HOUR])
@pytest.mark.parametrize("limit", [1, 100])
def test_a_restore_finds_what_it_ends_wherever_that_is(
    site: Site, fault: str, restore: str, zone: str, after: float, limit: int
) -> None:
    _report(site, fault, zone)
    _report(site, restore, zone, after=after)
    while site.raise_all(limit=limit):
        pass
    alarm = site.only()
    assert (alarm.state, alarm.close_reason, alarm.unseen, alarm.events) == ("closed", "restored", True, 2)


def test_a_restore_ends_what_is_over_in_each_alarm(site: Site) -> None:
    """FR ends both the alarm and the trouble of a detector; both logs say so, one of them lists the event."""
    _report(site, "FT", "5")
    _report(site, "AT", after=1)
    _report(site, "FA", "5", after=1)
    _report(site, "FA", "6", after=1)
    site.raise_all()
    _report(site, "FR", "5", after=2 * HOUR)
    site.raise_all()
    upkeep, fire = site.alarms()
    assert (upkeep.state, fire.state) == ("waiting", "waiting")
    assert [_on(site, one.id) for one in (upkeep, fire)] == [["AT"], ["FA 6"]]
    assert [site.said(one.id)[-1] for one in (upkeep, fire)] == ["restored", "restored"]
    assert (upkeep.events, fire.events) == (2, 3)
    _report(site, "AR", after=2 * HOUR)
    site.raise_all()
    assert [one.state for one in site.alarms()] == ["closed", "waiting"]


def test_a_fault_that_was_told_twice_is_over_at_once(site: Site) -> None:
    _report(site, "AT")
    _report(site, "AT", after=2 * HOUR)
    _report(site, "AR", after=2 * HOUR)
    site.raise_all()
    assert [(one.state, one.close_reason) for one in site.alarms()] == [("closed", "restored")] * 2


def test_a_restore_of_something_else_leaves_what_is_on(site: Site) -> None:
    _report(site, "AT")
    _report(site, "YR", after=60)
    _report(site, "BR", "5", after=60)
    _report(site, "BR", "5", after=2 * HOUR)
    site.raise_all()
    assert (site.only().state, site.only().events) == ("waiting", 2)


def test_an_alarm_from_before_conditions_were_kept_closes_in_an_operators_hands(site: Site) -> None:
    """What was on in it when they began to be kept isn't known: `migrations/0006_conditions.py`."""
    _report(site, "WA", "3")
    site.raise_all()
    with tenancy.scope(municipality_id=None, authority="receiver"):
        models.Alarm.objects.update(conditions=[rules.TOO_MANY])
    for code in ("WA", "WH"):
        _report(site, code, "4", after=60)
    site.raise_all()
    assert (site.only().state, _on(site, site.only().id)) == ("waiting", [rules.TOO_MANY])


@pytest.mark.django_db
def test_the_migration_gives_what_was_there_before_the_mark_and_new_rows_nothing() -> None:
    said = StringIO()
    call_command("sqlmigrate", "alarms", "0006", stdout=said)
    added, changed = (line for line in said.getvalue().splitlines() if '"conditions"' in line)
    assert f"""DEFAULT '["{rules.TOO_MANY}"]'""" in added
    assert "SET DEFAULT '[]'" in changed


def _report(site: Site, code: str, zone: str = "", *, after: float = 0.0) -> None:
    """Store an event of SIA DC-03, with the kind that its code has."""
    meaning = dc09.sia_meaning(code)
    site.send(str(meaning.kind), zone, after=after, code=code, restores=str(meaning.restores or ""))


def _on(site: Site, alarm_id: int) -> list[str]:
    with site.cast.acting(site.operator):
        return list(models.Alarm.objects.get(pk=alarm_id).conditions)


def test_a_restore_ends_nothing_in_another_area(site: Site) -> None:
    site.send("technical", "3", code="WA", area="1")
    site.send("technical", "3", code="WA", area="2")
    site.send("restore", "3", code="WH", restores="technical", area="1")
    site.raise_all()
    assert site.only().state == "waiting"
    site.send("restore", "3", code="WH", restores="technical", area="2")
    site.raise_all()
    assert (site.only().state, site.only().close_reason) == ("closed", "restored")


def test_a_restore_ends_what_its_code_names_in_one_batch_or_two(site: Site) -> None:
    site.send("technical", "3", code="WA")
    site.send("technical", "4", code="WA")
    site.raise_all()
    site.send("restore", "3", code="WH", restores="technical")
    site.raise_all()
    with site.cast.acting(site.operator):
        (alarm,) = api.queue()
        assert (alarm.state, alarm.unseen) == ("waiting", False)
    site.send("restore", "4", code="WH", restores="technical")
    site.raise_all()
    with site.cast.acting(site.operator):
        (alarm,) = api.queue()
        assert (alarm.state, alarm.close_reason, alarm.unseen) == ("closed", "restored", True)


def test_a_late_switching_off_leaves_the_home_set(site: Site) -> None:
    now = site.clock
    site.send("close", occurred=now - timedelta(seconds=120))
    site.send("open", occurred=now - timedelta(seconds=3600), after=1)
    site.send("burglary", "2", after=1)
    site.send("burglary", "3", after=1)
    site.raise_all()
    assert (site.only().verification, site.only().while_unset) == ("sequential", False)
    with site.cast.acting(site.operator):
        assert api.account(account_id=site.account.id).set_state == "set"


def test_a_late_burglary_is_judged_by_what_was_so_then(site: Site) -> None:
    now = site.clock
    site.send("open", occurred=now)
    site.send("burglary", "2", after=5, occurred=now - timedelta(seconds=60))
    site.raise_all()
    assert (site.only().state, site.only().while_unset) == ("waiting", False)


def test_a_switching_off_before_the_burglary_does_not_end_it(site: Site) -> None:
    site.send("burglary", "2")
    site.send("open", after=5, occurred=site.clock - timedelta(seconds=30))
    site.raise_all()
    assert site.only().state == "waiting"


def test_of_a_detector_run_wild_the_first_and_the_latest_are_read(site: Site) -> None:
    for number in range(30):
        site.send("burglary", str(number))
    site.raise_all()
    with site.cast.acting(site.operator):
        found = api.events_of(alarm_id=site.only().id, limit=10)
    assert [one.zone for one in found] == ["0", "1", *(str(number) for number in range(22, 30))]
