"""What a panel is answered: ACK (taken), NAK (your clock is off), DUH (not understood). Also frames in general.

Send a reply in one write: common diallers read once.
"""

from collections.abc import Callable
from datetime import datetime

from .clock import format_timestamp
from .frames import Frame
from .framing import wrap
from .keys import Key, padding, padding_needed
from .quirks import Quirk


def acknowledge(
    frame: Frame, *, now: datetime, key: Key | None = None, pad: Callable[[int], bytes] = padding
) -> bytes:
    """Return the ACK for a frame, encrypted with its account's key if the frame was.

    Sequence, receiver, line and account are repeated byte for byte. Our time (aware) follows where the frame
    carried one, and always when encrypted. ValueError if the frame was encrypted and no key is given.
    """
    if not frame.encrypted:
        stamp = b"_" + format_timestamp(now) if frame.content[-20:-19] == b"_" else b""
        return _wrap(b'"ACK"%b[]%b' % (frame.echo, stamp), frame.quirks)
    if key is None:
        raise ValueError("An encrypted frame is acknowledged with its key.")
    sealed = seal(b"", b"", key=key, sent=now, pad=pad)
    return _wrap(b'"*ACK"%b[%b' % (frame.echo, sealed), frame.quirks)


def not_acknowledged(*, now: datetime, quirks: Quirk = Quirk.NONE) -> bytes:
    """Return the NAK that tells a panel our time (aware). Never encrypted."""
    return _wrap(b'"NAK"0000R0L0A0[]_%b' % format_timestamp(now), quirks)


def not_understood(frame: Frame) -> bytes:
    """Return the DUH for a frame that is intact but can't be processed. Never encrypted."""
    return _wrap(b'"DUH"%b[]' % frame.echo, frame.quirks)


def _wrap(body: bytes, asked: Quirk) -> bytes:
    """Of the quirks a panel shows, only the raw checksum is known to be expected in replies."""
    return wrap(body, asked if asked is Quirk.NONE else asked & Quirk.BINARY_CRC)


def seal(
    data: bytes, extended: bytes, *, key: Key, sent: datetime, pad: Callable[[int], bytes] = padding
) -> bytes:
    """Return the encrypted content (hexadecimal capitals) of a frame: `pad|data][x…]_time`.

    `extended` is x-data with its brackets. `pad(n)` gives n random bytes without `[`, `]` and `|`.
    """
    content = b"|%b]%b_%b" % (data, extended, format_timestamp(sent))
    return key.encrypt(pad(padding_needed(len(content))) + content).hex().upper().encode("ascii")


def compose(
    name: str, echo: bytes, data: bytes, extended: bytes = b"", *, sent: datetime | None = None,
    key: Key | None = None, quirks: Quirk = Quirk.NONE, pad: Callable[[int], bytes] = padding,
) -> bytes:  # fmt: skip
    """Return a whole frame as a panel sends it; for diallers, tests and benchmarks.

    `echo` is sequence to account, such as b"0001R0L0#1234". With a key `sent` (aware) is required (ValueError).
    """
    if key is None:
        stamp = b"_" + format_timestamp(sent) if sent else b""
        return wrap(b'"%b"%b[%b]%b%b' % (name.encode("ascii"), echo, data, extended, stamp), quirks)
    if sent is None:
        raise ValueError("An encrypted frame carries a time.")
    sealed = seal(data, extended, key=key, sent=sent, pad=pad)
    return wrap(b'"*%b"%b[%b' % (name.encode("ascii"), echo, sealed), quirks)
