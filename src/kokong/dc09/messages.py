"""The content of a frame: decrypted where it is encrypted, its time checked, its events read."""

import re
from binascii import Error as HexError
from binascii import unhexlify
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from .clock import in_window, parse_timestamp
from .errors import KeyMissing, PlainRefused, Refused, Unreadable
from .events import Event, named_account, read_events, says_nothing
from .frames import Context, Frame
from .keys import Key
from .replies import not_acknowledged, not_understood
from .xdata import XData, read_xdata

_TIME = rb"(\d\d:\d\d:\d\d,\d\d-\d\d-\d{4})"
_xdata = re.compile(rb"(?:\[[^\]]*\])*").match
_stamp = re.compile(rb"_" + _TIME).search
_padded = re.compile(
    rb"(?:[^\[\]|]*\||[^\[\]|]*(?=\]))([^\]]*)\]((?:\[[^\]]*\])*)[^\[\]_]*_" + _TIME + rb"[\s\x00]*"
).fullmatch
_fields = re.compile(rb"\[([^\]]*)\]").findall
_keys = re.compile(rb"\[K[^\]]*\]")

POLLS = frozenset({"NULL", "XNM"})
REPLIES = frozenset({"ACK", "NAK", "DUH", "RSP"})


@dataclass(frozen=True, slots=True)
class Message:
    """What a panel said.

    `data` and `extended` are the bytes as sent (after decryption, without padding and time; key material left
    out): together with the account and `sequence` they tell a retry from a new message, since a retry differs in
    padding and time only. Of an encrypted message they and the time are what the key vouches for; `id`, `context`
    and `sequence` stand outside, where anybody on the way can change them. So events are read by the form of the
    data, whatever the `id`. A poll (`poll`) says that the panel is there.

    `mark` is the ciphertext's last block, b"" of a plain frame. It tells this sending from every other, since all
    before it, the random padding too, went into it; and without the key nobody can put another there, since the
    time that it holds would no longer be one.
    """

    id: str
    context: Context
    sequence: str
    encrypted: bool
    data: bytes
    extended: bytes
    sent: datetime | None
    events: tuple[Event, ...]
    xdata: tuple[XData, ...] = field(default=())
    mark: bytes = b""

    @property
    def poll(self) -> bool:
        """Whether this is a supervision message: called so, and reporting nothing. X-data may be with it."""
        return self.id in POLLS and not self.events

    @property
    def mislabelled(self) -> bool:
        """Whether it is called a poll and reports something, as no panel does: somebody changed its header."""
        return self.id in POLLS and bool(self.events)

    @property
    def named(self) -> str:
        """The account inside the data, capitals and without leading zeros; "" where it names none, or zeros."""
        return named_account(self.data).strip().upper().lstrip("0")

    @property
    def reply(self) -> bool:
        """Whether this is itself a reply; a receiver leaves it unanswered."""
        return self.id in REPLIES


class ClockOff(Refused):
    """The encrypted timestamp is outside the window. The reply carries our time; the panel corrects its clock.

    `message` is what it says, which the key vouches for, but not that it is said now: it may be an old one.
    """

    def __init__(self, reason: str, reply: bytes, message: Message) -> None:
        super().__init__(reason, reply)
        self.message = message


def open_frame(frame: Frame, *, key: Key | None, now: datetime, tolerance: timedelta = timedelta(0)) -> Message:
    """Open a frame with its account's key (None for an account without one). `now` is aware.

    `tolerance` is what its clock may be off beyond the window.

    Raises Refused, with the reply to send, when the frame is plain and the account has a key, encrypted and the
    account has none, not readable, or encrypted with a time outside the window.
    """
    if not frame.encrypted:
        if key is not None:
            raise PlainRefused("A plain frame for an account with a key.", not_understood(frame))
        return _message(frame, _plain(frame.content), b"")
    if key is None:
        raise KeyMissing("An encrypted frame for an account without a key.", not_understood(frame))
    ciphertext = _ciphertext(frame)
    message = _message(frame, _sealed(frame, key.decrypt(ciphertext)), ciphertext[-16:])
    if message.sent is None:
        raise _unreadable(frame)
    if not in_window(message.sent, now, tolerance):
        refusal = not_acknowledged(now=now, quirks=frame.quirks)
        raise ClockOff("The panel's clock is off.", refusal, message)
    return message


Parts = tuple[bytes, bytes, bytes | None]
"""Data, x-data with its brackets, and time."""


def _plain(content: bytes) -> Parts:
    """What an intact plain frame says. The checksum is right, so what stands within the brackets is sure.

    After them some panels leave a blank, or what was there before; some leave the last one out.
    """
    data, bracket, rest = content.partition(b"]")
    if not bracket:
        found = _stamp(data)
        return data[: found.start()] if found else data, b"", found[1] if found else None
    extended = found[0] if (found := _xdata(rest)) else b""
    stamp = _stamp(rest, len(extended))
    return data, extended, stamp[1] if stamp else None


def _sealed(frame: Frame, plaintext: bytes) -> Parts:
    """What an encrypted frame says. Nothing protects it against change, so it must follow the format."""
    found = _padded(plaintext)
    if found is None:
        raise _unreadable(frame)
    data, extended, stamp = found.groups()
    return data, extended, stamp


def _ciphertext(frame: Frame) -> bytes:
    try:
        ciphertext = unhexlify(frame.content)
    except (HexError, ValueError):
        ciphertext = b""
    if not ciphertext or len(ciphertext) % 16:
        raise _unreadable(frame)
    return ciphertext


def _message(frame: Frame, parts: Parts, mark: bytes) -> Message:
    data, extended, stamp = parts
    sent = parse_timestamp(stamp) if stamp else None
    if extended:
        extended = _keys.sub(b"[K]", extended)
    empty = frame.id in REPLIES or (frame.id in POLLS and says_nothing(data))
    events = () if empty else read_events(data)
    xdata = tuple(read_xdata(one) for one in _fields(extended)) if extended else ()
    return Message(
        frame.id, frame.context, frame.sequence, frame.encrypted, data, extended, sent, events, xdata, mark
    )  # fmt: skip


def _unreadable(frame: Frame) -> Unreadable:
    return Unreadable("The content can't be read; is the key right?" if frame.encrypted else
                      "The content can't be read.", not_understood(frame))  # fmt: skip
