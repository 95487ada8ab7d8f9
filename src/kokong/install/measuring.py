"""What the worker tells Prometheus of the whole: jobs, nights, disk, database, clock, backups. Asked each time."""

import logging
import shutil
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime
from typing import Any, Final

from django.db import DatabaseError, connections
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from kokong.kernel.installation import Installation

from . import backup
from .embedded import EmbeddedError

log = logging.getLogger(__name__)
Row = tuple[Any, ...]

_BY_ROW: Final = {
    ("kokong_jobs", "Jobs by queue and state", ("queue", "status")): (
        "SELECT queue_name, status::text, count(*) FROM procrastinate_jobs"
        " WHERE status IN ('todo', 'doing', 'failed') GROUP BY 1, 2"
    ),
    ("kokong_jobs_late_seconds", "How long the longest due job has waited", ("queue",)): (
        "SELECT queue_name, extract(epoch FROM max(now() - greatest(scheduled_at, at)))::float"
        " FROM procrastinate_jobs j JOIN procrastinate_events e ON e.job_id = j.id AND e.type = 'deferred'"
        " WHERE status = 'todo' AND (scheduled_at IS NULL OR scheduled_at <= now()) GROUP BY 1"
    ),
    ("kokong_periodic_timestamp_seconds", "When regular work was last begun", ("task",)): (
        "SELECT task_name, max(defer_timestamp)::float FROM procrastinate_periodic_defers GROUP BY 1"
    ),
    ("kokong_database_connections", "Connections to this database", ()): (
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
    ),
    ("kokong_database_connections_most", "How many the server takes", ()): (
        "SELECT current_setting('max_connections')::int"
    ),
    ("kokong_database_bytes", "Size of the database", ()): "SELECT pg_database_size(current_database())",
}
_CLOCK: Final = "SELECT clock_timestamp()"


class Work(Collector):
    """The numbers of the whole, as whoever runs the jobs sees them."""

    def __init__(self, here: Installation) -> None:
        self._here = here

    def describe(self) -> list[Metric]:
        """Nothing yet: the database is asked when Prometheus is."""
        return []

    def collect(self) -> Iterator[Metric]:
        """Everything that can be known now; with the database away, that it is."""
        yield from self._outside()
        try:
            found = _inside()
        except (DatabaseError, EmbeddedError):
            log.warning("The database is away; its numbers are not told.")
            found = []
        yield GaugeMetricFamily("kokong_database_up", "Whether the database answers", value=float(bool(found)))
        yield from found

    def _outside(self) -> Iterator[Metric]:
        disk = shutil.disk_usage(self._here.home)
        yield GaugeMetricFamily("kokong_disk_free_bytes", "Free where the data folder is", value=disk.free)
        yield GaugeMetricFamily("kokong_disk_bytes", "Size of the disk of the data folder", value=disk.total)
        family = GaugeMetricFamily(
            "kokong_backup_timestamp_seconds", "When the newest backup was made", labels=["kind"]
        )
        newest = backup.newest(self._here)
        for kind, at in (("taken", newest.taken), ("tried", newest.tried)):
            if at:
                family.add_metric([kind], at.timestamp())
        yield family


def _inside() -> list[Metric]:
    """On a connection of its own: Prometheus asks from a thread that ends. Raises DatabaseError."""
    with closing(connections.create_connection("default")) as link, link.cursor() as cursor:
        cursor.execute(_CLOCK)
        apart = abs((cursor.fetchone()[0] - datetime.now(UTC)).total_seconds())
        found: list[Metric] = [
            GaugeMetricFamily("kokong_clock_apart_seconds", "Between our clock and the database's", value=apart)
        ]
        for (name, meaning, labels), query in _BY_ROW.items():
            cursor.execute(query)
            found.append(_family(name, meaning, labels, cursor.fetchall()))
        return found


def _family(name: str, meaning: str, labels: Sequence[str], rows: Sequence[Row]) -> Metric:
    family = GaugeMetricFamily(name, meaning, labels=labels)
    for row in rows:
        family.add_metric([str(label) for label in row[:-1]], row[-1])
    return family
