"""What a process counts of itself, for Prometheus.

Several processes serve the pages; each counts in a file that the others can read, where `PROMETHEUS_MULTIPROC_DIR`
is set before this is loaded (`install.serving`).
"""

import logging
import os
from typing import Final

from prometheus_client import (
    REGISTRY,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
    multiprocess,
    start_http_server,
)
from prometheus_client.registry import Collector

SHARED: Final = "PROMETHEUS_MULTIPROC_DIR"
BOUNDS: Final = (0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Seconds by which answers are counted."""

REQUESTS: Final = Counter("kokong_requests", "Requests answered, by room and status", ["room", "status"])
SECONDS: Final = Histogram("kokong_request_seconds", "From a request to its answer", ["room"], buckets=BOUNDS)
LINES: Final = Counter("kokong_log_lines", "Lines logged, by level", ["level"])
LOOKED: Final = Gauge(
    "kokong_raiser_looked_timestamp_seconds", "When the raiser last looked for alarms", multiprocess_mode="max"
)

log = logging.getLogger(__name__)


class Counted(logging.Handler):
    """Counts what is logged: an error that nobody reads is seen on the board."""

    def emit(self, record: logging.LogRecord) -> None:
        """Count one line."""
        LINES.labels(record.levelname.lower()).inc()


def answer(*more: Collector) -> bytes:
    """What Prometheus reads: our own numbers, those of processes beside us, and `more`."""
    registry = REGISTRY
    if os.environ.get(SHARED):
        registry = CollectorRegistry()
        multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    if not more:
        return generate_latest(registry)
    beside = CollectorRegistry()
    for each in more:
        beside.register(each)
    return generate_latest(registry) + generate_latest(beside)


def serve(bind: str, port: int, registry: CollectorRegistry = REGISTRY, *, more: Collector | None = None) -> None:
    """Tell the numbers of this process, and `more`, on a port of its own; 0: nowhere.

    Where the port is taken the process works without: it has more to do than to be watched.
    """
    if not port:
        return
    if more:
        registry.register(more)
    try:
        start_http_server(port, bind, registry)
    except OSError as error:
        log.warning("Port %s tells no numbers: %s.", port, error.strerror)
