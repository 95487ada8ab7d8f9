"""Without its database the receiver acknowledges nothing, forgets nothing, and comes back by itself."""

import asyncio
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
import uvloop

from kokong.kernel import installation
from kokong.kernel.errors import UserError
from kokong.measures.alarms.receiver.database import Database
from kokong.measures.alarms.receiver.limits import Limits
from kokong.measures.alarms.receiver.server import Receiver, Settings
from kokong.measures.alarms.receiver.statements import FORGET_SEEN

from .rig import Cut, address, enrol, events, receiving, sent, sql, until

ACK = b'"ACK"'


@pytest.fixture
def wire() -> Iterator[Cut]:
    """The only way from the receiver to the database."""
    made = Cut()
    yield made
    made.close()


def behind(wire: Cut) -> Database:
    return Database(installation.current(), address=wire.address)


def test_nothing_is_acknowledged_meanwhile_and_all_is_stored_afterwards(wire: Cut) -> None:
    enrol()
    with receiving(database=behind(wire)) as receiver:
        early = receiver.line()
        assert ACK in early.send(sent("NBA1")).reply()
        wire.cut()
        until(lambda: not receiver.ask(sent("", name="NULL", sequence=0)))  # polls neither
        lines = [receiver.line().send(sent(f"NBA{at}", sequence=at)) for at in range(2, 52)]
        assert early.send(sent("NBA99", sequence=99)).reply(1.0) == b""
        assert all(line.reply(0.01) == b"" for line in lines)
        lines[0].socket.close()  # gave up; what it sent is stored all the same
        wire.mend()
        assert all(ACK in line.reply(10) for line in [early, *lines[1:]])
        until(lambda: len(events()) == 52)
    assert sorted(events("zone::int")) == [*range(1, 52), 99]


def test_a_retry_after_a_lost_answer_is_the_same_event(wire: Cut) -> None:
    """The commit went through, the word of it was lost: the receiver stores again, and so does the panel."""
    enrol()
    with receiving(database=behind(wire)) as receiver:
        line = receiver.line()
        for at in range(1, 31):
            line.send(sent(f"NBA{at}", sequence=at))
            if at % 10 == 0:
                wire.cut()
                wire.mend()
        assert all(ACK in line.reply() for _ in range(30))
        assert ACK in receiver.ask(sent("NBA30", sequence=30))
    assert events("zone::int") == list(range(1, 31))


def test_a_database_that_is_behind_slows_the_panels_down(wire: Cut) -> None:
    enrol()
    with receiving(database=behind(wire), limits=Limits(waiting=20, unacknowledged=1000)) as receiver:
        wire.cut()
        line = receiver.line()
        line.socket.settimeout(30)
        for at in range(1, 201):
            line.send(sent(f"NBA{at}", sequence=at))
            time.sleep(0.001)
        time.sleep(0.2)
        assert receiver.counts.frames < 200  # the rest waits in the panel's own buffer
        wire.mend()
        assert all(ACK in line.reply(10) for _ in range(200))
    assert events("zone::int") == list(range(1, 201))


def test_the_digest_counts_for_ten_minutes() -> None:
    enrol()
    with receiving() as receiver:
        receiver.ask(sent("NBA1"))
        sql("UPDATE alarms_seen SET at = at - interval '9 minutes'")
        assert ACK in receiver.ask(sent("NBA1"))
        assert len(events()) == 1
        sql("UPDATE alarms_seen SET at = at - interval '2 minutes'")
        assert ACK in receiver.ask(sent("NBA1"))
        assert ACK in receiver.ask(sent("NBA1"))
    assert len(events()) == 2


def test_a_database_that_is_not_migrated_is_said_at_once() -> None:
    bare = Database(installation.current(), address=lambda: {**address(), "database": "postgres"})
    receiver = Receiver(installation.current(), Settings("127.0.0.1", 0), ready=lambda _: None, database=bare)
    with ThreadPoolExecutor(1) as thread, pytest.raises(UserError, match="kokong database migrate"):
        thread.submit(lambda: uvloop.run(receiver.run(asyncio.Event()))).result()  # a browser's loop may run here


def test_digests_of_the_day_before_are_removed() -> None:
    enrol()
    with receiving() as receiver:
        receiver.ask(sent("NBA1"))
        receiver.ask(sent("NBA2", sequence=2))
        older = "(SELECT digest FROM alarms_seen LIMIT 1)"
        sql(f"UPDATE alarms_seen SET at = at - interval '25 hours' WHERE digest = {older}")
        sql(FORGET_SEEN)
    assert sql("SELECT count(*) FROM alarms_seen") == [(1,)]


def test_two_receivers_store_a_message_once() -> None:
    enrol()
    with receiving() as one, receiving() as other:
        for at in range(1, 41):
            lines = [receiver.line().send(sent(f"NBA{at}", sequence=at)) for receiver in (one, other)]
            assert all(ACK in line.reply() for line in lines)
    assert events("zone::int") == list(range(1, 41))


def test_told_to_leave_it_stores_and_answers_what_it_has_read() -> None:
    enrol()
    with receiving() as receiver:
        line = receiver.line().send(*[sent(f"NBA{at}", sequence=at) for at in range(1, 101)])
        until(lambda: receiver.counts.frames >= 50)
    answered = sum(1 for _ in iter(lambda: line.reply(1), b"")) if line.socket.fileno() >= 0 else 0
    assert len(events()) >= max(answered, 50)


def test_what_matters_waits_for_the_raiser_and_tests_do_not() -> None:
    enrol()
    with receiving() as receiver:
        assert ACK in receiver.ask(sent("NBV1"))
        assert ACK in receiver.ask(sent("NRP", sequence=2))
    assert sql("SELECT e.code FROM alarms_pending p JOIN alarms_event e ON e.id = p.event_id") == [("BV",)]
