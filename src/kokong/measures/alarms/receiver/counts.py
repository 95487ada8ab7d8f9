"""What the receiver has done, counted in plain numbers and shown to Prometheus when it asks."""

from collections.abc import Callable, Iterator

from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector, CollectorRegistry


class Counts:
    """Plain attributes: a frame costs an addition, not a lock."""

    __slots__ = ("acknowledged", "batches", "connections_refused", "damaged", "dropped", "events", "frames",
                 "line_faults", "polls", "refused", "retries", "stored", "storing_seconds", "unknown")  # fmt: skip

    def __init__(self) -> None:
        for name in self.__slots__:
            setattr(self, name, 0)
        self.storing_seconds = 0.0

    frames: int
    polls: int
    acknowledged: int
    stored: int
    events: int
    retries: int
    batches: int
    damaged: int
    refused: int
    unknown: int
    dropped: int
    connections_refused: int
    line_faults: int
    storing_seconds: float


_MEANINGS = {
    "frames": "Intact frames from known accounts",
    "polls": "Supervision messages",
    "acknowledged": "Messages acknowledged",
    "stored": "Messages stored",
    "events": "Events stored",
    "retries": "Messages that were stored before",
    "batches": "Transactions that stored messages",
    "damaged": "Frames with a wrong checksum, length or header, and bytes that were no frame",
    "refused": "Frames of known accounts that were not accepted",
    "unknown": "Frames from nobody enrolled",
    "dropped": "Datagrams left unanswered while the database was behind",
    "connections_refused": "Connections over a ceiling",
    "line_faults": "Line faults raised",
    "storing_seconds": "Seconds spent in transactions that stored messages",
}


class _Numbers(Collector):
    def __init__(self, counts: Counts, gauges: Callable[[], dict[str, float]]) -> None:
        self._counts, self._gauges = counts, gauges

    def collect(self) -> Iterator[Metric]:
        for name, meaning in _MEANINGS.items():
            yield CounterMetricFamily(f"kokong_alarm_{name}", meaning, value=getattr(self._counts, name))
        for name, value in self._gauges().items():
            yield GaugeMetricFamily(f"kokong_alarm_{name}", name.replace("_", " ").capitalize(), value=value)


def registry(counts: Counts, gauges: Callable[[], dict[str, float]]) -> CollectorRegistry:
    """A registry of these numbers alone."""
    made = CollectorRegistry()
    made.register(_Numbers(counts, gauges))
    return made
