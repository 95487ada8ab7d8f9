"""The demonstration is written once, completely, through the doors of real use."""

from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from kokong.cli import demo, demo_story
from kokong.field import api as field
from kokong.incidents import api as incidents
from kokong.kernel import tenancy
from kokong.kernel.models import Municipality
from kokong.measures.alarms import api as alarms
from kokong.measures.cocoons import api as cocoons
from kokong.people.models import User
from kokong.simulation import HAVSVIK, NORRSUND

NOW = datetime(2026, 11, 22, 13, 0, tzinfo=UTC)


@pytest.fixture
def said() -> list[str]:
    """What the seeding says while it works."""
    return []


def scope(code: str = demo.HOME) -> AbstractContextManager[tenancy.Scope]:
    return tenancy.scope(municipality_id=Municipality.objects.get(code=code).pk)


def _queue() -> tuple[alarms.Alarm, ...]:
    with scope():
        assert any(one.false for one in alarms.false_alarms(since=NOW - timedelta(days=365)))
        return alarms.queue()


def counted() -> tuple[int, int]:
    with scope():
        return incidents.count(states=("draft", "confirmed")), len(cocoons.cocoons())


def test_every_state_of_the_work_is_there_and_a_second_start_adds_nothing(
    committed: None, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demo, "YEARS", 0.4)
    stage, tries = demo_story._stage, []

    def interrupted(*given: Any, now: datetime) -> None:
        tries.append(given)
        if len(tries) == 1:
            raise KeyboardInterrupt
        stage(*given, now=now)

    monkeypatch.setattr(demo_story, "_stage", interrupted)
    with pytest.raises(KeyboardInterrupt):
        demo.seed(said.append, now=NOW)
    demo.seed(said.append, now=NOW)
    before = counted()
    later = len(said)
    demo.seed(said.append, now=NOW + timedelta(days=1))
    assert counted() == before
    assert len(said) == later

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
        assert all(c.closed is None for c in cocoons.cocoons())
        visitor = User.objects.get(email="besok@havsvik.example")
        assert cocoons.my_rounds(user_id=visitor.pk, now=NOW)
    assert [(alarm.kind, alarm.state) for alarm in _queue()] == [("burglary", "waiting")]
    assert User.objects.get(email="polis@havsvik.example").check_password(demo.PASSWORD)
    assert {HAVSVIK.code, NORRSUND.code} == {demo.HOME, demo.NEXT}


def test_the_greeting_names_every_sign_in() -> None:
    words = demo.greeting()
    assert all(one.email in words for one in demo.CREW)
    assert demo.PASSWORD in words
