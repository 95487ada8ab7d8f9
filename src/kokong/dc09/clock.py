"""Timestamps as frames carry them (`HH:MM:SS,MM-DD-YYYY`, UTC) and the window they must fall in."""

import re
from datetime import UTC, datetime, timedelta

_written = re.compile(rb"(\d\d):(\d\d):(\d\d),(\d\d)-(\d\d)-(\d{4})").fullmatch
EARLIEST = timedelta(seconds=-40)
LATEST = timedelta(seconds=20)


def parse_timestamp(text: bytes) -> datetime | None:
    """Return an aware UTC time, or None where the text is no time that exists."""
    if (found := _written(text)) is None:
        return None
    hour, minute, second, month, day, year = map(int, found.groups())
    try:
        return datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    except ValueError:
        return None


def format_timestamp(moment: datetime) -> bytes:
    """Write an aware time in UTC, whole seconds, as b"HH:MM:SS,MM-DD-YYYY"."""
    utc = moment.astimezone(UTC)
    return b"%02d:%02d:%02d,%02d-%02d-%04d" % (utc.hour, utc.minute, utc.second, utc.month, utc.day, utc.year)


def in_window(sent: datetime, now: datetime, tolerance: timedelta = timedelta(0)) -> bool:
    """Whether a panel's time is at most 40 s behind and 20 s ahead of ours, and the tolerance more."""
    return EARLIEST - tolerance <= sent - now <= LATEST + tolerance
