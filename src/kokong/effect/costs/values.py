"""What was spent, and what that came to."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal


@dataclass(frozen=True)
class Spent:
    """Hours of work at `an_hour` kronor each, and `other` kronor. `said` is where the figures come from."""

    hours: Decimal
    an_hour: Decimal
    other: Decimal
    said: str
    at: datetime | None = None
    by: int | None = None

    @property
    def whole(self) -> Decimal:
        """All of it in kronor."""
        return self.hours * self.an_hour + self.other
