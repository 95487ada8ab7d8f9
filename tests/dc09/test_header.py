"""What somebody on the way can change of a frame without its key, and what comes of it.

Outside the ciphertext: id, star, sequence, receiver, line, account; checksum and length are put right by whoever
changes them.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kokong.dc09 import (
    ClockOff,
    FrameError,
    Key,
    KeyMissing,
    Kind,
    Message,
    PlainRefused,
    Quirk,
    Unreadable,
    compose,
    open_frame,
    read_frame,
)
from kokong.dc09.events import read_events, says_nothing
from kokong.dc09.framing import wrap

from . import vectors as v

ID = st.from_regex(r"[A-Z0-9-]{1,16}", fullmatch=True)
EVENT = st.sampled_from(
    [b"#1234|Nri1/BA12|Nri1/BV13", b"#1234|1130 01 012", b"#1234|NOP1", b"NBA12", b"1130 01 012"]
)
NOTHING = [b"", b"#1234", b"#1234|", b"|", b"#0000|0000 00 000", b"#1234|0000 00 000", b"#FOC7688", b"#foc7688|"]


def changed(raw: bytes, how: Callable[[bytes], bytes]) -> bytes:
    """The frame with its body changed, checksum and length right again."""
    return wrap(how(raw[9:-1]))


def sealed(data: bytes, name: str = "SIA-DCS", key: Key = v.AES128, extended: bytes = b"") -> bytes:
    return compose(name, b"0001L0#1234", data, extended, sent=v.AT, key=key)


def opened(raw: bytes, key: Key | None = v.AES128) -> Message:
    return open_frame(read_frame(raw), key=key, now=v.AT)


def test_an_alarm_called_a_poll_is_no_poll() -> None:
    """The attack: the same ciphertext under `*NULL`."""
    raw = changed(v.CID_AES128, lambda body: body.replace(b"*ADM-CID", b"*NULL"))
    message = opened(raw)
    assert not message.poll
    assert message.mislabelled
    assert [(one.code, one.kind, one.zone) for one in message.events] == [("1139", Kind.VERIFIED, "12")]


@given(EVENT, st.sampled_from(["NULL", "XNM"]), st.booleans())
def test_no_event_is_a_poll_whatever_it_is_called(data: bytes, name: str, encrypted: bool) -> None:
    key = v.AES128 if encrypted else None
    message = opened(compose(name, b"0001L0#1234", data, sent=v.AT, key=key), key)
    assert (message.poll, message.mislabelled) == (False, True)
    assert message.events == read_events(data)


@pytest.mark.parametrize("data", NOTHING)
@pytest.mark.parametrize("extended", [b"", b"[C1]"])
def test_what_says_nothing_is_a_poll(data: bytes, extended: bytes) -> None:
    for name in ("NULL", "XNM"):
        message = opened(sealed(data, name, extended=extended))
        assert (message.poll, message.mislabelled, message.events) == (True, False, ())


@given(st.binary(max_size=60).map(lambda raw: raw.translate(None, b"\n\r[]|")))
def test_no_readable_event_says_nothing(block: bytes) -> None:
    kinds = {one.kind for one in read_events(b"#1234|" + block)}
    if kinds != {Kind.UNKNOWN}:
        assert not says_nothing(b"#1234|" + block)


@given(EVENT, ID.filter(lambda name: name not in {"ACK", "NAK", "DUH", "RSP"}))
def test_an_event_is_the_same_whatever_the_message_is_called(data: bytes, name: str) -> None:
    """`*SIA-DCS` made `*ADM-CID`, or anything else, hid a burglary behind an unknown event."""
    assert opened(changed(sealed(data), lambda body: body.replace(b"SIA-DCS", name.encode()))).events == (
        opened(sealed(data)).events
    )


def test_contact_id_beside_sia_and_what_cannot_be_read() -> None:
    found = read_events(b"#1234|1130 01 012|NBA4|A130 01 012|1130 01 013|junk")
    assert [(one.code, one.zone, one.raw) for one in found] == [
        ("1130", "12", b"1130 01 012"), ("BA", "4", b"NBA4"), ("1130", "13", b"1130 01 013"), ("", "", b"junk"),
    ]  # fmt: skip


@given(st.sampled_from([b"0002", b"9999", b"0000"]), EVENT)
def test_another_sequence_is_the_same_sending(sequence: bytes, data: bytes) -> None:
    raw = sealed(data)
    first, again = opened(raw), opened(changed(raw, lambda body: body.replace(b'"0001', b'"' + sequence)))
    assert again.sequence == sequence.decode()
    assert first.mark == again.mark != b""
    assert replace(again, sequence="0001") == first


@given(EVENT)
def test_each_sending_has_a_mark_of_its_own_and_a_plain_one_none(data: bytes) -> None:
    assert opened(sealed(data)).mark != opened(sealed(data)).mark
    assert opened(compose("SIA-DCS", b"0001L0#1234", data), None).mark == b""


def test_the_mark_is_the_same_in_small_letters() -> None:
    raw = sealed(b"#1234|NBA1")
    cut = raw.index(b"[")
    small = wrap(raw[9:cut] + raw[cut:-1].lower())
    assert opened(small).mark == opened(raw).mark


@given(st.integers(0, 255), st.integers(0, 15), EVENT)
def test_bits_changed_in_the_ciphertext_leave_the_mark_or_nothing(bits: int, at: int, data: bytes) -> None:
    """Without the key nobody gives a captured message another mark: its last block holds the time."""
    raw = sealed(data)
    cut = raw.index(b"[") + 1
    cipher = bytearray.fromhex(raw[cut:-1].decode())
    cipher[at - 16] ^= bits
    forged = wrap(raw[9:cut] + cipher.hex().upper().encode())
    if bits:
        with pytest.raises(Unreadable):
            opened(forged)
    cipher[at - 16] ^= bits
    cipher[at] ^= bits
    try:
        message = opened(wrap(raw[9:cut] + cipher.hex().upper().encode()))
    except (Unreadable, ClockOff):
        return
    assert message.mark == opened(raw).mark


@given(st.from_regex(rb"(R[0-9A-F]{1,6})?L[0-9A-F]{1,6}#[0-9A-F]{3,16}", fullmatch=True))
def test_another_number_needs_another_key(who: bytes) -> None:
    raw = changed(sealed(b"#1234|NBA1"), lambda body: body.replace(b"L0#1234", who))
    with pytest.raises(Unreadable):
        opened(raw, v.AES256)
    assert opened(raw).named == "1234"  # and where keys are the same, the ciphertext names its panel


@pytest.mark.parametrize(("data", "named"), [
    (b"#1234|NBA1", "1234"), (b"#001aF|NBA1", "1AF"), (b"NBA1", ""), (b"#0000|0000 00 000", ""), (b"#|N", ""),
])  # fmt: skip
def test_the_account_inside(data: bytes, named: str) -> None:
    assert opened(sealed(data)).named == named


def test_the_star_taken_away_or_put_before_a_plain_frame() -> None:
    bare = changed(sealed(b"#1234|NBA1"), lambda body: body.replace(b"*", b""))
    with pytest.raises(PlainRefused) as refused:
        opened(bare)
    assert b'"DUH"' in refused.value.reply
    starred = changed(v.NRI_BA12, lambda body: body.replace(b'"S', b'"*S'))
    with pytest.raises(KeyMissing):
        opened(starred, None)
    with pytest.raises(Unreadable):
        opened(starred)


@pytest.mark.parametrize("poll", [v.NULL, v.NULL_WITH_DATA, v.BV12])
def test_no_plain_frame_for_a_key(poll: bytes) -> None:
    with pytest.raises(PlainRefused):
        opened(poll)


@pytest.mark.parametrize("content", [b"|#1234|NBA1]", b"|#1234|NBA1]_", b"|#1234|NBA1]_03:04,01-02-2026",
                                     b"|#1234|NBA1]_25:04:05,01-02-2026"])  # fmt: skip
def test_an_encrypted_message_without_its_time_is_refused(content: bytes) -> None:
    padded = b"x" * (16 + -len(content) % 16) + content
    with pytest.raises(Unreadable):
        opened(wrap(b'"*SIA-DCS"0001L0#1234[' + v.AES128.encrypt(padded).hex().upper().encode()))


@pytest.mark.parametrize("seconds", [-21, 41, 3600, 86400 * 365])
def test_an_old_ciphertext_is_told_the_time_under_any_header(seconds: int) -> None:
    for how in (b"SIA-DCS", b"NULL", b"ADM-CID"):
        raw = changed(sealed(b"#1234|NBA1"), lambda body, how=how: body.replace(b"SIA-DCS", how))  # type: ignore[misc]
        with pytest.raises(ClockOff):
            open_frame(read_frame(raw), key=v.AES128, now=v.AT + timedelta(seconds=seconds))


def test_another_form_of_the_checksum_is_seen() -> None:
    body = sealed(b"#1234|NBA1")[9:-1]
    for quirks in (Quirk.CR_COUNTED, Quirk.BINARY_CRC):
        raw = wrap(body, quirks)
        assert read_frame(raw).quirks is quirks
        with pytest.raises(FrameError):
            read_frame(raw, allowed=Quirk.NONE)
