"""What the phone's clock is believed, and for how long a phone shows what it holds. Pure."""

from datetime import datetime, timedelta
from typing import Final

# So long a phone shows addresses without having heard from the server: a working day without coverage.
LEASE: Final = timedelta(hours=12)
CLOCK_SLACK: Final = timedelta(minutes=5)
OLDEST: Final = timedelta(days=90)
SILENT: Final = timedelta(minutes=30)
PHONES_KEPT: Final = timedelta(days=90)


def skew(sent_at: datetime | None, now: datetime) -> timedelta:
    """How far the phone's clock is behind; nothing while it is within the slack of a slow network."""
    if sent_at is None or abs(now - sent_at) <= CLOCK_SLACK:
        return timedelta()
    return now - sent_at


def put_right(at: datetime, by: timedelta) -> datetime:
    """A time of the phone's clock, put right; as it was said where no calendar has the result."""
    try:
        return at + by
    except OverflowError:
        return at


def believable(at: datetime, now: datetime) -> bool:
    """Whether a record can be of that time: at most 90 days old, and not of the days to come."""
    return now - OLDEST <= at <= now + timedelta(days=1)
