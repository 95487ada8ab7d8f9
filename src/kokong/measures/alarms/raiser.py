"""The process that raises alarms: woken by the receiver's NOTIFY, and looking each second anyway.

The database away, it tries again; nothing is lost, since what waits is in a table.
"""

import logging
import signal
import threading
from collections.abc import Callable
from contextlib import closing
from types import FrameType
from typing import Any, Final

import psycopg
from django.db import DatabaseError, connections
from django.utils import timezone

from kokong.kernel import numbers

from . import escalating, overdue, raising
from .shifts import reminding

CHANNEL: Final = "kokong_alarm_events"
POLL_S: Final = 1.0
RETRY_S: Final = 0.5

log = logging.getLogger(__name__)


def run_until_stopped() -> None:
    """Raise alarms until SIGTERM or Ctrl-C."""
    stop = threading.Event()

    def end(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    run(stopped=stop.is_set, pause=stop.wait)


def run(*, stopped: Callable[[], bool], pause: Callable[[float], object]) -> None:
    """Raise alarms until `stopped`; `pause` waits before the database is tried again."""
    while not stopped():
        try:
            _listen_and_raise(stopped)
        except (DatabaseError, psycopg.Error) as error:
            log.warning("The database is away (%s); alarms wait until it is back.", _says(error))
            connections.close_all()
            pause(RETRY_S)


def _listen_and_raise(stopped: Callable[[], bool]) -> None:
    with closing(connections.create_connection("default")) as wrapper:
        wrapper.ensure_connection()
        listener: psycopg.Connection[Any] = wrapper.connection
        listener.execute(f"LISTEN {CHANNEL}")
        while not stopped():
            while raising.raise_pending(now=timezone.now()) >= raising.BATCH and not stopped():
                pass
            escalating.escalate(now=timezone.now())
            overdue.look(now=timezone.now())
            reminding.call_due(now=timezone.now())
            numbers.LOOKED.set_to_current_time()
            for _ in listener.notifies(timeout=POLL_S, stop_after=1):
                pass


def _says(error: Exception) -> str:
    """What kind of error, and the database's first line, which names a table or a setting and never its rows."""
    return f"{type(error).__name__}: {str(error).partition(chr(10))[0]}"
