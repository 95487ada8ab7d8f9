"""The sixteen frames of real panels and peers, over a real socket into the database."""

from datetime import UTC, datetime

import pytest

from kokong.dc09 import Key, open_frame, read_frame
from tests.dc09 import vectors as v

from .rig import QUIRKS, enrol, events, receiving

LATER = datetime(2026, 9, 22, 3, 7, 43, tzinfo=UTC)


def answered(raw: bytes, *, key: Key | None = None, clock: datetime = v.AT, quirks: int = QUIRKS) -> bytes:
    """Enrol the frame's account and send it; the reply."""
    who = read_frame(raw).context
    enrol(who.account, receiver=who.receiver, line=who.line, key=key, quirks=quirks)
    with receiving(clock=lambda: clock) as receiver:
        return receiver.ask(raw)


@pytest.mark.parametrize(("raw", "code", "kind", "zone"), [
    (v.NRI_BA12, "BA", "burglary", "12"),
    (v.BV12, "BV", "verified", "12"),
    (v.CID_130, "1130", "burglary", "12"),
    (v.LINK, "BV", "verified", "12"),
    (v.FA129, "FA", "fire", "129"),
    (v.ELDES, "1900", "status", "1"),
])  # fmt: skip
def test_plain_events(raw: bytes, code: str, kind: str, zone: str) -> None:
    reply = answered(raw)
    assert reply[9:].startswith(b'"ACK"' + read_frame(raw).echo + b"[]")
    assert events("code, kind, zone, encrypted") == [(code, kind, zone, False)]


@pytest.mark.parametrize(("raw", "key", "code"), [
    (v.BV_AES128, v.AES128, "BV"),
    (v.BV_AES256, v.AES256, "BV"),
    (v.BV_ASCII_KEY, v.ASCII_KEY, "BV"),
    (v.CID_AES128, v.AES128, "1139"),
])  # fmt: skip
def test_encrypted_events(raw: bytes, key: Key, code: str) -> None:
    reply = read_frame(answered(raw, key=key))
    assert reply.encrypted
    assert reply.echo == read_frame(raw).echo
    assert open_frame(reply, key=key, now=v.AT).id == "ACK"
    assert events("code, kind, zone, encrypted, occurred") == [(code, "verified", "12", True, v.AT)]


@pytest.mark.parametrize(("raw", "key", "clock"), [
    (v.NULL, None, v.AT),
    (v.NULL_WITH_DATA, None, v.AT),
    (v.NULL_AES128, v.AES128, v.AT),
    (v.NULL_NO_PIPE, v.SIADC09_KEY, LATER),
])  # fmt: skip
def test_polls_leave_no_row(raw: bytes, key: Key | None, clock: datetime) -> None:
    reply = read_frame(answered(raw, key=key, clock=clock))
    assert open_frame(reply, key=key, now=clock).id == "ACK"
    assert events() == []


def test_a_reply_is_not_replied_to() -> None:
    assert answered(v.BINARY_CRC) == b""
    with receiving() as receiver:
        assert receiver.ask(v.NAK) == b""  # nor from nobody: two receivers would answer each other for ever
        assert receiver.datagram(v.NAK) == b""


@pytest.mark.parametrize("raw", [v.ELDES])
def test_a_form_of_the_checksum_need_not_be_registered(raw: bytes) -> None:
    assert b"ACK" in answered(raw, quirks=0)
    assert events() == ["1900"]


def test_where_and_what_to_look_at_is_kept() -> None:
    answered(v.LINK)
    ((link, lon, lat, xdata, raw),) = events("link, lon, lat, xdata, raw")
    assert link == "https://v.example/e/1"
    assert (lon, lat) == (pytest.approx(18 + 4.1 / 60), pytest.approx(59 + 19.2 / 60))
    assert '"tag": "V"' in xdata if isinstance(xdata, str) else xdata[2]["tag"] == "V"
    assert bytes(raw) == b"[#1234|NBV12][X018E04.100][Y59N19.200][Vhttps://v.example/e/1]"


def test_a_clock_that_is_off_is_told_ours() -> None:
    reply = answered(v.BV_AES128, key=v.AES128, clock=datetime(2026, 1, 2, 3, 5, 0, tzinfo=UTC))
    assert reply[9:] == b'"NAK"0000R0L0A0[]_03:05:00,01-02-2026\r'
    assert events("kind") == []  # it corrects itself
