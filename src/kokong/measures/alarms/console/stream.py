"""Whose alarms a console listens for (`kernel.live` is the stream itself)."""

from dataclasses import dataclass
from typing import Any, Final

from kokong.kernel.live import Hub

CHANNEL: Final = "kokong_alarms"
CEILING: Final = 12  # of a process's twenty threads


@dataclass(frozen=True)
class Interest:
    """Whose alarms somebody handles: those of a municipality that no centre handles, or those of centres.

    `everything`: a municipality's supervisor sees those that a centre handles, too.
    """

    municipality_id: int | None
    centre_ids: frozenset[int] = frozenset()
    everything: bool = False

    def covers(self, news: dict[str, Any]) -> bool:
        """Whether news about an alarm are for this person."""
        if self.municipality_id is not None:
            handled = self.everything or news.get("centre") is None
            return news.get("municipality") == self.municipality_id and handled
        return news.get("centre") in self.centre_ids


hub: Final = Hub(CHANNEL, ceiling=CEILING)
