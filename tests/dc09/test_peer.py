"""Side by side with siadc09, an independent codec for the 2026 format."""

from datetime import timedelta
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kokong.dc09 import (
    Key,
    acknowledge,
    compose,
    contact_id_meaning,
    not_acknowledged,
    not_understood,
    open_frame,
    read_frame,
    sia_meaning,
)

from . import vectors as v

siadc09: ModuleType = pytest.importorskip("siadc09", reason="the peer codec siadc09 is not installed")
peer = pytest.importorskip("siadc09.message")
peer_account = pytest.importorskip("siadc09.account")
tables = pytest.importorskip("siadc09.dc03")

KEYS = [None, v.AES128, Key(bytes(range(24))), v.AES256]


def material(key: Key | None) -> bytes | None:
    return key.material if key else None


@given(
    st.sampled_from(KEYS), st.integers(1, 9999), st.integers(0, 0xFFFFFF), st.integers(0, 0xFFFFFF),
    st.integers(0, 0xFFFF_FFFF_FFFF_FFFF),
)  # fmt: skip
def test_we_read_what_the_peer_writes(
    key: Key | None, number: int, receiver: int, line: int, account: int
) -> None:
    sender = peer_account.Account(acct=account, pref=line, rcvr=receiver, key=material(key))
    config = {"idtoken": "SIA-DCS", "seqno": number, "timestamp": v.AT}
    message = peer.EventMessage(sender, config=config)
    message.data = pytest.importorskip("siadc09.xdata").Data(b"#%X|Nri1/BV12" % account)
    read = open_frame(read_frame(message.encode()), key=key, now=v.AT)
    assert (read.context.account, read.context.line) == (f"{account:X}", f"{line:X}")
    assert (read.context.receiver, int(read.sequence), read.sent) == (f"{receiver:X}", number, v.AT)
    assert [(event.code, event.area, event.zone) for event in read.events] == [("BV", "1", "12")]


@pytest.mark.parametrize("key", KEYS)
def test_the_peer_reads_what_we_write(key: Key | None) -> None:
    raw = compose("SIA-DCS", b"0042R1L2#ABC", b"#ABC|Nri1/BV12", b"[Vhttps://x]", sent=v.AT, key=key)
    read = peer.parse_frame(raw, keys=material(key))
    assert (read.account.acct, read.account.pref, read.account.rcvr, read.seq) == (0xABC, 2, 1, 42)
    assert (read.data.content, read.xdata[0].value, read.timestamp) == (b"#ABC|Nri1/BV12", "https://x", v.AT)


@pytest.mark.parametrize("key", KEYS)
def test_the_peer_accepts_our_replies(key: Key | None) -> None:
    now = v.AT + timedelta(seconds=3)
    frame = read_frame(compose("SIA-DCS", b"0042R1L2#ABC", b"#ABC|NBA1", sent=v.AT, key=key))
    answer = peer.parse_frame(acknowledge(frame, now=now, key=key), keys=material(key))
    assert (answer.idtoken, answer.seq, answer.account.acct, answer.timestamp) == ("ACK", 42, 0xABC, now)
    assert peer.parse_frame(not_understood(frame)).idtoken == "DUH"


def test_our_nak_is_what_the_peer_refuses_too() -> None:
    """The peer can't read the account field A0 of a NAK, not even in the published one; ours is the same."""
    for raw in (v.NAK, not_acknowledged(now=v.AT)):
        with pytest.raises(RuntimeError, match="#acct"):
            peer.parse_frame(raw)


def test_every_code_of_the_peer_has_a_kind() -> None:
    assert all(sia_meaning(code).label for code in tables.EVENT)
    named = [code for code, what in pytest.importorskip("siadc09.dc05").EVENT.items()
             if what["name"] != "User Assigned" and not what["name"].startswith("Reserved")]  # fmt: skip
    assert [code for code in named if not contact_id_meaning("1", code).label] == []
