"""Raising with real commits: two at once, killed half-way, woken, and with the database away for a while."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection, connections

from kokong.install.embedded import role_of
from kokong.measures.alarms import api, raiser, raising
from tests import roles
from tests.alarms.admin import as_owner
from tests.alarms.conftest import Site
from tests.waiting import until


def burst(site: Site, count: int = 30) -> None:
    """A home where everything rings."""
    for number in range(count):
        site.send("verified" if number % 10 == 9 else "burglary", str(number % 5), after=0.1)


def waiting(task: str = "kokong.deliver") -> int:
    """Jobs that wait."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = %s", [task])
        return int(cursor.fetchone()[0])


def test_two_raisers_at_once_raise_every_event_once(committed_site: Site) -> None:
    site = committed_site
    burst(site, 60)
    start, counts = threading.Barrier(2), []

    def work() -> None:
        start.wait()
        while count := api.raise_pending(limit=7, now=site.clock):
            counts.append(count)
        connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    alarm = site.only()
    assert sum(counts) == alarm.events == 60
    assert site.said(alarm.id).count("raised") == site.said(alarm.id).count("verified") == 1


def test_a_raiser_that_dies_half_way_has_done_nothing(
    committed_site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = committed_site
    burst(site)

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(raising, "_forget", die)
        with pytest.raises(KeyboardInterrupt):
            site.raise_all()
    assert site.alarms() == ()
    assert waiting() == 0
    assert site.raise_all() == 30
    assert site.only().events == 30
    assert waiting() == 3  # one for each of the flow's three subscribers


@contextmanager
def running() -> Iterator[None]:
    """The raiser at work in a thread of its own."""
    stop = threading.Event()

    def work() -> None:
        roles.serve_as("raiser")
        try:
            raiser.run(stopped=stop.is_set, pause=stop.wait)
        finally:
            connections.close_all()

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(10)
        assert not thread.is_alive()


def notify() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, '')", [raiser.CHANNEL])


def test_the_raiser_is_woken_and_looks_by_itself_when_it_is_not(committed_site: Site) -> None:
    site = committed_site
    with running():
        site.send("burglary", "1")
        until(lambda: len(site.alarms()) == 1)
        site.send("fire", "1", after=5)
        notify()
        until(lambda: len(site.alarms()) == 2)


def test_the_raiser_outlives_its_connections(committed_site: Site) -> None:
    site = committed_site
    with running():
        site.send("burglary", "1")
        until(lambda: len(site.alarms()) == 1)
        connections.close_all()
        as_owner(
            "SELECT 1 / count(pg_terminate_backend(pid)) FROM pg_stat_activity"  # none: a fault
            " WHERE datname = current_database() AND usename = %s",
            role_of("raiser"),
        )
        site.send("fire", "1", after=5)
        until(lambda: len(site.alarms()) == 2)
