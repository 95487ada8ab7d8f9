"""What operators do, several at a time."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connections

from kokong.kernel import tenancy
from kokong.measures.alarms import api
from kokong.measures.alarms.console import steps
from kokong.people.api import Actor
from tests.alarms.conftest import NOW, Site


def waiting(site: Site, kind: str = "burglary") -> api.Alarm:
    """An alarm nobody has taken."""
    site.send(kind, "1")
    site.raise_all()
    return site.only()


def test_an_alarm_from_the_queue_to_its_end(site: Site) -> None:
    alarm = waiting(site)
    with site.cast.acting(site.operator) as me:
        taken = api.take(alarm_id=alarm.id, now=NOW)
        assert (taken.state, taken.taken_by, taken.taken_name) == ("taken", me.user_id, "Lova Larm")
        contact = api.add_contact(
            account_id=site.account.id, name="Nils", phone="070-1", what="key_holder", consent=True, now=NOW
        )
        api.call_result(alarm_id=alarm.id, contact_id=contact.id, result="all_well", note="Katten.", now=NOW)
        closed = api.close(alarm_id=alarm.id, reason="pet", now=NOW)
        assert (closed.state, closed.false, closed.close_reason) == ("closed", True, "pet")
        assert api.queue() == ()
        assert [(s.what, s.result, s.by) for s in api.steps(alarm_id=alarm.id)] == [
            ("raised", "", ""), ("taken", "", "Lova Larm"), ("called", "all_well", "Lova Larm"),
            ("closed", "pet", "Lova Larm"),
        ]  # fmt: skip
        assert api.false_alarms(since=NOW)[0].false == 1
    said = [entry.action for entry in site.cast.log(subject="alarm")]
    assert said == ["alarm.closed", "alarm.called", "alarm.taken"]


def test_a_colleague_cannot_take_or_change_what_one_holds(site: Site) -> None:
    alarm = waiting(site)
    with site.cast.acting(site.operator):
        api.take(alarm_id=alarm.id, now=NOW)
    acts: list[Callable[[], Any]] = [
        lambda: api.take(alarm_id=alarm.id, now=NOW),
        lambda: api.release(alarm_id=alarm.id, now=NOW),
        lambda: api.verify(alarm_id=alarm.id, now=NOW),
        lambda: api.call_result(alarm_id=alarm.id, result="no_answer", now=NOW),
        lambda: api.hand_over(alarm_id=alarm.id, to=site.operator.user_id, now=NOW),
        lambda: api.close(alarm_id=alarm.id, reason="pet", now=NOW),
    ]
    before = site.only()
    with site.cast.acting(site.colleague):
        for act in acts:
            with pytest.raises(api.AlarmTaken, match="Lova Larm") as refused:
                act()
            assert refused.value.by == site.operator.user_id
        api.note(alarm_id=alarm.id, text="Jag ringer grannen.", now=NOW)
    assert site.only() == before
    assert site.said(alarm.id) == ["raised", "taken", "note"]


def test_an_alarm_offered_to_a_colleague_waits_until_it_is_taken(site: Site) -> None:
    alarm = waiting(site)
    with site.cast.acting(site.operator) as me:
        api.take(alarm_id=alarm.id, now=NOW)
        with pytest.raises(api.FieldProblem):
            api.hand_over(alarm_id=alarm.id, to=site.cast.coordinator.user_id, now=NOW)
        with pytest.raises(api.FieldProblem):
            api.hand_over(alarm_id=alarm.id, to=me.user_id, now=NOW)
        offered = api.hand_over(alarm_id=alarm.id, to=site.colleague.user_id, now=NOW)
        assert (offered.state, offered.taken_by, offered.handed_name) == ("waiting", None, "Max Larm")
    with site.cast.acting(site.colleague):
        assert api.take(alarm_id=alarm.id, now=NOW).handed_to is None


def test_nothing_is_done_to_an_alarm_that_nobody_has_taken_or_that_is_closed(site: Site) -> None:
    alarm = waiting(site)
    with site.cast.acting(site.operator):
        with pytest.raises(api.Refused, match="Take the alarm first"):
            api.close(alarm_id=alarm.id, reason="pet", now=NOW)
        api.take(alarm_id=alarm.id, now=NOW)
        with pytest.raises(api.Refused, match="Confirm the burglary first"):
            api.close(alarm_id=alarm.id, reason="burglary", now=NOW)
        with pytest.raises(api.FieldProblem):
            api.close(alarm_id=alarm.id, reason="aborted", now=NOW)
        api.close(alarm_id=alarm.id, reason="pet", now=NOW)
        api.close(alarm_id=alarm.id, reason="pet", now=NOW)
        with pytest.raises(api.Refused, match="is closed"):
            api.take(alarm_id=alarm.id, now=NOW)
    assert site.said(alarm.id) == ["raised", "taken", "closed"]


def test_only_an_intrusion_is_confirmed_as_a_burglary(site: Site) -> None:
    alarm = waiting(site, "fire")
    with site.cast.acting(site.operator):
        api.take(alarm_id=alarm.id, now=NOW)
        with pytest.raises(api.Refused, match="Only a burglary alarm"):
            api.verify(alarm_id=alarm.id, now=NOW)


def test_nobody_elsewhere_sees_or_changes_it(site: Site) -> None:
    alarm = waiting(site)
    with site.cast.acting(site.cast.stranger):
        assert api.queue() == ()
        for act in (api.alarm, lambda **k: api.take(**k, now=NOW), lambda **k: api.note(**k, text="x", now=NOW)):
            with pytest.raises(api.AlarmMissing):
                act(alarm_id=alarm.id)


def test_of_two_who_take_at_once_one_gets_it(committed_site: Site) -> None:
    site = committed_site
    site.send("burglary", "1")
    site.raise_all()
    alarm = site.only()
    barrier, results = threading.Barrier(6), []

    def take(actor: Actor) -> None:
        try:
            barrier.wait()
            with site.cast.acting(actor):
                api.take(alarm_id=alarm.id, now=NOW)
            results.append((actor.user_id, "taken"))
        except api.AlarmTaken as refused:
            results.append((actor.user_id, f"held by {refused.by}"))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=take, args=(who,)) for who in [site.operator, site.colleague] * 3]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    holder = site.only().taken_by
    assert len(results) == 6
    assert {who for who, said in results if said == "taken"} == {holder}
    assert {said for who, said in results if who != holder} == {f"held by {holder}"}
    assert site.said(alarm.id) == ["raised", "taken"]


def test_an_operator_waits_while_a_batch_is_decided_and_nothing_is_overwritten(committed_site: Site) -> None:
    site = committed_site
    site.send("burglary", "1")
    site.raise_all()
    alarm, taken = site.only(), threading.Event()

    def take() -> None:
        with site.cast.acting(site.operator):
            api.take(alarm_id=alarm.id, now=NOW)
        taken.set()
        connections.close_all()

    site.send("burglary", "2", after=10)
    operator = threading.Thread(target=take)
    with tenancy.scope(municipality_id=None, authority="receiver"):
        steps.begin()
        operator.start()
        assert not taken.wait(0.5)
        site.raise_all()
    operator.join(30)
    after = site.only()
    assert (after.state, after.taken_by, after.verification) == ("taken", site.operator.user_id, "sequential")
    assert site.said(alarm.id) == ["raised", "events", "verified", "taken"]
