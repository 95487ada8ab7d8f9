"""The requests of each person, counted in this process and written to the shared counters by the handful.

A statement for each request would cost every page a round trip. What is written is what may be asked for next, so
nobody gets more than the limit; with several processes the last few handfuls may go unused.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from threading import Lock
from typing import Final

from . import attempts

HANDFULS: Final = 60
"""How many handfuls a limit is divided into."""
MANY: Final = 5_000


@dataclass(frozen=True)
class _Handful:
    left: int
    until: datetime
    refused: bool


class Tally:
    """Counters by name. One object for each process; its methods may be called by many threads."""

    def __init__(self) -> None:
        self._held: dict[str, _Handful] = {}
        self._lock = Lock()

    def count(self, name: str, limit: tuple[int, int], *, now: datetime) -> int:
        """Count a request; 0 where it is within the limit (number, seconds), else the seconds to wait."""
        held = self._use(name, now)
        if held is None:
            held = self._take(name, limit, now)
        return max(1, ceil((held.until - now).total_seconds())) if held.refused else 0

    def _use(self, name: str, now: datetime) -> _Handful | None:
        with self._lock:
            held = self._held.get(name)
            if held is None or held.until <= now:
                return None
            if held.refused:
                return held
            if held.left == 0:
                return None
            self._held[name] = _Handful(held.left - 1, held.until, refused=False)
            return held

    def _take(self, name: str, limit: tuple[int, int], now: datetime) -> _Handful:
        handful = max(1, limit[0] // HANDFULS)
        waiting, left = attempts.count_many(name, limit, number=handful, now=now)
        taken = _Handful(handful - 1, now + timedelta(seconds=left), refused=waiting)
        with self._lock:
            if len(self._held) >= MANY:
                self._held = {key: held for key, held in self._held.items() if held.until > now}
            self._held[name] = taken
        return taken
