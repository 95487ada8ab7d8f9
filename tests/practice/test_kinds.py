"""An alarm, an alert and a walk are practised on the real pages, and nothing of them is anywhere else."""

from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from kokong.kernel import tenancy
from kokong.kernel.fields import Point
from kokong.measures.alarms import api as alarms
from kokong.measures.walks import api as walks
from kokong.measures.watch import api as watch
from kokong.places import api as places
from kokong.practice import api
from kokong.sending.models import Message
from tests.cast import Cast
from tests.cocoons.conftest import Town, build_town
from tests.practice.conftest import Held, begin
from tests.practice.everything_there import LOG, told
from tests.worker import run_jobs


@pytest.fixture
def town(committed_cast: Cast) -> Town:
    """A street, in which nothing has happened."""
    return build_town(committed_cast)


def done(held: Held) -> list[bool]:
    """Which of its steps are done."""
    with tenancy.scope(municipality_id=held.place):
        found = api.drill()
        assert found is not None
        return [step.done for step in api.steps(drill=found)]


def play(held: Held) -> None:
    """Press the button for what somebody else does."""
    assert held.client.post(reverse("practice:play")).status_code == 302
    run_jobs()
    alarms.raise_pending(now=timezone.now())


def nothing_elsewhere(held: Held, before: dict[str, tuple[int, str]]) -> None:
    """The real municipality is as it was, and ended nothing of the drill is left."""
    after = told(held.cast.home.pk)
    assert {table for table in before if before[table] != after[table]} == LOG
    held.client.post(reverse("practice:leave"))
    assert held.client.post(reverse("practice:end")).status_code == 302
    assert {table for table, rows in told(held.place).items() if rows[0]} == LOG


def operating(held: Held, cast: Cast) -> AbstractContextManager[tenancy.Scope]:
    return tenancy.scope(
        municipality_id=held.place, authority="municipality", user_id=cast.alarm_operator.user_id,
        roles=("alarm_operator",),
    )  # fmt: skip


def test_an_alarm_goes_off_and_is_closed_by_whoever_handles_alarms(town: Town) -> None:
    cast, before = town.cast, told(town.cast.home.pk)
    held = begin(town, cast.alarm_operator, by=cast.coordinator, kind="alarm")
    assert done(held) == [False] * 4
    play(held)
    assert done(held) == [True, False, False, False]
    assert held.client.post(reverse("practice:play")).status_code == 404
    with tenancy.scope(municipality_id=held.place):
        (panel,) = alarms.accounts()
        (alarm,) = alarms.alarms(account_id=panel.id)
    operator = held.within(cast.alarm_operator)
    assert "Storgatan 5" in operator.get(reverse("alarms:alarm", args=[alarm.id])).content.decode()
    with operating(held, cast):
        alarms.take(alarm_id=alarm.id, now=timezone.now())
    assert done(held) == [True, True, False, False]
    with operating(held, cast):
        alarms.call_result(alarm_id=alarm.id, result="false_alarm", now=timezone.now())
        alarms.close(alarm_id=alarm.id, reason="user_error", now=timezone.now())
    assert done(held) == [True] * 4
    with tenancy.scope(municipality_id=cast.home.pk):
        assert alarms.accounts(retired=True) == ()
    nothing_elsewhere(held, before)


def test_an_alarm_needs_somebody_who_takes_it(town: Town) -> None:
    client = town.cast.client(town.cast.coordinator)
    asked = {"kind": "alarm", "address": "Storgatan 5", "people": [town.cast.visitor.user_id]}
    answer = client.post(reverse("practice:start"), asked)
    assert answer.status_code == 422
    assert "Choose somebody who handles alarms, too." in answer.content.decode()


def test_an_alert_is_proposed_and_goes_to_nobody_outside(town: Town) -> None:
    cast, before = town.cast, told(town.cast.home.pk)
    held = begin(town, cast.officer, by=cast.coordinator, kind="alert")
    play(held)
    assert done(held) == [True, False, False]
    with tenancy.scope(municipality_id=held.place):
        (alert,) = watch.alerts()
        (group,) = watch.groups()
    assert group.state == "active"
    sent = {"version": alert.version}
    assert held.client.post(reverse("watch:alert-act", args=[alert.id, "send"]), sent).status_code == 302
    run_jobs()
    assert done(held) == [True] * 3
    with tenancy.scope(municipality_id=held.place):
        outside = Message.objects.filter(user_id=None).values_list("state", "answer")
        assert set(outside) <= {("withheld", "drill")}
    assert not [letter for letter in mail.outbox if "ovning.example" in " ".join(letter.to)]
    nothing_elsewhere(held, before)


def test_a_walk_is_walked_and_answered(town: Town) -> None:
    cast, before = town.cast, told(town.cast.home.pk)
    held = begin(town, cast.visitor, by=cast.coordinator, kind="walk")
    play(held)
    assert done(held) == [True, False, False, False, False]
    with tenancy.scope(municipality_id=held.place):
        (walk,) = walks.walks()
        (holder,) = walks.holders()
    assert held.client.post(reverse("walks:act", args=[walk.id, "open"])).status_code == 302
    run_jobs()
    assert walk.title in held.within(cast.visitor).get(reverse("field:rounds")).content.decode()
    with tenancy.scope(municipality_id=held.place):
        home = places.find_address(text="Storgatan 5")
        now = timezone.now()
        noted = walks.Noted("light", "En lampa är släckt.", Point(home.x + 5, home.y + 5))
        finding, _new = walks.note(walk_id=walk.id, noted=noted, at=now - timedelta(minutes=1), user_id=None)
        walks.correct(finding_id=finding, noted=noted, shown="En lampa är släckt.")
        walks.ask(finding_id=finding, holder_id=holder.id, now=now)
    assert done(held) == [True, True, True, True, False]
    with tenancy.scope(municipality_id=held.place):
        walks.answer(finding_id=finding, action="mend", said="Bytt.", now=timezone.now())
    assert done(held) == [True] * 5
    nothing_elsewhere(held, before)
