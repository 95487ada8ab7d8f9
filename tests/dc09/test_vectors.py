"""Sixteen frames from panels and peers are read as their makers meant them."""

from datetime import UTC, datetime

import pytest

from kokong.dc09 import Framer, Key, Kind, Message, Quirk, open_frame, read_frame

from . import vectors as v


def read(raw: bytes, key: Key | None = None, now: datetime = v.AT) -> Message:
    return open_frame(read_frame(raw), key=key, now=now)


@pytest.mark.parametrize("raw", v.EVERY, ids=range(1, 17))
def test_framed_whole(raw: bytes) -> None:
    assert Framer().feed(raw) == [raw]


@pytest.mark.parametrize(("raw", "code", "kind", "zone", "area"), [
    (v.NRI_BA12, "BA", Kind.BURGLARY, "12", "1"),
    (v.BV12, "BV", Kind.VERIFIED, "12", ""),
    (v.CID_130, "1130", Kind.BURGLARY, "12", "1"),
    (v.LINK, "BV", Kind.VERIFIED, "12", ""),
    (v.FA129, "FA", Kind.FIRE, "129", ""),
    (v.ELDES, "1900", Kind.STATUS, "1", ""),
])  # fmt: skip
def test_plain_event(raw: bytes, code: str, kind: Kind, zone: str, area: str) -> None:
    (event,) = read(raw).events
    assert (event.code, event.kind, event.zone, event.area) == (code, kind, zone, area)


@pytest.mark.parametrize(("raw", "key", "code"), [
    (v.BV_AES128, v.AES128, "BV"),
    (v.BV_AES256, v.AES256, "BV"),
    (v.BV_ASCII_KEY, v.ASCII_KEY, "BV"),
    (v.CID_AES128, v.AES128, "1139"),
])  # fmt: skip
def test_encrypted_event(raw: bytes, key: Key, code: str) -> None:
    message = read(raw, key)
    (event,) = message.events
    assert (event.code, event.kind, event.zone) == (code, Kind.VERIFIED, "12")
    assert message.sent == v.AT


@pytest.mark.parametrize("raw", [v.NULL, v.NULL_WITH_DATA])
def test_poll(raw: bytes) -> None:
    message = read(raw)
    assert message.poll
    assert not message.events


def test_poll_with_data_keeps_it() -> None:
    message = read(v.NULL_WITH_DATA)
    assert message.data == b"#0000|0000 00 000"
    assert message.context.account == "AAAB"
    assert message.sent == datetime(2020, 7, 5, 18, 25, 49, tzinfo=UTC)


def test_encrypted_polls_with_and_without_separator() -> None:
    assert read(v.NULL_AES128, v.AES128).poll
    assert read(v.NULL_NO_PIPE, v.SIADC09_KEY, datetime(2026, 9, 22, 3, 7, 43, tzinfo=UTC)).poll


def test_link_and_coordinates() -> None:
    fields = {one.tag: one.value for one in read(v.LINK).xdata}
    assert fields["X"] == pytest.approx(18 + 4.1 / 60)
    assert fields["Y"] == pytest.approx(59 + 19.2 / 60)
    assert fields["V"] == "https://v.example/e/1"


def test_context_of_long_numbers() -> None:
    message = read(v.FA129)
    assert (message.context.account, message.context.receiver, message.context.line) == (
        "123456A", "579BDF", "789ABC",
    )  # fmt: skip
    assert message.sequence == "9876"


def test_reply_is_no_event() -> None:
    message = read(v.NAK)
    assert message.reply
    assert not message.events
    assert message.sent == datetime(2015, 4, 14, 16, 9, 9, tzinfo=UTC)


def test_quirks_are_seen() -> None:
    assert read_frame(v.ELDES).quirks is Quirk.CR_COUNTED
    assert read_frame(v.BINARY_CRC).quirks is Quirk.BINARY_CRC
    assert read_frame(v.BV12).quirks is Quirk.NONE
    assert read(v.BINARY_CRC).context.account == "80027E62A64"
