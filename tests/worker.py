"""The worker, as tests run it: as the application's role, until nothing waits."""

from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

from django.db import connections
from procrastinate.contrib.django import app
from procrastinate.testing import InMemoryConnector

from tests import roles


def run_jobs() -> None:
    """Run every job that waits, in transactions of its own.

    In a thread of its own, too: Playwright keeps an event loop in the one that tests run in.
    """
    with roles.others_serve_as("worker"), ThreadPoolExecutor(max_workers=1) as thread:
        thread.submit(_work).result()


def run_here(outbox: InMemoryConnector) -> None:
    """Run the jobs that wait now, and those that they defer, in the test's own transaction."""
    while waiting := [
        job for job in outbox.jobs.values() if job["status"] == "todo" and job["scheduled_at"] is None
    ]:
        for job in waiting:
            job["status"] = "succeeded"
            task = app.tasks[job["task_name"]]
            task(*([SimpleNamespace(job=None)] if task.pass_context else []), **job["args"])


def _work() -> None:
    roles.serve_as("worker")
    try:
        with app.replace_connector(app.connector.get_worker_connector()) as working:  # type: ignore[attr-defined]
            working.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)
    finally:
        connections.close_all()
