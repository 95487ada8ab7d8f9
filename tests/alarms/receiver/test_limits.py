"""Bounds for addresses, accounts and connections; none of them drops a first alarm."""

import subprocess
import sys
import time

import pytest

from kokong.measures.alarms.receiver.limits import Addresses, Bucket, Limits

from .rig import enrol, events, receiving, sent, until

ACK = b'"ACK"'


def test_half_a_frame_and_silence_end() -> None:
    enrol()
    limits = Limits(first_frame_seconds=1.0, half_frame_seconds=0.5, idle_seconds=600)
    with receiving(limits=limits) as receiver:
        silent, dripping, panel = receiver.line(), receiver.line(), receiver.line()
        assert ACK in panel.send(sent("NBA1")).reply()
        dripping.send(sent("NBA1")[:30])
        assert silent.closed(8)
        assert dripping.closed(8)
        assert ACK in panel.send(sent("NBA2", sequence=2)).reply()


def test_connections_over_a_ceiling_are_closed_and_others_stay() -> None:
    enrol()
    with receiving(limits=Limits(connections_per_address=3)) as receiver:
        kept = [receiver.line() for _ in range(3)]
        assert all(ACK in line.send(sent(f"NBA{at}", sequence=at)).reply() for at, line in enumerate(kept, 1))
        assert receiver.line().closed()
        kept[0].socket.close()
        until(lambda: ACK in receiver.ask(sent("NBA9", sequence=9)))


def test_a_panel_run_wild_is_slowed_down_and_loses_nothing() -> None:
    enrol()
    enrol("5678")
    with receiving(limits=Limits(account_burst=10, account_per_second=20)) as receiver:
        wild = receiver.line()
        began = time.monotonic()
        for at in range(1, 31):
            assert ACK in wild.send(sent(f"NBA{at}", sequence=at)).reply()
        assert time.monotonic() - began > 0.7
    assert len(events()) == 30


def test_a_panel_run_wild_slows_nobody_else_down() -> None:
    enrol()
    enrol("5678")
    with receiving(limits=Limits(account_burst=10, account_per_second=0.001)) as receiver:
        wild, calm = receiver.line(), receiver.line()
        wild.send(*(sent(f"NBA{at}", sequence=at) for at in range(1, 31)))
        assert all(ACK in wild.reply() for _ in range(10))
        assert ACK in calm.send(sent("NBV1", account="5678")).reply()


def test_a_panel_that_reads_no_replies_is_let_go() -> None:
    enrol()
    with receiving(limits=Limits(reply_bytes=1024)) as receiver:
        deaf = receiver.line()
        deaf.socket.settimeout(10)
        poll = sent("", name="NULL", sequence=0) * 500
        try:
            for _ in range(2000):
                deaf.send(poll)
        except OSError:
            pass
        else:
            raise AssertionError("it was never closed")
        assert ACK in receiver.ask(sent("NBA1"))


def test_a_bucket_fills_again() -> None:
    bucket = Bucket(2, 0.0)
    assert [bucket.take(0.0, burst=2, rate=0.5) for _ in range(3)] == [0.0, 0.0, 2.0]
    assert bucket.take(2.0, burst=2, rate=0.5) == 0.0
    assert [bucket.take(2.0, burst=2, rate=0.5, owe=True) for _ in range(2)] == [4.0, 6.0]
    assert not bucket.full(9.0, burst=2, rate=0.5)
    assert bucket.full(10.0, burst=2, rate=0.5)


def test_more_addresses_than_can_be_remembered_go_unanswered() -> None:
    addresses = Addresses(Limits(bad_addresses=2))
    assert [addresses.bad(one, "tcp", 0.0) for one in "abcab"] == [True, True, False, True, True]


def test_addresses_are_forgotten_when_they_behave() -> None:
    addresses = Addresses(Limits(connections_per_address=1, bad_burst=1, bad_per_second=1.0))
    assert addresses.enter("a")
    assert not addresses.enter("a")
    addresses.leave("a")
    assert addresses.enter("a")
    assert addresses.bad("b", "tcp", 0.0)
    assert not addresses.bad("b", "tcp", 0.0)
    addresses.forget(0.5)
    assert not addresses.bad("b", "tcp", 0.5)
    addresses.forget(60.0)
    assert addresses.bad("b", "tcp", 60.0)


@pytest.mark.parametrize(
    ("soft", "hard", "wanted", "allowed"), [(256, 4096, 1000, 1000), (256, 800, 1000, 800), (900, 4096, 500, 900)]
)
def test_open_files_are_lifted_to_what_connections_need(soft: int, hard: int, wanted: int, allowed: int) -> None:
    script = (
        f"import resource; resource.setrlimit(resource.RLIMIT_NOFILE, ({soft}, {hard}))\n"
        "from kokong.measures.alarms.receiver import server\n"
        f"print(server.lift_files({wanted}), *resource.getrlimit(resource.RLIMIT_NOFILE))"
    )
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60)
    assert told.stdout.split() == [str(allowed), str(allowed), str(hard)]


def test_datagrams_use_up_nothing_of_what_a_connection_may_do() -> None:
    """Their sender's address is whatever they say."""
    addresses = Addresses(Limits(bad_burst=1, bad_addresses=2, bad_per_second=0.001))
    for forged in ("a", "a", "b", "c"):
        addresses.bad(forged, "udp", 0.0)
    assert [addresses.bad(one, "tcp", 0.0) for one in "ac"] == [True, True]
