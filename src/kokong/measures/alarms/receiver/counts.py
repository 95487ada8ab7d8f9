"""What the receiver has done, counted in plain numbers and shown to Prometheus when it asks."""

from bisect import bisect_left
from collections.abc import Callable, Iterator
from itertools import accumulate

from prometheus_client.metrics_core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    Metric,
)
from prometheus_client.process_collector import ProcessCollector
from prometheus_client.registry import Collector, CollectorRegistry

BOUNDS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 60.0)
"""Seconds by which the waits of messages are counted."""


class Waits:
    """How long messages waited, from whole frame to acknowledgement: a histogram in plain numbers."""

    __slots__ = ("counts", "total")

    def __init__(self) -> None:
        self.counts = [0] * (len(BOUNDS) + 1)
        self.total = 0.0

    def add(self, seconds: float) -> None:
        """Count one."""
        self.counts[bisect_left(BOUNDS, seconds)] += 1
        self.total += seconds

    def buckets(self) -> list[tuple[str, float]]:
        """Up to each bound, how many, as Prometheus has them."""
        names = [*map(str, BOUNDS), "+Inf"]
        return [(name, float(count)) for name, count in zip(names, accumulate(self.counts), strict=True)]


class Counts:
    """Plain attributes: a frame costs an addition, not a lock."""

    __slots__ = ("acknowledged", "batches", "clock_off", "connections_refused", "damaged", "dropped", "events",
                 "frames", "line_faults", "mislabelled", "polls", "refused", "retries", "stored",
                 "storing_seconds", "unknown", "waits")  # fmt: skip

    def __init__(self) -> None:
        for name in self.__slots__:
            setattr(self, name, 0)
        self.storing_seconds = 0.0
        self.waits = Waits()

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
    mislabelled: int
    clock_off: int
    dropped: int
    connections_refused: int
    line_faults: int
    storing_seconds: float
    waits: Waits


_MEANINGS = {
    "frames": "Intact frames from known accounts",
    "polls": "Supervision messages",
    "acknowledged": "Messages acknowledged",
    "stored": "Messages stored",
    "events": "Events stored",
    "retries": "Messages that were stored before",
    "batches": "Transactions that stored messages",
    "damaged": "Frames with a wrong checksum, length or header, replies, and bytes that were no frame",
    "refused": "Frames of known accounts that were not accepted",
    "unknown": "Frames from nobody enrolled",
    "mislabelled": "Polls that reported something: their header was changed on the way",
    "clock_off": "Frames answered with our time",
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
        waits = self._counts.waits
        yield HistogramMetricFamily(
            "kokong_alarm_acknowledge_seconds", "From a whole message to its acknowledgement, stored between",
            buckets=waits.buckets(), sum_value=waits.total,
        )  # fmt: skip
        for name, value in self._gauges().items():
            yield GaugeMetricFamily(f"kokong_alarm_{name}", name.replace("_", " ").capitalize(), value=value)


def registry(counts: Counts, gauges: Callable[[], dict[str, float]]) -> CollectorRegistry:
    """A registry of these numbers, and of what the process holds."""
    made = CollectorRegistry()
    ProcessCollector(registry=made)
    made.register(_Numbers(counts, gauges))
    return made
