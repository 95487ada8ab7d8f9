"""The content of a frame: decrypted where it is encrypted, its time checked, its events read."""

import re
from binascii import Error as HexError
from binascii import unhexlify
from dataclasses import dataclass, field
from datetime import datetime

from .clock import in_window, parse_timestamp
from .errors import ClockOff, KeyMissing, PlainRefused, Unreadable
from .events import Event, read_events
from .frames import Context, Frame
from .keys import Key
from .replies import not_acknowledged, not_understood
from .xdata import XData, read_xdata

_TIME = rb"(\d\d:\d\d:\d\d,\d\d-\d\d-\d{4})"
_plain = re.compile(rb"([^\]]*)\]((?:\[[^\]]*\])*)(?:_(.*))?", re.DOTALL).fullmatch
_padded = re.compile(rb"(?:[^\[\]|]*\||[^\[\]|]*(?=\]))([^\]]*)\]((?:\[[^\]]*\])*)_" + _TIME).fullmatch
_fields = re.compile(rb"\[([^\]]*)\]").findall
_keys = re.compile(rb"\[K[^\]]*\]")

POLLS = frozenset({"NULL", "XNM"})
REPLIES = frozenset({"ACK", "NAK", "DUH", "RSP"})
_EVENTLESS = POLLS | REPLIES


@dataclass(frozen=True, slots=True)
class Message:
    """What a panel said.

    `data` and `extended` are the bytes as sent (after decryption, without padding and time; key material left
    out): together with the context, `id` and `sequence` they tell a retry from a new message, since a retry
    differs in padding and time only. A poll (`poll`) says that the panel is there.
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

    @property
    def poll(self) -> bool:
        """Whether this is a supervision message without an event."""
        return self.id in POLLS

    @property
    def reply(self) -> bool:
        """Whether this is itself a reply; a receiver leaves it unanswered."""
        return self.id in REPLIES


def open_frame(frame: Frame, *, key: Key | None, now: datetime) -> Message:
    """Open a frame with its account's key (None for an account without one). `now` is aware.

    Raises Refused, with the reply to send, when the frame is plain and the account has a key, encrypted and the
    account has none, not readable, or encrypted with a time outside the window.
    """
    if not frame.encrypted:
        if key is not None:
            raise PlainRefused("A plain frame for an account with a key.", not_understood(frame))
        return _message(frame, _plain(frame.content), now)
    if key is None:
        raise KeyMissing("An encrypted frame for an account without a key.", not_understood(frame))
    return _message(frame, _padded(_decrypt(frame, key)), now)


def _decrypt(frame: Frame, key: Key) -> bytes:
    try:
        ciphertext = unhexlify(frame.content)
    except (HexError, ValueError):
        ciphertext = b""
    if not ciphertext or len(ciphertext) % 16:
        raise _unreadable(frame)
    return key.decrypt(ciphertext)


def _message(frame: Frame, found: re.Match[bytes] | None, now: datetime) -> Message:
    if found is None:
        raise _unreadable(frame)
    data, extended, stamp = found.groups()
    sent = parse_timestamp(stamp) if stamp else None
    if frame.encrypted:
        _check_time(frame, sent, now)
    if extended:
        extended = _keys.sub(b"[K]", extended)
    events = () if frame.id in _EVENTLESS else read_events(frame.id, data)
    xdata = tuple(read_xdata(one) for one in _fields(extended)) if extended else ()
    return Message(frame.id, frame.context, frame.sequence, frame.encrypted, data, extended, sent, events, xdata)


def _check_time(frame: Frame, sent: datetime | None, now: datetime) -> None:
    if sent is None:
        raise _unreadable(frame)
    if not in_window(sent, now):
        raise ClockOff("The panel's clock is off.", not_acknowledged(now=now, quirks=frame.quirks))


def _unreadable(frame: Frame) -> Unreadable:
    return Unreadable("The content can't be read; is the key right?" if frame.encrypted else
                      "The content can't be read.", not_understood(frame))  # fmt: skip
