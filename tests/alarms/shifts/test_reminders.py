"""A reminder on an alarm: who may set it, that it comes back on the console once, and who sees it."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from kokong.kernel import tenancy
from kokong.measures.alarms import api
from kokong.measures.alarms.console import page as console_page
from kokong.measures.alarms.shifts import models as shifts
from kokong.people.api import Actor
from tests.alarms.centres import centre_of, in_centre
from tests.alarms.conftest import NOW, Site

from .conftest import reported

FIVE = timedelta(minutes=5)
LATER = NOW + FIVE
PART = {"headers": {"X-Kokong-Part": "1"}}


def taken(site: Site, **more: Any) -> int:
    """The id of an alarm that the operator has."""
    alarm_id = reported(site, **more)
    with site.cast.acting(site.operator):
        api.take(alarm_id=alarm_id, now=site.clock)
    return alarm_id


def remind(site: Site, alarm_id: int, who: Actor | None = None, **more: Any) -> api.Reminder:
    with site.cast.acting(who or site.operator):
        asked: dict[str, Any] = {"due": LATER, "note": "Ring ägaren"} | more
        return api.remind(alarm_id=alarm_id, now=NOW, **asked)


def rows(site: Site, who: Actor | None = None, *, now: Any = LATER) -> list[tuple[int, bool]]:
    """The queue as somebody's console has it: alarms, and whether they are reminded of it."""
    actor = who or site.operator
    allowed = frozenset({"alarm.see", "alarm.handle"})
    operator = api.Operator(actor.user_id, actor.name, actor.municipality_id, "", allowed)
    with site.cast.acting(actor):
        found = console_page.queue(operator=operator, now=now)
        assert all(row.sounds for row in found if row.reminded)
        return [(row.alarm.id, row.reminded) for row in found]


def test_it_comes_back_first_in_the_list_and_sounds_for_who_has_it(site: Site) -> None:
    mine = taken(site, kind="trouble")
    remind(site, mine)
    site.send("burglary", "1", account=_another(site))
    site.raise_all()
    before, then = rows(site, now=NOW), rows(site)
    assert [one for one, reminded in before if reminded] == []
    assert then[0] == (mine, True)
    assert len(then) == 2
    assert rows(site, site.colleague)[-1] == (mine, False)


def _another(site: Site) -> int:
    with site.cast.acting(site.cast.coordinator):
        return api.enrol(account="4321", dwelling_id=site.homes[2].pk, now=NOW).id


def test_the_raiser_tells_the_consoles_once_when_it_is_time(site: Site) -> None:
    alarm_id = taken(site)
    remind(site, alarm_id)
    assert api.call_due(now=NOW) == 0
    assert api.call_due(now=LATER) == 1
    assert api.call_due(now=LATER) == 0
    assert site.said(alarm_id)[-2:] == ["reminder", "reminded"]
    assert rows(site)[0] == (alarm_id, True)


def test_whoever_takes_the_alarm_over_is_reminded(site: Site) -> None:
    alarm_id = taken(site)
    remind(site, alarm_id)
    with site.cast.acting(site.colleague):
        api.take_over(alarm_id=alarm_id, reason="Passbyte", now=LATER)
        (one,) = api.reminders(now=LATER)
    assert (one.note, one.by, one.is_due) == ("Ring ägaren", "Lova Larm", True)
    assert rows(site, site.colleague) == [(alarm_id, True)]
    assert rows(site) == [(alarm_id, False)]


def test_one_that_is_over_comes_back_and_leaves_once_it_is_put_away(site: Site) -> None:
    alarm_id = taken(site)
    with site.cast.acting(site.operator):
        api.close(alarm_id=alarm_id, reason="pet", now=NOW)
    remind(site, alarm_id)
    assert rows(site, now=NOW) == []
    assert rows(site) == [(alarm_id, True)]
    assert rows(site, site.colleague) == [(alarm_id, True)]
    with site.cast.acting(site.colleague):
        api.put_away(alarm_id=alarm_id, now=LATER)
        api.put_away(alarm_id=alarm_id, now=LATER)
    assert rows(site) == []
    assert site.said(alarm_id)[-2:] == ["reminder", "put_away"]
    assert api.call_due(now=LATER) == 0


def test_a_second_one_takes_the_place_of_the_first(site: Site) -> None:
    alarm_id = taken(site)
    remind(site, alarm_id)
    remind(site, alarm_id, due=NOW + 2 * FIVE, note="")
    with site.cast.acting(site.operator):
        (one,) = api.reminders(now=LATER)
        assert (one.due, one.is_due) == (NOW + 2 * FIVE, False)
        kept = shifts.Reminder.objects.filter(alarm_id=alarm_id, away_at=None)
        with pytest.raises(IntegrityError), transaction.atomic():
            shifts.Reminder.objects.create(alarm_id=alarm_id, due=NOW, made_at=NOW)
        assert kept.count() == 1


def test_only_who_has_it_or_has_seen_it_may(site: Site) -> None:
    alarm_id = reported(site)
    with pytest.raises(api.Refused, match="Take the alarm"):
        remind(site, alarm_id)
    with site.cast.acting(site.operator):
        api.take(alarm_id=alarm_id, now=NOW)
    with pytest.raises(api.AlarmTaken, match="Lova Larm"):
        remind(site, alarm_id, site.colleague)
    remind(site, alarm_id)
    with site.cast.acting(site.colleague), pytest.raises(api.AlarmTaken):
        api.put_away(alarm_id=alarm_id, now=NOW)
    for due in (NOW, NOW - FIVE, NOW + timedelta(days=8)):
        with pytest.raises(api.FieldProblem, match="within a week"):
            remind(site, alarm_id, due=due)


def test_one_that_went_away_by_itself_is_seen_first(site: Site) -> None:
    site.send("trouble", code="AT")
    site.raise_all()
    site.send("restore", restores="trouble", code="AR", after=5)
    site.raise_all()
    alarm = site.only()
    assert alarm.unseen
    with pytest.raises(api.Refused, match="seen"):
        remind(site, alarm.id)
    with site.cast.acting(site.operator):
        api.see(alarm_id=alarm.id, now=NOW)
    remind(site, alarm.id)
    assert rows(site) == [(alarm.id, True)]


def test_others_see_nothing_of_it_and_a_centre_has_its_own(site: Site) -> None:
    remind(site, taken(site))
    centre = centre_of(site)
    site.send("burglary", "1", account=centre.accounts[1])
    site.raise_all()
    with in_centre(centre):
        assert shifts.Reminder.objects.count() == 0
        alarm = api.queue()[0]
        api.take(alarm_id=alarm.id, now=NOW)
        api.remind(alarm_id=alarm.id, due=LATER, now=NOW)
        assert [one.by for one in api.reminders(now=LATER)] == ["Siv Syd"]
    with site.cast.acting(site.cast.stranger):
        (row,) = shifts.Reminder.objects.all()
        assert row.alarm_id == alarm.id
        assert api.reminders(now=LATER) == ()
    with tenancy.scope(municipality_id=None, authority="municipality"):
        assert shifts.Reminder.objects.count() == 0
    assert next(entry.action for entry in site.cast.log(elsewhere=True, subject="alarm")) == "alarm.reminder"


def act(browser: Client, alarm_id: int, action: str, **sent: Any) -> Any:
    return browser.post(f"/alarms/{alarm_id}/{action}/", sent, **PART)  # type: ignore[arg-type]


def test_it_is_set_and_put_away_on_the_page(now_site: Site) -> None:
    alarm_id = taken(now_site)
    browser = now_site.cast.client(now_site.operator)
    assert act(browser, alarm_id, "remind").status_code == 422
    page = act(browser, alarm_id, "remind", minutes="5", note="Ring ägaren").content.decode()
    assert "Ring ägaren" in page
    assert "Put the reminder away" in page
    assert "data-reminder" not in browser.get("/alarms/queue/").content.decode()
    with now_site.cast.acting(now_site.operator):
        shifts.Reminder.objects.update(due=now_site.clock)
    queue = browser.get("/alarms/queue/").content.decode()
    assert "data-reminder" in queue
    assert "data-calls" in queue
    assert "Ring ägaren" in queue
    assert "Ring ägaren" not in act(browser, alarm_id, "put_away").content.decode().split('data-part="log"')[0]
    assert "data-reminder" not in browser.get("/alarms/queue/").content.decode()
