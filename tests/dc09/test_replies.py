"""Replies byte for byte."""

from datetime import timedelta, timezone

import pytest

from kokong.dc09 import (
    ClockOff,
    Dc09Error,
    FrameError,
    Key,
    KeyFormatError,
    KeyMissing,
    PlainRefused,
    Quirk,
    Refused,
    Unreadable,
    acknowledge,
    compose,
    not_acknowledged,
    not_understood,
    open_frame,
    read_frame,
    require,
)
from kokong.dc09.framing import wrap

from . import vectors as v


def refusal(raw: bytes, key: Key | None = None) -> Refused:
    with pytest.raises(Refused) as raised:
        open_frame(read_frame(raw), key=key, now=v.AT)
    return raised.value


@pytest.mark.parametrize(("raw", "reply"), [
    (v.NRI_BA12, b'\n1BC10012"ACK"0001L0#1234[]\r'),
    (v.BV12, b'\nDBE70014"ACK"0001R0L0#1234[]\r'),
    (v.FA129, b'\n40230021"ACK"9876R579BDFL789ABC#123456A[]\r'),
    (v.ELDES, b'\nF4A00015"ACK"0056L9999#9999[]\r'),
    (v.NULL_WITH_DATA, b'\n06D70028"ACK"0000R0L0#AAAB[]_03:04:05,01-02-2026\r'),
])  # fmt: skip
def test_ack(raw: bytes, reply: bytes) -> None:
    assert acknowledge(read_frame(raw), now=v.AT) == reply


def test_ack_repeats_small_letters_and_a_missing_receiver() -> None:
    raw = compose("SIA-DCS", b"0007Lab#12cd", b"#12CD|NBA1")
    assert b'"ACK"0007Lab#12cd[]' in acknowledge(read_frame(raw), now=v.AT)


def test_encrypted_ack() -> None:
    raw = acknowledge(read_frame(v.BV_AES128), now=v.AT, key=v.AES128, pad=lambda length: b"p" * length)
    head, _, sealed = raw[1:-1].partition(b"[")
    assert head[4:] == b'0074"*ACK"0001R0L0#1234'
    assert v.AES128.decrypt(bytes.fromhex(sealed.decode())) == b"p" * 26 + b"|]_03:04:05,01-02-2026"
    answered = open_frame(read_frame(raw), key=v.AES128, now=v.AT)
    assert (answered.id, answered.sequence, answered.data) == ("ACK", "0001", b"")


def test_encrypted_ack_needs_the_key() -> None:
    with pytest.raises(ValueError, match="key"):
        acknowledge(read_frame(v.BV_AES128), now=v.AT)


def test_two_encrypted_acks_differ() -> None:
    frame = read_frame(v.BV_AES128)
    assert acknowledge(frame, now=v.AT, key=v.AES128) != acknowledge(frame, now=v.AT, key=v.AES128)


def test_nak_carries_our_time_in_utc() -> None:
    stockholm = v.AT.astimezone(timezone(timedelta(hours=1)))
    assert not_acknowledged(now=stockholm)[9:] == b'"NAK"0000R0L0A0[]_03:04:05,01-02-2026\r'
    assert read_frame(not_acknowledged(now=v.AT)).id == "NAK"


def test_nak_as_others_build_it() -> None:
    sent = open_frame(read_frame(v.NAK), key=None, now=v.AT).sent
    assert sent is not None
    assert not_acknowledged(now=sent) == v.NAK


def test_duh() -> None:
    raw = not_understood(read_frame(v.NRI_BA12))
    assert raw[9:] == b'"DUH"0001L0#1234[]\r'
    assert read_frame(raw).id == "DUH"


def test_binary_checksum_is_answered_alike() -> None:
    asked = compose("SIA-DCS", b"0001L0#1234", b"#1234|NBA1", quirks=Quirk.BINARY_CRC)
    for reply in (acknowledge(read_frame(asked), now=v.AT), not_understood(read_frame(asked))):
        assert reply[7:8] == b'"'
        assert read_frame(reply).quirks is Quirk.BINARY_CRC


def test_plain_for_an_account_with_a_key_is_refused_without_key_material() -> None:
    for data, extended in ((b"#1234|NBA1", b""), (b"#1234|NOP1", b"[K00][Vx]")):
        raw = compose("SIA-DCS", b"0004R0L0#1234", data, extended)
        refused = refusal(raw, v.AES128)
        assert isinstance(refused, PlainRefused)
        assert refused.reply[9:] == b'"DUH"0004R0L0#1234[]\r'


def test_a_plain_poll_for_an_account_with_a_key_is_refused() -> None:
    assert isinstance(refusal(v.NULL, v.AES128), PlainRefused)


def test_encrypted_without_a_key_and_with_a_wrong_key() -> None:
    assert isinstance(refusal(v.BV_AES128), KeyMissing)
    for key in (v.AES256, v.ASCII_KEY):
        refused = refusal(v.BV_AES128, key)
        assert isinstance(refused, Unreadable)
        assert refused.reply[9:] == b'"DUH"0001R0L0#1234[]\r'


@pytest.mark.parametrize("content", [b"", b"12", b"GG" * 16, b"00" * 15, b"0" * 33])
def test_ciphertext_that_is_none(content: bytes) -> None:
    assert isinstance(refusal(wrap(b'"*SIA-DCS"0001L0#1234[' + content), v.AES128), Unreadable)


@pytest.mark.parametrize(("seconds", "taken"), [(-41, False), (-40, True), (0, True), (20, True), (21, False)])
def test_time_window(seconds: int, taken: bool) -> None:
    sent = v.AT + timedelta(seconds=seconds)
    frame = read_frame(compose("SIA-DCS", b"0001L0#1234", b"#1234|NBA1", sent=sent, key=v.AES128))
    if taken:
        assert open_frame(frame, key=v.AES128, now=v.AT).sent == sent
        return
    with pytest.raises(ClockOff) as raised:
        open_frame(frame, key=v.AES128, now=v.AT)
    assert raised.value.reply == not_acknowledged(now=v.AT)


def test_a_plain_frame_with_an_old_or_impossible_time_is_taken() -> None:
    old = compose("SIA-DCS", b"0001L0#1234", b"#1234|NBA1", sent=v.AT - timedelta(days=400))
    assert open_frame(read_frame(old), key=None, now=v.AT).events
    odd = compose("SIA-DCS", b"0001L0#1234", b"#1234|NBA1", b"")[9:-1] + b"_99:00:00,13-45-2026"
    message = open_frame(read_frame(wrap(odd)), key=None, now=v.AT)
    assert message.sent is None
    assert message.events


def test_a_quirk_must_be_allowed() -> None:
    with pytest.raises(FrameError):
        read_frame(v.ELDES, allowed=Quirk.NONE)
    with pytest.raises(FrameError):
        require(read_frame(v.BINARY_CRC), Quirk.CR_COUNTED)
    assert read_frame(v.ELDES, allowed=Quirk.CR_COUNTED).sequence == "0056"


@pytest.mark.parametrize("text", ["", "00", "0" * 31, "g" * 32, "0" * 33, "ÅÄ" * 16])
def test_keys_that_are_none(text: str) -> None:
    with pytest.raises(KeyFormatError) as raised:
        Key.from_hex(text)
    assert not text or text not in str(raised.value)


def test_key_text_is_hidden() -> None:
    assert repr(v.AES256) == "Key(AES-256)"
    with pytest.raises(Dc09Error):
        Key.from_ascii("short")
    assert Key.from_hex("30313233343536373839414243444546") == v.ASCII_KEY


@pytest.mark.parametrize("length", [16, 24, 32])
def test_all_key_lengths(length: int) -> None:
    key = Key(bytes(range(length)))
    raw = compose("ADM-CID", b"0001L0#1234", b"#1234|1139 01 012", b"[Vhttps://x]", sent=v.AT, key=key)
    message = open_frame(read_frame(raw), key=key, now=v.AT)
    assert message.events[0].code == "1139"
    assert message.xdata[0].value == "https://x"
