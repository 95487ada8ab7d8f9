"""Pure: what can be asked for, how it can end, and by when it is to be answered (GDPR article 12.3)."""

from calendar import monthrange
from datetime import datetime, timedelta
from typing import Final

KINDS: Final = ("correct", "delete", "limit", "object", "other")
OUTCOMES: Final = ("done", "partly", "refused")
MONTHS: Final = 1
EXTENDED_MONTHS: Final = 3
SOON: Final = timedelta(days=7)
LINK_LASTS: Final = timedelta(hours=24)
LINK_AGAIN: Final = timedelta(minutes=10)
LINKS_HOURLY: Final = 120
WAITING_AT_MOST: Final = 5
LONGEST: Final = 4000


def due(asked: datetime, *, months: int = MONTHS) -> datetime:
    """The same day so many months later; the last of that month where it has no such day."""
    later = asked.month - 1 + months
    year, month = asked.year + later // 12, later % 12 + 1
    return asked.replace(year=year, month=month, day=min(asked.day, monthrange(year, month)[1]))
