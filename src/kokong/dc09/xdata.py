"""X-data: the extra fields of a message, `[` letter text `]`. Bytes are kept, the value read where it can be."""

from dataclasses import dataclass
from datetime import datetime

from .clock import parse_timestamp

NAMES = {
    "A": "authentication hash", "C": "supervision category", "G": "network path", "H": "time of occurrence",
    "I": "alarm text", "J": "network path or JSON", "K": "encryption key", "L": "location", "M": "MAC address",
    "N": "network address", "O": "building", "P": "programming data", "R": "room", "S": "site", "T": "trigger",
    "U": "media", "V": "verification link", "X": "longitude", "Y": "latitude", "Z": "altitude",
}  # fmt: skip
TRIGGERS = {"F": "fire", "G": "gas", "W": "water", "S": "sensor", "C": "contact", "M": "manual"}

Value = str | float | datetime | None


@dataclass(frozen=True, slots=True)
class XData:
    """One field. `value`: text, degrees (east and north positive), metres, a UTC time; None if unreadable."""

    tag: str
    raw: bytes
    name: str
    value: Value


def read_xdata(field: bytes) -> XData:
    """Read one field without its brackets. Key material is never passed on."""
    tag = field[:1].decode("latin-1")
    raw = b"" if tag == "K" else field[1:]
    return XData(tag, raw, NAMES.get(tag, ""), _value(tag, raw))


def decode(raw: bytes) -> str:
    """Text as panels send it: UTF-8 (2026), else Windows-1252 (2013); bytes that are neither become U+FFFD."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def _value(tag: str, raw: bytes) -> Value:
    if tag == "K":
        return None
    if tag == "H":
        return parse_timestamp(raw)
    text = decode(raw)
    if tag in "XY" and tag:
        return _degrees(text, 180.0 if tag == "X" else 90.0)
    if tag == "Z":
        return _number(text.rstrip("Mm"))
    return TRIGGERS.get(text) if tag == "T" else text


def _degrees(text: str, most: float) -> float | None:
    """Read degrees, direction and minutes, such as 093W23.456 (the direction stands between them)."""
    for letter in "EWNS":
        whole, found, minutes = text.partition(letter)
        if found:
            degrees, part = _number(whole), _number(minutes)
            if degrees is None or part is None or not 0 <= part < 60 or not 0 <= degrees + part / 60 <= most:
                return None
            return (degrees + part / 60) * (-1 if letter in "WS" else 1)
    return None


def _number(text: str) -> float | None:
    if len(text) > 12 or not text.isascii() or not text.replace(".", "", 1).removeprefix("-").isdigit():
        return None
    return float(text)
