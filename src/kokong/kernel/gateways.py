"""What Apprise speaks to: an account behind an address, and what its log says while it works.

Apprise answers yes or no. What the other side said stands only in its log, in the words that all its plugins use
("error=429"), so its log is listened to meanwhile (decision 109).
"""

import logging
import re
import socket
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

SECONDS: Final = 4
_CODE: Final = re.compile(r"error=([1-5][0-9]{2})\b")


def account(address: str) -> Any:
    """What speaks to an address; None where Apprise understands nothing of it."""
    import apprise

    asset = apprise.AppriseAsset(app_id="Kokong", async_mode=False)
    return apprise.Apprise.instantiate(address, asset=asset, suppress_exceptions=True)


def reach(account: Any) -> None:
    """Raises OSError where an account that has an address of its own does not answer at all."""
    host, port = getattr(account, "host", None), getattr(account, "port", None)
    if host and "." in host:
        socket.create_connection((host, port or (443 if account.secure else 80)), timeout=SECONDS).close()


def code(said: Sequence[str]) -> int:
    """The last status that the log names; 0 where it names none."""
    return next((int(found[1]) for line in reversed(said) if (found := _CODE.search(line))), 0)


class _Listener(logging.Handler):
    """Keeps what this thread's Apprise says."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []
        self._thread = threading.get_ident()

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread == self._thread:
            self.said.append(record.getMessage())


@contextmanager
def listening() -> Iterator[list[str]]:
    """What this thread's Apprise says meanwhile."""
    listener, log = _Listener(), logging.getLogger("apprise")
    log.addHandler(listener)
    try:
        yield listener.said
    finally:
        log.removeHandler(listener)
