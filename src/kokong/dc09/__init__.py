"""SIA DC-09, the open alarm protocol: bytes in, frozen events out. No socket, no clock, no other room."""

from .clock import format_timestamp, in_window, parse_timestamp
from .codes import Kind, contact_id_meaning, counts_zones, ends, sia_meaning
from .errors import Dc09Error, FrameError, KeyFormatError, KeyMissing, PlainRefused, Refused, Unreadable
from .events import Event
from .frames import Context, Frame, context, read_frame, require
from .framing import MAX_FRAME, Framer, split_datagram
from .keys import Key
from .messages import REPLIES, ClockOff, Message, open_frame
from .quirks import Quirk
from .replies import acknowledge, compose, not_acknowledged, not_understood
from .xdata import XData, decode

__all__ = [
    "MAX_FRAME",
    "REPLIES",
    "ClockOff",
    "Context",
    "Dc09Error",
    "Event",
    "Frame",
    "FrameError",
    "Framer",
    "Key",
    "KeyFormatError",
    "KeyMissing",
    "Kind",
    "Message",
    "PlainRefused",
    "Quirk",
    "Refused",
    "Unreadable",
    "XData",
    "acknowledge",
    "compose",
    "contact_id_meaning",
    "context",
    "counts_zones",
    "decode",
    "ends",
    "format_timestamp",
    "in_window",
    "not_acknowledged",
    "not_understood",
    "open_frame",
    "parse_timestamp",
    "read_frame",
    "require",
    "sia_meaning",
    "split_datagram",
]
