"""What holds for any bytes."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kokong.dc09 import MAX_FRAME, Dc09Error, Framer, Key, Quirk, acknowledge, compose, open_frame, read_frame
from kokong.dc09.checksum import crc16
from kokong.dc09.framing import wrap

from . import vectors as v

KEYS = st.sampled_from([None, v.AES128, Key(bytes(range(24))), v.AES256])
QUIRKS = st.sampled_from([Quirk(value) for value in range(4)])
INNER = st.binary(max_size=300).map(lambda raw: raw.translate(None, b"\n\r[]|"))
FIELDS = st.lists(INNER.filter(lambda raw: raw[:1] != b"K"), max_size=4)
NUMBERS = st.text("0123456789ABCDEFabcdef", min_size=1, max_size=6)
PIECES = st.one_of(
    st.sampled_from(v.EVERY), st.binary(max_size=60), st.sampled_from([b"\n", b"\r", b'\n12340010"'])
)


def cut(stream: bytes, at: Sequence[int]) -> list[bytes]:
    edges = [0, *sorted(edge % (len(stream) + 1) for edge in at), len(stream)]
    return [stream[a:b] for a, b in pairwise(edges)]


@given(st.lists(PIECES, max_size=12).map(b"".join), st.lists(st.integers(0, 10_000), max_size=30))
def test_any_split_gives_the_same_frames(stream: bytes, at: Sequence[int]) -> None:
    whole, parts = Framer(), Framer()
    frames = whole.feed(stream)
    assert [frame for part in cut(stream, at) for frame in parts.feed(part)] == frames
    assert (parts.discarded, parts.waiting) == (whole.discarded, whole.waiting)
    assert sum(map(len, frames)) + whole.discarded + whole.waiting == len(stream)


@given(st.lists(st.binary(max_size=5000), max_size=8))
def test_memory_is_bounded(parts: list[bytes]) -> None:
    framer = Framer()
    for part in parts:
        framer.feed(part)
        assert framer.waiting < MAX_FRAME


@given(st.lists(INNER, max_size=3), QUIRKS, KEYS)
def test_frames_survive_the_stream(texts: list[bytes], quirks: Quirk, key: Key | None) -> None:
    sent = [compose("SIA-DCS", b"0001L0#1234", text, sent=v.AT, quirks=quirks, key=key) for text in texts]
    assert Framer().feed(b"".join(sent)) == sent


@given(INNER, FIELDS, KEYS, QUIRKS, st.integers(0, 9999), NUMBERS, NUMBERS)
def test_round_trip(
    data: bytes, fields: list[bytes], key: Key | None, quirks: Quirk, number: int, line: str, account: str
) -> None:
    echo = b"%04dL%b#%b" % (number, line.encode(), account.encode())
    extended = b"".join(b"[%b]" % field for field in fields)
    frame = read_frame(compose("SIA-DCS", echo, data, extended, sent=v.AT, key=key, quirks=quirks))
    message = open_frame(frame, key=key, now=v.AT)
    assert (frame.echo, frame.quirks, frame.encrypted) == (echo, quirks, key is not None)
    assert (message.data, message.extended, message.sent) == (data, extended, v.AT)
    assert message.events
    reply = read_frame(acknowledge(frame, now=v.AT + timedelta(seconds=1), key=key))
    assert reply.echo == echo
    assert open_frame(reply, key=key, now=v.AT).sent == v.AT + timedelta(seconds=1)


@given(st.binary(max_size=400), KEYS)
def test_nothing_but_own_errors(raw: bytes, key: Key | None) -> None:
    for one in (raw, b"\n" + raw + b"\r", wrap(raw), wrap(b'"SIA-DCS"0001L0#1234[' + raw), _sealed(raw)):
        try:
            frame = read_frame(one)
            message = open_frame(frame, key=key, now=v.AT)
        except Dc09Error:
            continue
        assert message.events or message.poll or message.reply


def _sealed(raw: bytes) -> bytes:
    whole = raw + b"|" * (-len(raw) % 16)
    return wrap(b'"*SIA-DCS"0001L0#1234[' + v.AES128.encrypt(whole).hex().encode())


@given(st.binary(max_size=200).map(lambda raw: b"#1|" + raw))
@example(b"#1|N" + b"^" * 3000)
@example(b"#1|N" + b"/" * 3000)
def test_any_data_becomes_events(data: bytes) -> None:
    for name in ("SIA-DCS", "ADM-CID", "ADM-HS"):
        raw = wrap(b'"%b"0001L0#1[%b]' % (name.encode(), data.replace(b"]", b"")))
        assert open_frame(read_frame(raw), key=None, now=v.AT).events


@given(st.binary(max_size=64), st.integers(0, 7), st.integers(0, 63))
def test_one_flipped_bit_is_always_seen(body: bytes, bit: int, at: int) -> None:
    if not body:
        return
    flipped = bytearray(body)
    flipped[at % len(body)] ^= 1 << bit
    assert crc16(body) != crc16(bytes(flipped))


@pytest.mark.parametrize("raw", v.EVERY, ids=range(1, 17))
def test_every_changed_byte_is_refused(raw: bytes) -> None:
    """No byte can be changed without being noticed, except a digit's case."""
    for at in range(1, len(raw) - 1):
        changed = bytes([*raw[:at], raw[at] ^ 0x01, *raw[at + 1 :]])
        with pytest.raises(Dc09Error):
            read_frame(changed)
