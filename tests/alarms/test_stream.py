"""The stream tells whom it concerns, at once, and nobody else; and it says when it can't."""

import json
import math
import threading
from collections.abc import Iterator
from itertools import islice
from typing import Any

import psycopg
import pytest
from django.db import connection

from kokong.install import embedded
from kokong.kernel import live
from kokong.kernel.live import Hub, Subscription
from kokong.measures.alarms.console.stream import CEILING, CHANNEL, Interest
from tests.waiting import until

OURS = Interest(municipality_id=7)
WAIT_S = 5.0


def news(**about: Any) -> str:
    return json.dumps({"municipality": 7, "centre": None, "alarm": 1, "what": "raised"} | about)


def tell(payload: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, payload])


@pytest.fixture
def hub(committed: None) -> Iterator[Hub]:
    """A hub on the test database; its thread is gone before the database is emptied."""
    made = Hub(CHANNEL, ceiling=CEILING)
    yield made
    until(lambda: made._thread is None)


@pytest.mark.parametrize(
    ("interest", "heard"),
    [
        (Interest(municipality_id=7), {"here"}),
        (Interest(municipality_id=8), {"next"}),
        (Interest(municipality_id=None, centre_ids=frozenset({3})), {"centre"}),
        (Interest(municipality_id=None), set()),
    ],
)
def test_news_concern_a_municipality_or_a_centre(interest: Interest, heard: set[str]) -> None:
    about: dict[str, dict[str, Any]] = {
        "here": {"municipality": 7, "centre": None},
        "centre": {"municipality": 7, "centre": 3},
        "next": {"municipality": 8, "centre": None},
    }
    assert {name for name, each in about.items() if interest.covers(each)} == heard


def test_a_letter_box_holds_one_word_however_much_happens() -> None:
    box = Subscription(OURS)
    for _ in range(1000):
        box.put("change")
    assert box.wait(1) == "change"
    assert box.wait(0.01) is None
    box.put("lost")
    box.put("change")
    assert box.wait(1) == "lost"


def test_a_change_is_heard_by_those_it_concerns(hub: Hub) -> None:
    with hub.join(OURS) as ours, hub.join(Interest(municipality_id=8)) as next_door:
        assert ours is not None
        assert next_door is not None
        assert hub.ready()
        tell(news())
        assert ours.wait(WAIT_S) == "change"
        assert next_door.wait(0.2) is None


def test_what_cannot_be_read_is_passed_over(hub: Hub) -> None:
    with hub.join(OURS) as ours:
        assert ours is not None
        assert hub.ready()
        for odd in ("", "{", "[1]", "7", "null"):
            tell(odd)
        tell(news())
        assert ours.wait(WAIT_S) == "change"


def test_the_last_to_leave_closes_the_connection_and_the_next_opens_one(hub: Hub) -> None:
    for _ in range(2):
        with hub.join(OURS) as ours:
            assert ours is not None
            assert hub.ready()
            tell(news())
            assert ours.wait(WAIT_S) == "change"
        until(lambda: hub._thread is None)


def test_a_lost_connection_is_said_and_listened_to_again(hub: Hub, test_server: embedded.Server) -> None:
    with hub.join(OURS) as ours:
        assert ours is not None
        assert hub.ready()
        name = connection.settings_dict["NAME"]
        with psycopg.connect(test_server.conninfo(user="postgres", database=name), autocommit=True) as admin:
            killed = admin.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN %kokong_alarms%'"
                " AND datname = current_database()"
            ).fetchall()
        assert killed == [(True,)]
        assert ours.wait(WAIT_S) == "lost"
    with hub.join(OURS) as again:
        assert again is not None
        assert hub.ready()
        tell(news())
        assert again.wait(WAIT_S) == "change"


def listen(hub: Hub, **options: Any) -> Iterator[tuple[str, int]]:
    ask: dict[str, Any] = {
        "allowed": lambda: True,
        "now_ms": lambda: 42,
        "beat_s": 0.05,
        "life_s": 0.3,
        "rights_s": 0.1,
    }
    for frame in live.frames(OURS, hub=hub, **(ask | options)):
        name, data, end = frame.decode().split("\n", 2)
        assert end == "\n"
        yield name.removeprefix("event: "), json.loads(data.removeprefix("data: "))["now"]


def test_a_stream_says_look_then_beats_and_ends_by_itself(hub: Hub) -> None:
    heard = list(listen(hub))
    assert heard[0] == ("hello", 42)
    assert heard[-1] == ("bye", 42)
    assert ("beat", 42) in heard


def test_a_stream_ends_when_the_rights_are_gone(hub: Hub) -> None:
    heard = list(islice(listen(hub, life_s=math.inf, allowed=lambda: False), 1000))
    assert heard[-1] == ("bye", 42)


def test_a_change_between_joining_and_looking_is_not_missed(hub: Hub) -> None:
    heard = listen(hub, beat_s=WAIT_S, life_s=60)
    assert next(heard)[0] == "hello"
    tell(news())  # while the console is still fetching its queue
    assert next(heard)[0] == "change"
    heard.close()  # type: ignore[attr-defined]


def test_a_full_house_says_so_and_a_place_is_given_back(committed: None) -> None:
    hub = Hub(CHANNEL, ceiling=1)
    with hub.join(OURS):
        assert [word for word, _ in listen(hub)] == ["full"]
    assert next(listen(hub))[0] == "hello"
    until(lambda: hub._thread is None)


def test_without_a_database_the_stream_says_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "READY_S", 0.05)
    silent = Hub(CHANNEL, ceiling=CEILING)
    monkeypatch.setattr(silent, "_listen", lambda: threading.Event().wait(0.2))
    assert [word for word, _ in listen(silent)] == ["lost"]
    until(lambda: silent._thread is None)
