"""Why nobody knocks somewhere. Pure."""

from datetime import date
from typing import Final

REASONS: Final[tuple[str, ...]] = ("asked", "safety", "vacant", "other")


def holds(expires: date | None, today: date) -> bool:
    """Whether an entry holds today: until and including its last day; without one, until it is removed."""
    return expires is None or expires >= today
