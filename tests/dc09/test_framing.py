"""Frames out of a stream, however it arrives."""

import pytest

from kokong.dc09 import MAX_FRAME, FrameError, Framer, Quirk, compose, read_frame, split_datagram
from kokong.dc09.checksum import crc16
from kokong.dc09.framing import wrap

from . import vectors as v


def test_checksum() -> None:
    assert crc16(b"123456789") == 0xBB3D
    assert crc16(b"") == 0
    assert crc16(b"6789", crc16(b"12345")) == 0xBB3D


def test_split_into_single_bytes() -> None:
    framer = Framer()
    out = [frame for byte in v.LINK for frame in framer.feed(bytes([byte]))]
    assert out == [v.LINK]
    assert framer.waiting == framer.discarded == 0


def test_all_in_one_segment() -> None:
    assert Framer().feed(b"".join(v.EVERY)) == list(v.EVERY)


def test_noise_between_frames_is_dropped_and_counted() -> None:
    framer = Framer()
    noise = b'GET / HTTP/1.1\r\n\r\n\x00\xff"\n\n'
    assert framer.feed(noise + v.BV12 + b"xyz" + v.NULL) == [v.BV12, v.NULL]
    assert framer.discarded == len(noise) + 3


def test_a_frame_cut_short_does_not_swallow_the_next() -> None:
    framer = Framer()
    assert framer.feed(v.LINK[:40] + v.BV12) == [v.BV12]
    assert framer.discarded == 40


def test_the_longest_frame_is_taken_and_a_longer_one_dropped() -> None:
    head = b'"SIA-DCS"0001L0#1234[#1234|NBA1]['
    longest = wrap(head + b"I" + b"x" * (0xFFF - len(head) - 2) + b"]")
    assert len(longest) == MAX_FRAME
    assert Framer().feed(longest) == [longest]
    assert read_frame(longest).sequence == "0001"
    longer = b"\n00000FFF" + longest[9:-1] + b"x\r"
    assert Framer().feed(longer + v.NULL) == [v.NULL]


@pytest.mark.parametrize("chunk", [b"\n", b'\nABCD0FFF"' + b"x" * 50, b"x" * 9000, b'\n00000000"' * 900])
def test_memory_is_bounded(chunk: bytes) -> None:
    framer = Framer()
    for _ in range(200):
        framer.feed(chunk)
        assert framer.waiting < MAX_FRAME


def test_a_binary_checksum_may_look_like_anything() -> None:
    """The two raw bytes can be LF, CR or a quote."""
    seen = set()
    for number in range(60_000):
        raw = compose("NULL", b"%04d" % (number % 10000) + b"R%XL0#1234" % (number // 10000 + 1), b"",
                      quirks=Quirk.BINARY_CRC)  # fmt: skip
        if set(raw[1:3]) & set(b'\n\r"'):
            assert Framer().feed(raw) == [raw]
            assert read_frame(raw).quirks is Quirk.BINARY_CRC
            seen |= set(raw[1:3]) & set(b'\n\r"')
        if len(seen) == 3:
            break
    assert seen == set(b'\n\r"')


@pytest.mark.parametrize("quirks", [Quirk.CR_COUNTED, Quirk.CR_COUNTED | Quirk.BINARY_CRC])
def test_counted_cr(quirks: Quirk) -> None:
    raw = compose("SIA-DCS", b"0001L0#1234", b"#1234|NBA1", quirks=quirks)
    assert Framer().feed(raw) == [raw]
    assert read_frame(raw).quirks == quirks


def test_datagram() -> None:
    assert split_datagram(v.BV12) == [v.BV12]
    assert split_datagram(v.BV12 + v.NULL[:-1]) == [v.BV12]
    assert split_datagram(b"") == []


@pytest.mark.parametrize("raw", [
    v.BV12.replace(b"7557", b"7558"),
    v.BV12.replace(b"NBV12", b"NBV13"),
    v.BV12[:5] + b"0024" + v.BV12[9:],
    v.BV12[1:],
    v.BV12[:-1],
    b"",
    b"\n\r",
    b"\nZZZZ0023" + v.BV12[9:],
    wrap(b'"SIA-DCS"1L0#1234[]'),
    wrap(b'"SIA-DCS"0001X0#1234[]'),
    wrap(b'"SIA-DCS"0001L0#12-4[]'),
    wrap(b'"SIA-DCS"0001L0#1234'),
    wrap(b'""0001L0#1234[]'),
])  # fmt: skip
def test_not_intact(raw: bytes) -> None:
    with pytest.raises(FrameError):
        read_frame(raw)


def test_small_letters_in_checksum_and_length() -> None:
    raw = v.LINK[:1] + v.LINK[1:9].lower() + v.LINK[9:]
    assert read_frame(raw) == read_frame(v.LINK)
