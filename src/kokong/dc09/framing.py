"""From a stream of bytes to frames: split, run together, with noise between, in bounded memory."""

import re

from .checksum import crc16
from .quirks import Quirk

MAX_BODY = 0xFFF
MAX_FRAME = 1 + 4 + 4 + MAX_BODY + 1  # LF, checksum, length, body, CR
_SHORTEST_HEAD = 10
_SCRAP = 200
_HEAD = rb'\n(?:[0-9A-Fa-f]{4}|[\x00-\xff]{2})0[0-9A-Fa-f]{3}"'
_head = re.compile(_HEAD).match
_frame = re.compile(_HEAD + rb"[^\r\n]{0,%d}\r" % (MAX_BODY - 1)).match
_end = re.compile(rb"[\r\n]").search
_BLANK = b"\r\n\t \0"


class Framer:
    """Cuts one connection's stream into frames. How the stream was split does not matter.

    A frame runs from LF to the next CR; neither occurs within one. Bytes that can't belong to a frame, and
    a frame longer than the format allows, are dropped and counted in `discarded`; of these, `noise` leaves out
    line ends, blanks and NUL, which some panels send between frames. `scrap` is what was dropped last.
    """

    __slots__ = ("_rest", "discarded", "noise", "scrap")

    def __init__(self) -> None:
        self._rest = self.scrap = b""
        self.discarded = self.noise = 0

    @property
    def waiting(self) -> int:
        """Bytes kept for a frame not yet whole; never more than one frame."""
        return len(self._rest)

    def feed(self, data: bytes) -> list[bytes]:
        """Add what arrived and return the frames that are now whole, LF and CR included, in order."""
        stream = self._rest + data if self._rest else bytes(data)
        frames: list[bytes] = []
        at = 0
        while True:
            start = stream.find(b"\n", at)
            if start < 0:
                start = len(stream)
            if start > at:
                self.discarded += start - at
                self._drop(stream[at:start].strip(_BLANK))
            if found := _frame(stream, start):
                frames.append(found[0])
                at = found.end()
            elif _may_grow(stream, start):
                self._rest = stream[start:]
                return frames
            else:
                self.discarded += 1
                at = start + 1

    @property
    def begun(self) -> bytes:
        """The start of the frame that is not yet whole."""
        return self._rest[:_SCRAP]

    def _drop(self, scrap: bytes) -> None:
        self.noise += len(scrap)
        if scrap:
            self.scrap = scrap[:_SCRAP]


def _may_grow(stream: bytes, start: int) -> bool:
    """Whether more bytes could make a frame of what begins at `start`."""
    length = len(stream) - start
    if length < _SHORTEST_HEAD:
        return True
    head = _head(stream, start)
    return head is not None and length < MAX_FRAME and _end(stream, head.end()) is None


def split_datagram(data: bytes) -> list[bytes]:
    """Return the whole frames of one datagram; the rest is dropped."""
    return Framer().feed(data)


def check(raw: bytes) -> tuple[bytes, Quirk] | None:
    """Return a frame's body (first quote to before CR) and its quirks; None if checksum or length is wrong."""
    quirk, quote = (Quirk.BINARY_CRC, 7) if raw[7:8] == b'"' else (Quirk.NONE, 9)
    body = raw[quote:-1]
    try:
        length = int(raw[quote - 4 : quote], 16)
        stated = int.from_bytes(raw[1:3], "big") if quirk else int(raw[1:5], 16)
    except ValueError:
        return None
    crc = crc16(body)
    if length == len(body) + 1:
        crc, quirk = crc16(b"\r", crc), quirk | Quirk.CR_COUNTED
    elif length != len(body):
        return None
    return (body, quirk) if crc == stated else None


def why_not(raw: bytes) -> str:
    """What is wrong first with a frame that `check` doesn't take: its length or its checksum."""
    quote = 7 if raw[7:8] == b'"' else 9
    try:
        length = int(raw[quote - 4 : quote], 16)
    except ValueError:
        return "length"
    body = len(raw[quote:-1])
    return "checksum" if length in {body, body + 1} else "length"


def wrap(body: bytes, quirks: Quirk = Quirk.NONE) -> bytes:
    """Put checksum, length, LF and CR around a body that begins with its quote."""
    if quirks is Quirk.NONE:
        return b"\n%04X%04X%b\r" % (crc16(body), len(body), body)
    counted = body + b"\r" if quirks & Quirk.CR_COUNTED else body
    crc = crc16(counted)
    if quirks & Quirk.BINARY_CRC:
        return b"\n%b%04X%b\r" % (crc.to_bytes(2, "big"), len(counted), body)
    return b"\n%04X%04X%b\r" % (crc, len(counted), body)
