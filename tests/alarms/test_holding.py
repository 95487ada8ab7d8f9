"""An alarm is never locked to somebody who is absent: seen, taken over, called to everybody, told onward."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from kokong.kernel import tenancy
from kokong.kernel.events import subscribers_of
from kokong.measures.alarms import api, holding, models
from kokong.measures.alarms.console import presence
from kokong.people.api import Actor
from kokong.sending import models as letters
from tests.alarms.centres import centre_of, in_centre
from tests.alarms.conftest import NOW, Site
from tests.cast import _actor
from tests.worker import run_jobs

MINUTE = timedelta(minutes=1)
SECOND = timedelta(seconds=1)


@pytest.fixture
def supervisor(site: Site) -> Actor:
    return _actor(site.cast.home, "alarm_supervisor", "Sara Ledare")


def held(site: Site, kind: str = "burglary") -> int:
    """An alarm that the operator has taken, with nobody's console open."""
    site.send(kind, "1")
    site.raise_all()
    with site.cast.acting(site.operator):
        return api.take(alarm_id=site.alarms()[-1].id, now=site.clock).id


def there(site: Site, actor: Actor, at: datetime) -> None:
    with site.cast.acting(actor):
        presence.here(user_id=actor.user_id, now=at)


def test_colleagues_see_when_who_has_it_was_last_there(site: Site) -> None:
    held(site)
    for after in (20, 25, 40):
        there(site, site.operator, NOW + after * SECOND)
    with site.cast.acting(site.colleague):
        (alarm,) = api.queue()
        assert (alarm.there_at, alarm.acted_at) == (NOW + 40 * SECOND, NOW)
    there(site, site.colleague, NOW + 50 * SECOND)
    with tenancy.scope(municipality_id=site.cast.elsewhere.pk, user_id=site.colleague.user_id):
        assert presence.last({site.operator.user_id}) == {}


def test_an_alarm_is_taken_over_from_whom_is_absent_or_idle_and_says_why(site: Site) -> None:
    alarm_id = held(site)
    there(site, site.operator, NOW + MINUTE)
    with site.cast.acting(site.colleague) as me:
        with pytest.raises(api.AlarmTaken, match="Lova Larm"):
            api.take_over(alarm_id=alarm_id, reason="Lova has gone", now=NOW + MINUTE)
        with pytest.raises(api.FieldProblem, match="why"):
            api.take_over(alarm_id=alarm_id, reason=" ", now=NOW + 3 * MINUTE)
        taken = api.take_over(alarm_id=alarm_id, reason="Lova has gone", now=NOW + 2 * MINUTE + SECOND)
        assert (taken.taken_by, taken.acted_at) == (me.user_id, NOW + 2 * MINUTE + SECOND)
        last = api.steps(alarm_id=alarm_id)[-1]
        assert (last.what, last.note, last.detail) == (
            "taken_over",
            "Lova has gone",
            {"from": site.operator.user_id},
        )
    with site.cast.acting(site.operator), pytest.raises(api.AlarmTaken, match="Max Larm"):
        api.close(alarm_id=alarm_id, reason="pet", now=NOW + 3 * MINUTE)


def test_whoever_is_there_and_does_nothing_can_be_relieved_too(site: Site) -> None:
    alarm_id = held(site)
    there(site, site.operator, NOW + holding.HELD)
    with site.cast.acting(site.operator):
        api.note(alarm_id=alarm_id, text="I call.", now=NOW + MINUTE)
    with site.cast.acting(site.colleague):
        with pytest.raises(api.AlarmTaken):
            api.take_over(alarm_id=alarm_id, reason="Nothing happens", now=NOW + holding.HELD)
        api.take_over(alarm_id=alarm_id, reason="Nothing happens", now=NOW + MINUTE + holding.HELD)


def test_a_supervisor_takes_over_hands_over_and_closes_what_others_have(site: Site, supervisor: Actor) -> None:
    alarm_id = held(site)
    there(site, site.operator, NOW)
    with site.cast.acting(supervisor):
        handed = api.hand_over(alarm_id=alarm_id, to=site.colleague.user_id, now=NOW)
        assert (handed.state, handed.handed_name) == ("waiting", "Max Larm")
    with site.cast.acting(site.colleague):
        api.take(alarm_id=alarm_id, now=NOW)
    fire = held(site, "fire")
    with site.cast.acting(site.colleague), pytest.raises(api.AlarmTaken):
        api.take_over(alarm_id=fire, reason="I want it", now=NOW)
    with site.cast.acting(supervisor):
        api.take_over(alarm_id=alarm_id, reason="Max is needed elsewhere", now=NOW)
        assert api.close(alarm_id=alarm_id, reason="pet", now=NOW).state == "closed"
        assert api.close(alarm_id=fire, reason="fire", now=NOW).state == "closed"


def test_a_supervisor_sees_what_a_centre_handles_and_leaves_it_there(site: Site, supervisor: Actor) -> None:
    centre = centre_of(site)
    site.send("burglary", "1", account=centre.accounts[0])
    site.raise_all()
    with site.cast.acting(site.operator):
        assert api.queue() == ()
    with site.cast.acting(supervisor):
        (seen,) = api.queue()
        with pytest.raises(api.AlarmMissing):
            api.take(alarm_id=seen.id, now=NOW)
    page = site.cast.client(supervisor).get(f"/alarms/{seen.id}/").content.decode()
    assert "/take/" not in page
    assert "/close/" not in page


def test_a_centre_has_supervisors_of_its_own(site: Site) -> None:
    centre = centre_of(site)
    site.send("burglary", "1", account=centre.accounts[1])
    site.raise_all()
    with in_centre(centre):
        (alarm,) = api.queue()
        api.take(alarm_id=alarm.id, now=NOW)
        presence.here(user_id=centre.operator, now=NOW)
    with in_centre(centre, centre.colleague):
        assert api.queue()[0].there_at == NOW
        with pytest.raises(api.AlarmTaken):
            api.close(alarm_id=alarm.id, reason="pet", now=NOW)
    with tenancy.scope(municipality_id=None, authority="system"):
        api.add_operator(centre_id=centre.id, user_id=centre.colleague, name="Tor Syd", supervisor=True)
    with in_centre(centre, centre.colleague):
        assert api.close(alarm_id=alarm.id, reason="pet", now=NOW).state == "closed"


def test_a_burglary_confirmed_on_what_somebody_has_calls_everybody_until_it_is_answered(site: Site) -> None:
    site.clock = timezone.now()
    alarm_id = held(site)
    there(site, site.operator, site.clock)
    site.send("verified", "1", after=1)
    site.raise_all()
    browsers = [site.cast.client(who) for who in (site.colleague, site.operator)]
    for browser in browsers:
        queue = browser.get("/alarms/queue/").content.decode()
        assert " data-calls" in queue
        assert "does not answer" in queue or "You have it" in queue
    page = browsers[0].get(f"/alarms/{alarm_id}/").content.decode()
    assert "/take_over/" in page
    with site.cast.acting(site.operator):
        api.see(alarm_id=alarm_id, now=site.clock + SECOND)
    for browser in browsers:
        assert " data-calls" not in browser.get("/alarms/queue/").content.decode()
    assert site.said(alarm_id)[-1] == "seen"


def test_what_its_holder_confirms_calls_nobody(site: Site) -> None:
    alarm_id = held(site)
    with site.cast.acting(site.operator):
        assert not api.verify(alarm_id=alarm_id, now=NOW + SECOND).calls


def test_an_alarm_whose_holder_is_gone_goes_back_to_the_queue(site: Site) -> None:
    alarm_id = held(site)
    there(site, site.operator, NOW + MINUTE)
    assert api.escalate(now=NOW + MINUTE + holding.RETURNED) == 0
    assert site.only().state == "taken"
    assert api.escalate(now=NOW + MINUTE + holding.RETURNED + SECOND) == 1
    assert (site.only().state, site.only().taken_by) == ("waiting", None)
    with site.cast.acting(site.colleague):
        last = api.steps(alarm_id=alarm_id)[-1]
        assert (last.what, last.result, last.user_id) == ("released", "absent", None)
        api.take(alarm_id=alarm_id, now=NOW + 5 * MINUTE)


def told(site: Site) -> set[str]:
    with tenancy.scope(municipality_id=site.cast.home.pk):
        who = letters.Message.objects.filter(kind="alarm.late").values_list("user_id", flat=True)
        names = {site.operator.user_id: "operator", site.colleague.user_id: "colleague"}
        return {names.get(one or 0, "supervisor") for one in who}


def test_an_alarm_that_nobody_takes_is_told_to_supervisors_and_then_to_everybody(committed_site: Site) -> None:
    site = committed_site
    _actor(site.cast.home, "alarm_supervisor", "Sara Ledare")
    assert subscribers_of(api.AlarmLate)
    site.send("trouble")
    site.send("burglary", "1")
    site.raise_all()
    limit = api.rules.GOALS[1]
    assert api.escalate(now=NOW + limit) == 0
    assert api.escalate(now=NOW + limit + SECOND) == 1
    run_jobs()
    assert told(site) == {"supervisor"}
    assert api.escalate(now=NOW + limit + 2 * SECOND) == 0
    assert api.escalate(now=NOW + 2 * limit + SECOND) == 1
    run_jobs()
    assert told(site) >= {"supervisor", "operator", "colleague"}
    assert api.escalate(now=NOW + 9 * limit) == 0


def test_a_confirmed_burglary_that_its_holder_does_not_answer_is_told_onward(site: Site) -> None:
    alarm_id = held(site)
    site.send("verified", "1", after=1)
    site.raise_all()
    there(site, site.operator, site.clock + holding.UNANSWERED)
    assert api.escalate(now=site.clock + holding.UNANSWERED) == 0
    assert api.escalate(now=site.clock + holding.UNANSWERED + SECOND) == 1
    assert site.said(alarm_id)[-1] == "late"
    with site.cast.acting(site.colleague):
        api.take_over(alarm_id=alarm_id, reason="Confirmed, and nobody answers", now=site.clock + 90 * SECOND)
    with tenancy.scope(municipality_id=None, authority="receiver"):
        assert models.Alarm.objects.get(pk=alarm_id).told == 0
    there(site, site.colleague, site.clock + 5 * MINUTE)
    assert api.escalate(now=site.clock + 5 * MINUTE) == 0


SECONDS = st.integers(0, 1000).map(lambda seconds: NOW + seconds * SECOND)


@given(SECONDS, SECONDS, st.none() | SECONDS, st.none() | SECONDS, SECONDS)
def test_nobody_can_lock_an_alarm(
    taken: datetime, acted: datetime, at: datetime | None, confirmed: datetime | None, now: datetime
) -> None:
    hold = holding.Hold(taken, acted, at, confirmed)
    if hold.gone(now):
        assert hold.free(now)
    if hold.calls:
        assert hold.free(now)
    assert hold.free(max(hold.free_at, hold.last_there + holding.RETURNED + SECOND))
