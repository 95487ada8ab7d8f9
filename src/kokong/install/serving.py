"""gunicorn's configuration: `gunicorn --config python:kokong.install.serving`."""

import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from kokong.kernel import installation

SHARED: Final = "PROMETHEUS_MULTIPROC_DIR"
MEMORY: Final = Path("/dev/shm")  # noqa: S108 - our folder there is ours alone


def _counting_folder() -> Path:
    """Where the workers count together: in memory, since a full disk would kill who writes to a mapped file."""
    here = installation.current()
    beside = MEMORY if os.access(MEMORY, os.W_OK) else here.home
    folder = beside / f"kokong-{os.geteuid()}-{here.port}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)  # refuses where somebody else has made one
    return folder


def child_exit(_server: Any, worker: Any) -> None:
    """What a worker that is gone still held is nobody's; what it counted stays counted."""
    from prometheus_client import multiprocess

    multiprocess.mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]


def on_exit(_server: Any) -> None:
    """The counts end with the process that they are of."""
    shutil.rmtree(os.environ[SHARED], ignore_errors=True)


def _token() -> None:
    """Made before somebody looks for it; where each process has its own secrets, none is made here."""
    with suppress(installation.InstallationError):
        installation.current().secret(installation.METRICS_TOKEN)


os.environ[SHARED] = str(_counting_folder())
os.environ.setdefault("KOKONG_PROCESS", "web")
_token()

loglevel = "warning"
logconfig_dict = {
    "formatters": {"json": {"()": "kokong.kernel.logs.JsonLines"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"level": "WARNING", "handlers": ["console"]},
    "loggers": {"gunicorn.error": {"level": "WARNING", "handlers": ["console"], "propagate": False}},
}
