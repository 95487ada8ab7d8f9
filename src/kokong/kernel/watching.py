"""Counts what the pages answer, and tells Prometheus: `/metrics`, to whoever has the token."""

import time
from collections.abc import Callable, Iterator
from secrets import compare_digest
from typing import Final

import psutil
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from prometheus_client import CONTENT_TYPE_LATEST
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from . import installation, numbers

PATH: Final = "/metrics"
_PROBES: Final = ("/healthz", "/readyz", PATH)


class WatchMiddleware:
    """Outermost: what it counts is what was waited for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer and count, or tell what was counted."""
        if request.path == PATH and _knows(request):
            return HttpResponse(numbers.answer(Workers()), content_type=CONTENT_TYPE_LATEST)
        began = time.perf_counter()
        response = self.get_response(request)
        if request.path not in _PROBES:
            room = _room(request)
            numbers.REQUESTS.labels(room, str(response.status_code)).inc()
            numbers.SECONDS.labels(room).observe(time.perf_counter() - began)
        return response


def _knows(request: HttpRequest) -> bool:
    """Whether the token came along. Without it there is no such page, as for anybody who guesses addresses."""
    try:
        secret = installation.current().secret(installation.METRICS_TOKEN)
    except installation.InstallationError:
        return False  # this process was given none
    given = request.headers.get("authorization", "").removeprefix("Bearer ")
    return compare_digest(given.encode(), secret.encode())


def _room(request: HttpRequest) -> str:
    """The room that answered. Addresses that nobody has are one, else strangers would name our numbers."""
    if request.path.startswith(settings.STATIC_URL):
        return "files"
    if (match := request.resolver_match) is None:
        return "none"
    return match.namespaces[0] if match.namespaces else match.route.partition("/")[0] or "start"


class Workers(Collector):
    """Memory and processor time of the processes that serve the pages, by their place among them."""

    def collect(self) -> Iterator[Metric]:
        """Look at ourselves and those beside us."""
        memory = GaugeMetricFamily("kokong_web_memory_bytes", "Memory that is held", labels=["worker"])
        spent = CounterMetricFamily("kokong_web_cpu_seconds", "Processor time", labels=["worker"])
        began = GaugeMetricFamily("kokong_web_start_timestamp_seconds", "When it started", labels=["worker"])
        for place, process in enumerate(_together()):
            with process.oneshot():
                memory.add_metric([str(place)], process.memory_info().rss)
                times = process.cpu_times()
                spent.add_metric([str(place)], times.user + times.system)
                began.add_metric([str(place)], process.create_time())
        yield from (memory, spent, began)


def _together() -> list[psutil.Process]:
    """This process and its siblings, oldest first."""
    mine = psutil.Process()
    parent = mine.parent()
    beside = parent.children() if parent else []
    if mine not in beside:
        return [mine]
    return sorted((each for each in beside if each.is_running()), key=psutil.Process.create_time)
