"""The demonstration is written once, completely, through the doors of real use."""

import subprocess
import sys
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from kokong.desk.plan import plan
from kokong.effect import api as effect
from kokong.field import api as field
from kokong.incidents import api as incidents
from kokong.kernel import tenancy
from kokong.kernel.models import Municipality
from kokong.measures.alarms import api as alarms
from kokong.measures.alarms import scene as alarms_scene
from kokong.measures.cocoons import api as cocoons
from kokong.measures.cooperation import api as cooperation
from kokong.measures.cooperation.best import reading as best
from kokong.measures.cooperation.plan import reading as plans
from kokong.measures.cooperation.rhythm.rules import WEEKLY
from kokong.measures.signs import api as signs
from kokong.measures.watch import api as watch
from kokong.meetings import api as meetings
from kokong.people import api as people
from kokong.people.models import User
from kokong.places import api as places
from kokong.public import api as public
from kokong.simulation import staging
from kokong.simulation.staging import closing, seeding, work
from kokong.simulation.town import HAVSVIK, NORRSUND
from kokong.tasks import api as tasks
from tests.roles import acting
from tests.worker import run_jobs

pytestmark = pytest.mark.long
NOW = datetime(2026, 11, 22, 13, 0, tzinfo=UTC)


@pytest.fixture
def said() -> list[str]:
    """What the seeding says while it works."""
    return []


def scope(code: str = staging.HOME) -> AbstractContextManager[tenancy.Scope]:
    return tenancy.scope(municipality_id=Municipality.objects.get(code=code).pk)


def _queue() -> tuple[alarms.Alarm, ...]:
    with scope():
        assert any(one.false for one in alarms.false_alarms(since=NOW - timedelta(days=365)))
        return alarms.queue()


def coordinator() -> people.Actor:
    user = User.objects.get(email="samordnare@havsvik.example")
    with tenancy.scope(municipality_id=None, authority="municipality", user_id=user.pk):
        return people.actors_of(user_id=user.pk)[0]


def counted() -> tuple[int, int]:
    with scope():
        return incidents.count(states=("draft", "confirmed")), len(cocoons.cocoons())


def test_every_state_of_the_work_is_there_and_a_second_start_adds_nothing(
    committed: None, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seeding, "YEARS", 0.4)
    enrol, tries = alarms_scene._enrol, []

    def interrupted(*given: Any, now: datetime) -> int:
        tries.append(given)
        if len(tries) == 1:
            raise KeyboardInterrupt
        return enrol(*given, now=now)

    monkeypatch.setattr(alarms_scene, "_enrol", interrupted)
    with acting("command"):  # as `kokong demo` does
        with pytest.raises(KeyboardInterrupt):
            seeding.seed(said.append, now=NOW)
        seeding.seed(said.append, now=NOW)
    before = counted()
    later = len(said)
    seeding.seed(said.append, now=NOW + timedelta(days=1))
    assert counted() == before
    assert len(said) == later

    actor = coordinator()
    with scope():
        assert len(incidents.burglaries(states=("draft",))) == 1
        active = cocoons.open_cocoons(now=NOW)
        counts = cocoons.coverage(cocoon_ids=[c.id for c in active])
        rounds = cocoons.rounds_of(cocoon_ids=[c.id for c in active], now=NOW)
        fresh = [c for c in active if not rounds[c.id] and counts[c.id].visited == 0]
        half = [c for c in active if rounds[c.id] and 0 < counts[c.id].visited < counts[c.id].eligible]
        late = [c for c in half if NOW - c.opened > timedelta(hours=24)]
        assert fresh
        assert half
        assert late
        assert any(r.door.outcome == "come_back" for r in cocoons.revisits(now=NOW))
        assert field.silent_devices(now=NOW)
        of_groups = {each.area_id for each in watch.groups()}
        drawn = [each for each in places.areas() if each.id not in of_groups]
        assert len(drawn) == 3
        assert [len(places.outlines(area_id=each.id)) for each in drawn].count(2) == 1, "one was drawn anew"
        assert all(places.homes_in(area_id=each.id) for each in drawn)
        assert len(places.areas(retired=True)) == 1
        assert all(c.closed is None for c in cocoons.cocoons())
        visitor = User.objects.get(email="besok@havsvik.example")
        assert cocoons.my_rounds(user_id=visitor.pk, now=NOW)
        assert tasks.count(actor=actor) == work.WAITING
        assert tasks.count(actor=actor, wanted=tasks.Wanted(whose="mine")) == work.TAKEN
        assert tasks.count(actor=actor, wanted=tasks.Wanted(ended=True)) > 5
        assert all(each.since for each in public.everything())
        assert plan(actor=actor, year=None, now=NOW).to_do
        assert {"planned", "ordered", "up"} <= {sign.state for sign in signs.signs()}
        newest_ended = max(task.opened for task in tasks.tasks(actor=actor, wanted=tasks.Wanted(ended=True)))
        assert newest_ended <= min(task.opened for task in tasks.tasks(actor=actor))
    assert [(alarm.kind, alarm.state) for alarm in _queue()] == [("burglary", "waiting")]
    assert User.objects.get(email="polis@havsvik.example").check_password(staging.PASSWORD)
    assert {HAVSVIK.code, NORRSUND.code} == {staging.HOME, staging.NEXT}
    looked_back_at()


def looked_back_at() -> None:
    """Once the deliveries are written, the room that steers counts them; a second time adds nothing."""
    assert not closing.wait(longest=timedelta(0))
    run_jobs()
    assert closing.wait(longest=timedelta(0))
    with acting("command"):
        closing.play(now=NOW)
        closing.play(now=NOW)
    with scope():
        versions = cooperation.picture_versions()
        assert [each.number for each in versions] == [2, 1]
        held = plans.current(now=NOW)
        assert held is not None
        proofs = {each.kind: each.proof for each in held.items}
        weekly = meetings.meetings(kind=WEEKLY)
        assert [each.state for each in weekly] == ["minuted", "minuted", "announced"]
        assert {each.title for each in weekly} == {"Veckomöte"}
        assert [each.accepted for each in best.latest_answers()].count(False) <= 1
        assert len(effect.evaluations()) == 2
    visited = proofs["cocoon_visit"]
    assert visited is not None
    assert visited.counted > 0


def test_what_is_started_beside_the_product_needs_nothing_loaded() -> None:
    """`kokong demo` starts it as a process of its own, in which Django is not there yet."""
    words = [sys.executable, "-c", "import kokong.simulation.staging.__main__"]
    assert subprocess.run(words, capture_output=True, check=False).stderr == b""


def test_the_greeting_names_every_sign_in() -> None:
    words = staging.greeting()
    assert all(one.email in words for one in staging.CREW)
    assert staging.PASSWORD in words
    assert "/k/havsvik/" in words
