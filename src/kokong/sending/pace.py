"""How fast letters go: a bucket of tokens for each mail domain and gateway. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from kokong.kernel.letters import Rate


@dataclass(frozen=True)
class Bucket:
    """So many tokens at a moment; it is full again by and by."""

    tokens: float
    at: datetime

    def take(self, wanted: int, *, rate: Rate, now: datetime) -> tuple[int, "Bucket"]:
        """How many of `wanted` may go now, and what is left. A clock that is set back gives nothing."""
        passed = max(0.0, (now - self.at).total_seconds())
        there = min(float(rate.burst), self.tokens + passed * rate.per_second)
        # A rate of one a second gives one after one second, whatever its thirds add up to.
        given = min(wanted, int(there + 1e-9))
        return given, Bucket(max(0.0, there - given), max(now, self.at))

    def next_at(self, place: int, *, rate: Rate) -> datetime:
        """When the token number `place` (from 1) is there, if nobody takes those before."""
        return self.at + timedelta(seconds=max(0.0, (place - self.tokens) / rate.per_second))


def full(rate: Rate, now: datetime) -> Bucket:
    """One that nobody has taken from."""
    return Bucket(float(rate.burst), now)
