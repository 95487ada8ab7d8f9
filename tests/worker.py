"""The worker, as tests run it: as the application's role, until nothing waits."""

from procrastinate.contrib.django import app


def run_jobs() -> None:
    """Run every job that waits, in this process and in transactions of its own."""
    with app.replace_connector(app.connector.get_worker_connector()) as working:  # type: ignore[attr-defined]
        working.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)
