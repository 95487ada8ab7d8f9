"""Faults measured in receivers in use, each shown over real sockets not to be ours."""

import socket
import time
from functools import partial

import pytest

from kokong.dc09 import Framer, Key, compose, open_frame, read_frame
from kokong.measures.alarms.receiver.counts import Counts, Waits
from kokong.measures.alarms.receiver.limits import Limits
from tests.dc09 import vectors as v

from .rig import enrol, events, now, receiving, sent, until

ACK = b'"ACK"'


@pytest.mark.parametrize("extended", ["", "[Vhttps://x]", "[K]", "[X018E04.100]"])
def test_a_plain_frame_for_a_keyed_account_is_refused_and_told_once(extended: str) -> None:
    """Fault 1: it was taken, even a disarming, and answered with the key."""
    enrol(key=v.AES128)
    with receiving(limits=Limits(counted_seconds=0.1)) as receiver:
        said = b"".join(receiver.ask(sent("NOP1", extended=extended, sequence=at)) for at in (1, 2))
        until(lambda: events("kind"))
    assert ACK not in said
    assert said.count(b'"DUH"') == 2
    assert v.AES128.material not in said
    assert v.AES128.material.hex() not in said.decode("latin-1").lower()
    assert events("kind, label") == [("trouble", "Unencrypted message refused")]


def test_a_key_in_x_data_is_stored_nowhere() -> None:
    enrol()
    with receiving() as receiver:
        assert ACK in receiver.ask(sent("NBA1", extended="[K00112233445566778899AABBCCDDEEFF]"))
    assert "00112233" not in str([[bytes(one) if isinstance(one, memoryview) else one for one in row]
                                  for row in events("raw, xdata, text")])  # fmt: skip


def test_a_wrong_key_and_a_key_nobody_has_are_answered_alike() -> None:
    """No answer tells which accounts exist."""
    enrol("1111", key=v.AES128)
    enrol("2222")
    with receiving() as receiver:
        replies = {account: receiver.ask(sent("NBA1", account=account, key=v.ASCII_KEY))
                   for account in ("1111", "2222", "3333")}  # fmt: skip
    assert {reply[9:14] for reply in replies.values()} == {b'"DUH"'}
    assert all(account.encode() in reply for account, reply in replies.items())
    assert events("kind", where="kind <> 'trouble'") == []


def test_split_joined_and_long_frames() -> None:
    """Fault 3: a split frame, two in a segment or more than 1,000 bytes were lost."""
    enrol()
    long = sent("NBV2", sequence=2, extended="[I" + "x" * 3000 + "]")
    with receiving() as receiver:
        line = receiver.line()
        for byte in sent("NBA1"):
            line.send(bytes([byte]))
        assert ACK in line.reply()
        line.send(long[:700])
        time.sleep(0.05)
        line.send(long[700:] + sent("NBA3", sequence=3) + sent("NBA4", sequence=4))
        assert all(ACK in line.reply() for _ in range(3))
    assert events("zone") == ["1", "2", "3", "4"]


def test_datagrams_are_answered() -> None:
    """Fault 4: 50 events over UDP, none acknowledged."""
    enrol()
    with receiving() as receiver:
        replies = [receiver.datagram(sent(f"NBA{at}", sequence=at), 5) for at in range(1, 51)]
        assert all(ACK in reply for reply in replies)
    assert events("zone") == [str(at) for at in range(1, 51)]


def test_two_frames_in_a_datagram_and_half_a_frame() -> None:
    enrol()
    with receiving() as receiver, socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as panel:
        panel.settimeout(5)
        panel.connect(("127.0.0.1", receiver.port))
        panel.send(sent("NBA1")[:20])
        panel.send(sent("NBA2", sequence=2) + sent("NBA3", sequence=3))
        assert ACK in panel.recv(8192)
        assert ACK in panel.recv(8192)
    assert events("zone") == ["2", "3"]


def test_no_receiver_number_and_lower_case_are_echoed() -> None:
    """Faults 5 and 6: the ACK said `None`; a checksum in small letters was refused."""
    enrol("AB12")
    with receiving() as receiver:
        frame = compose("SIA-DCS", b"0001L0#ab12", b"#ab12|NBA1")
        reply = receiver.ask(frame[:1] + frame[1:5].lower() + frame[5:])
    assert reply[9:] == b'"ACK"0001L0#ab12[]\r'


def test_damaged_frames_are_not_answered_and_do_not_hide_the_next() -> None:
    """Faults 5 and 6: a wrong checksum was answered LF CR, a wrong length was taken."""
    enrol()
    good = sent("NBA1")
    with receiving() as receiver:
        line = receiver.line().send(
            good[:1] + b"0000" + good[5:], good[:5] + b"0001" + good[9:], b"\r\n\x00garbage"
        )
        assert line.reply(0.3) == b""
        assert ACK in line.send(sent("NBA2", sequence=2)).reply()
    assert events("zone") == ["2"]


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8"])
def test_swedish_letters_are_kept(encoding: str) -> None:
    """Fault 6: bytes outside ASCII failed the checksum."""
    enrol()
    text = "Köksfönster".encode(encoding)
    with receiving() as receiver:
        assert ACK in receiver.ask(compose("SIA-DCS", b"0001L0#1234", b"#1234|NBA1", b"[I" + text + b"]"))
    assert text in bytes(events("raw")[0])


def test_a_retry_is_acknowledged_and_stored_once() -> None:
    """Fault 7: every retry called back again."""
    enrol(key=v.AES128)
    with receiving() as receiver:
        line = receiver.line()
        first = line.send(sent("NBV1", key=v.AES128)).reply()
        again = line.send(sent("NBV1", key=v.AES128)).reply()
        elsewhere = receiver.ask(sent("NBV1", key=v.AES128))
        other = receiver.ask(sent("NBV1", sequence=2, key=v.AES128))
    for reply in (first, again, elsewhere, other):
        assert open_frame(read_frame(reply), key=v.AES128, now=now()).id == "ACK"
    assert events("sequence") == ["0001", "0002"]


def test_retries_within_one_segment_are_answered_each() -> None:
    enrol()
    with receiving() as receiver:
        line = receiver.line().send(sent("NBV1"), sent("NBV1"), sent("NBV1"))
        assert [line.reply() for _ in range(3)] == [line_ack := compose("ACK", b"0001L0#1234", b"")] * 3
        assert ACK in line_ack
    assert len(events()) == 1


def test_every_event_of_a_message_is_stored_in_its_place() -> None:
    """Fault 7: the second event, the verified burglary, was lost; codes nobody knows were dropped or renamed."""
    enrol()
    with receiving() as receiver:
        assert ACK in receiver.ask(sent("Nri1/BA12|Nri1/BV13"))
        assert ACK in receiver.ask(sent("NQX1", sequence=2))
        assert ACK in receiver.ask(sent("1799 01 0BF", sequence=3, name="ADM-CID"))
        assert ACK in receiver.ask(sent("0|NRP", sequence=4))
    assert events("part, code, kind, zone") == [
        (0, "BA", "burglary", "12"), (1, "BV", "verified", "13"), (0, "QX", "unknown", "1"),
        (0, "1799", "unknown", "BF"), (0, "RP", "test", ""),
    ]  # fmt: skip


def test_a_corrected_clock_is_accepted() -> None:
    """Fault 8: refusals of the clock never ended."""
    enrol(key=v.AES128)
    with receiving() as receiver:
        line = receiver.line()
        echo, data = b"0001L0#1234", b"#1234|NBV1"
        nak = line.send(compose("SIA-DCS", echo, data, sent=v.AT, key=v.AES128)).reply()
        assert nak[9:14] == b'"NAK"'
        told = open_frame(read_frame(nak), key=None, now=now()).sent
        ack = line.send(compose("SIA-DCS", echo, data, sent=told, key=v.AES128)).reply()
        assert open_frame(read_frame(ack), key=v.AES128, now=now()).id == "ACK"
    assert events("code", where="kind <> 'trouble'") == ["BV"]


@pytest.mark.parametrize("key", [None, v.AES128], ids=["plain", "aes"])
def test_a_burst_on_one_connection_is_stored_in_order_once(key: Key | None) -> None:
    """Seen in the field: a receiver lost its panel when BA and BV came in a burst, that is, at the burglary."""
    enrol(key=key)
    codes = ["BA", "BV"] * 10
    burst = [sent(f"N{code}{at}", sequence=at, key=key) for at, code in enumerate(codes, 1)]
    with receiving() as receiver:
        line = receiver.line().send(*burst)
        replies = [read_frame(line.reply()) for _ in burst]
    assert [reply.sequence for reply in replies] == [f"{at:04}" for at in range(1, 21)]
    assert events("code, zone::int") == [(code, at) for at, code in enumerate(codes, 1)]


def _damaged(counts: Counts, least: int) -> bool:
    return counts.damaged >= least


def test_line_ends_and_nul_between_frames_are_no_rubbish() -> None:
    enrol()
    with receiving(limits=Limits(bad_burst=1)) as receiver:
        line = receiver.line()
        for at in range(1, 6):
            assert ACK in line.send(sent(f"NBA{at}", sequence=at) + b"\r\n\0\n").reply()
        assert receiver.counts.damaged == 0


def test_a_panel_that_has_said_all_it_will_is_still_answered() -> None:
    """It shuts its side down at once and then reads."""
    enrol()
    with receiving() as receiver:
        line = receiver.line().send(*(sent(f"NBA{at}", sequence=at) for at in range(1, 21)))
        line.socket.shutdown(socket.SHUT_WR)
        assert [ACK in line.reply() for _ in range(20)] == [True] * 20
        assert line.closed()


def test_a_whole_street_without_its_time_is_told_it() -> None:
    """After a power cut every panel behind a mobile operator's address asks; that is nobody's rubbish."""
    enrol(key=v.AES128)
    with receiving(limits=Limits(bad_burst=2), clock=lambda: v.AT) as receiver:
        line = receiver.line()
        assert [b'"NAK"' in line.send(sent(f"NBA{at}", key=v.AES128)).reply() for at in range(9)] == [True] * 9
        assert receiver.counts.clock_off == 9
    assert events() == []


def test_rubbish_loses_its_connection_and_no_other() -> None:
    enrol()
    with receiving(limits=Limits(bad_burst=5, bad_per_second=0.001)) as receiver:
        honest, rude = receiver.line(), receiver.line()
        for at in range(1, 7):
            rude.send(b"?" * 50)
            until(partial(_damaged, receiver.counts, at))
        assert rude.closed()
        assert ACK in honest.send(sent("NBA1")).reply()
        assert receiver.ask(sent("NBA1", account="9999")) == b""  # no more answers for strangers from there
        assert ACK in receiver.ask(sent("NBA2", sequence=2))


def test_whatever_is_sent_the_receiver_stays() -> None:
    enrol()
    with receiving() as receiver:
        receiver.line().send(bytes(range(256)) * 400)
        receiver.line().send(b"\n" * 100_000)
        receiver.line().send(b'\n12340FFF"' + b"A" * 100_000)
        receiver.datagram(bytes(range(256)) * 200, 0.1)
        assert ACK in receiver.ask(sent("NBA1"))
    assert Framer().feed(sent("NBA1"))
    assert len(events()) == 1


def test_how_long_messages_waited_is_counted() -> None:
    waits = Waits()
    for seconds in (0.0005, 0.001, 0.3, 99.0):
        waits.add(seconds)
    found = dict(waits.buckets())
    assert (found["0.001"], found["0.2"], found["0.5"], found["60.0"], found["+Inf"]) == (2, 2, 3, 3, 4)
    assert waits.total == pytest.approx(99.3015)
