"""Faults measured in receivers in use, each shown not to be ours; what needs a socket is the receiver's."""

import pytest

from kokong.dc09 import (
    FrameError,
    Framer,
    Key,
    Kind,
    Message,
    Quirk,
    Refused,
    acknowledge,
    compose,
    open_frame,
    read_frame,
)
from kokong.dc09.framing import wrap

from . import vectors as v


def said(name: str, data: bytes, extended: bytes = b"", key: Key | None = None) -> Message:
    raw = compose(name, b"0001R0L0#1234", data, extended, sent=v.AT, key=key)
    return open_frame(read_frame(raw), key=key, now=v.AT)


@pytest.mark.parametrize("extended", [b"", b"[Vhttps://x]", b"[K]", b"[X018E04.100][Y59N19.200]"])
@pytest.mark.parametrize("data", [b"#1234|NOP1", b"#1234|NBA1"])
def test_a_plain_frame_does_not_make_us_tell_the_key(data: bytes, extended: bytes) -> None:
    """Fault 1: a plain frame with x-data for an account with a key was taken and answered with the key."""
    frame = read_frame(compose("SIA-DCS", b"0004R0L0#1234", data, extended))
    with pytest.raises(Refused) as raised:
        open_frame(frame, key=v.ASCII_KEY, now=v.AT)
    said = raised.value.reply + str(raised.value).encode() + repr(raised.value).encode()
    assert v.ASCII_KEY.material not in said
    assert v.ASCII_KEY.material.hex() not in said.decode("latin-1").lower()
    assert b"[K" not in said
    assert b"ACK" not in raised.value.reply


def test_split_joined_and_long_frames_are_read() -> None:
    """Fault 3: a split frame, two in a segment or more than 1,000 bytes were lost."""
    long = compose("SIA-DCS", b"0002L0#1234", b"#1234|NBV2", b"[I" + b"x" * 2000 + b"]")
    framer = Framer()
    assert framer.feed(v.BV12[:20]) == []
    assert framer.feed(v.BV12[20:] + v.NULL + long[:1500]) == [v.BV12, v.NULL]
    assert framer.feed(long[1500:]) == [long]


def test_no_receiver_number_gives_none_in_the_reply() -> None:
    """Fault 5: without the R field the ACK said `None`."""
    assert acknowledge(read_frame(v.NRI_BA12), now=v.AT)[9:] == b'"ACK"0001L0#1234[]\r'


@pytest.mark.parametrize("length", [b"0000", b"0022", b"0025", b"0FFF"])
def test_a_wrong_length_is_refused(length: bytes) -> None:
    """Fault 6: the length was not looked at."""
    with pytest.raises(FrameError):
        read_frame(v.BV12[:5] + length + v.BV12[9:])


def test_a_checksum_in_small_letters_is_taken() -> None:
    """Fault 6: it was refused."""
    assert read_frame(v.CID_130.replace(b"AF52", b"af52")) == read_frame(v.CID_130)


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8"])
def test_swedish_letters_keep_the_checksum(encoding: str) -> None:
    """Fault 6: bytes outside ASCII were dropped before the checksum."""
    text = "Köksfönster".encode(encoding)
    message = said("SIA-DCS", b"#1234|NBA1", b"[I" + text + b"]")
    assert (message.xdata[0].raw, message.xdata[0].value) == (text, "Köksfönster")


def test_the_second_event_of_a_block_is_read() -> None:
    """Fault 7: it was lost; it was the verified burglary."""
    events = said("SIA-DCS", b"#1234|Nri1/BA12|Nri1/BV13").events
    assert [event.kind for event in events] == [Kind.BURGLARY, Kind.VERIFIED]


def test_a_contact_id_zone_may_be_hexadecimal() -> None:
    """Fault 7: it was answered NAK."""
    assert said("ADM-CID", b"#1234|1130 01 0BF").events[0].zone == "BF"


@pytest.mark.parametrize(("name", "data", "code"), [
    ("ADM-CID", b"#1234|1799 01 001", "1799"), ("SIA-DCS", b"#1234|NQX1", "QX"),
])  # fmt: skip
def test_an_unknown_code_is_read_as_sent(name: str, data: bytes, code: str) -> None:
    """Fault 7: it was passed on as another code, or answered DUH so that the panel gave up."""
    (event,) = said(name, data).events
    assert (event.code, event.kind, event.raw in data) == (code, Kind.UNKNOWN, True)


def test_an_odd_block_does_not_hide_the_event() -> None:
    """Fault 8: `[#0001|0|NRP]` was not understood."""
    assert [event.code for event in said("SIA-DCS", b"#0001|0|NRP").events] == ["RP"]


def test_a_corrected_clock_is_accepted() -> None:
    """Fault 8: refusals of the clock never ended. The NAK's own time, sent back, is in the window."""
    late = compose("SIA-DCS", b"0001L0#1234", b"#1234|NBV1", sent=v.AT.replace(year=2020), key=v.AES128)
    with pytest.raises(Refused) as raised:
        open_frame(read_frame(late), key=v.AES128, now=v.AT)
    told = open_frame(read_frame(raised.value.reply), key=None, now=v.AT).sent
    again = compose("SIA-DCS", b"0001L0#1234", b"#1234|NBV1", sent=told, key=v.AES128)
    assert open_frame(read_frame(again), key=v.AES128, now=v.AT).events[0].kind is Kind.VERIFIED


def test_eldes_is_read_only_where_its_quirk_is_registered() -> None:
    """Open reports of other receivers: the closing CR counted in checksum and length."""
    assert read_frame(v.ELDES, allowed=Quirk.CR_COUNTED).context.account == "9999"
    with pytest.raises(FrameError):
        read_frame(v.ELDES, allowed=Quirk.BINARY_CRC)


def test_a_burst_on_one_connection_keeps_its_order() -> None:
    """Seen in the field: a receiver lost its panel when bursts of BA and BV came, that is, at the burglary."""
    codes = [b"BA", b"BV"] * 10
    sent = [compose("SIA-DCS", b"%04dL0#1234" % at, b"#1234|N%b%d" % (code, at), sent=v.AT, key=v.AES128)
            for at, code in enumerate(codes, 1)]  # fmt: skip
    frames = [read_frame(raw) for raw in Framer().feed(b"".join(sent))]
    read = [open_frame(frame, key=v.AES128, now=v.AT).events[0] for frame in frames]
    assert [event.code.encode() for event in read] == codes
    assert [int(event.zone) for event in read] == list(range(1, 21))


@pytest.mark.parametrize(
    ("echo", "account", "line"),
    [
        (b"0001L#7303658550", "7303658550", "0"),
        (b"0001RL0#1234", "1234", "0"),
        (b"0001R2#1234", "1234", "0"),
        (b"0001#1234", "1234", "0"),
        (b"0001L", "9999", "0"),
        (b"0001", "9999", "0"),
        (b"0001L3A0", "9999", "3"),
        (b"0001L0#foc7688", "FOC7688", "0"),
        (b"0001L0A0", "9999", "0"),
        (b"0001R2A0", "9999", "0"),
        (b"0001RA0", "9999", "0"),
        (b"0001R2L3A0", "9999", "3"),
    ],
)
def test_a_header_that_leaves_something_out_is_read(echo: bytes, account: str, line: str) -> None:
    """An empty L was answered with nothing, and its burglary lost; a panel with letters couldn't be enrolled."""
    frame = read_frame(compose("SIA-DCS", echo, b"#9999|NBA2"))
    assert (frame.context.account, frame.context.line) == (account, line)
    assert open_frame(frame, key=None, now=v.AT).events[0].zone == "2"
    assert acknowledge(frame, now=v.AT)[9:] == b'"ACK"%b[]\r' % echo


@pytest.mark.parametrize(
    ("echo", "receiver"), [(b"0001R2A0", "2"), (b"0001RA0", "0"), (b"0001R2A0L3A0", "2A0"), (b"0001R2A#1", "2A")]
)
def test_the_sign_of_no_account_is_not_a_part_of_the_receiver(echo: bytes, receiver: str) -> None:
    assert read_frame(compose("SIA-DCS", echo, b"#9999|NBA2")).context.receiver == receiver


@pytest.mark.parametrize("data", [b"NBA2", b"#|NBA2", b"#12-4|NBA2", b"#12345678901234567|NBA2", b""])
def test_a_frame_that_names_no_account_anywhere_is_nobody_s(data: bytes) -> None:
    assert read_frame(compose("SIA-DCS", b"0001L", data)).context.account == "0"


@pytest.mark.parametrize("after", [b"x", b" ", b"\0\0", b" x_15:00:00,11-20-2026", b"old]text"])
@pytest.mark.parametrize("extended", [b"", b"[Vhttps://x]"])
def test_what_stands_after_the_brackets_does_not_lose_what_stands_within(extended: bytes, after: bytes) -> None:
    raw = wrap(b'"SIA-DCS"0001L0#1234[#1234|NBA2]' + extended + after)
    message = open_frame(read_frame(raw), key=None, now=v.AT)
    assert [(one.code, one.zone) for one in message.events] == [("BA", "2")]
    assert len(message.xdata) == bool(extended)


@pytest.mark.parametrize("body", [
    b'"SIA-DCS"0001L0#1234[#1234|NBA2', b'"SIA-DCS"0001L0#1234[#1234|NBA2_15:00:00,11-20-2026',
    b'"sia-dcs"0001L0#1234[#1234|NBA2]', b'"SIA-DCS"0001L0#1234[#1234|NBA2][Vhttps://x',
    b'"SIA-DCS"0001L0#1234[#1234|NBA2]][]_15:00:00,11-20-2026 [x]',
])  # fmt: skip
@pytest.mark.parametrize("quirks", list(Quirk))
def test_a_burglary_is_read_wherever_its_meaning_is_sure(body: bytes, quirks: Quirk) -> None:
    message = open_frame(read_frame(wrap(body, quirks)), key=None, now=v.AT)
    assert [(one.code, one.zone) for one in message.events] == [("BA", "2")]
    assert (message.sent is not None) == (b"15:00:00" in body)


@pytest.mark.parametrize(("raw", "why"), [
    (v.BV12.replace(b"7557", b"7558"), "checksum"), (v.BV12[:5] + b"0030" + v.BV12[9:], "length"),
    (b"\nZZZZ0023" + v.BV12[9:], "checksum"), (wrap(b'"SIA-DCS"0001L0#12-4[]'), "header"),
])  # fmt: skip
def test_what_is_not_intact_says_why(raw: bytes, why: str) -> None:
    with pytest.raises(FrameError) as refused:
        read_frame(raw)
    assert refused.value.why == why
