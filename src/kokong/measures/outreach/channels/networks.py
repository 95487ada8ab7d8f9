"""Social networks, through Apprise: an account for each municipality and network.

Apprise answers yes or no. What the network said stands only in its log, in the words that all its plugins use
("error=429"), so its log is listened to while it works: what was refused for now is tried again, and what broke
off on the way has perhaps been posted, and is looked at by a person. See decision 109.
"""

import logging
import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any, Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .. import wording, words
from . import accounts
from .values import Came, Channel, ForGood, NotNow, NotSent, Outgoing, Unsure

_CODE: Final = re.compile(r"error=([1-5][0-9]{2})\b")
_AWAY: Final = {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.INTERNAL_SERVER_ERROR, HTTPStatus.SERVICE_UNAVAILABLE}
SECONDS: Final = 4


def channel(name: str, *, title: Any, says: Any, longest: int) -> Channel:
    """A network that Apprise knows; `longest` is what it takes in one piece."""
    return Channel(
        name=name, title=title, says=says, form="short", adapt=wording.short, longest=longest,
        carry=carry, ready=lambda: accounts.why_not(name), account=lambda: accounts.find(name),
    )  # fmt: skip


def understood(address: str) -> bool:
    """Whether Apprise knows what to do with an address."""
    return _account(address) is not None


def carry(out: Outgoing) -> Came:
    """Post it. Raises NotNow, ForGood and Unsure."""
    account = _account(out.account)
    if account is None:
        raise ForGood(str(words.NO_ACCOUNT))
    _reachable(account)
    with _listening() as said:
        taken = account.notify(body=out.text)
    if not taken:
        raise what_it_was(said)
    return Came()


def what_it_was(said: list[str]) -> NotSent:
    """What the log of Apprise says of a post that was not taken; `Unsure` where it says nothing."""
    codes = [int(found[1]) for line in said if (found := _CODE.search(line))]
    if not codes:
        return Unsure(" ".join(said)[-200:] or "no answer")
    last = codes[-1]
    if last in _AWAY:
        return NotNow(f"HTTP {last}")
    return ForGood(f"HTTP {last}") if last < HTTPStatus.INTERNAL_SERVER_ERROR else Unsure(f"HTTP {last}")


def _account(address: str) -> Any:
    import apprise

    asset = apprise.AppriseAsset(app_id="Kokong", async_mode=False)
    return apprise.Apprise.instantiate(address, asset=asset, suppress_exceptions=True)


def _reachable(account: Any) -> None:
    """Raises NotNow where nobody answers at all: nothing was said to them yet."""
    host, port = getattr(account, "host", None), getattr(account, "port", None)
    if not host or "." not in host:
        return
    try:
        socket.create_connection((host, port or (443 if account.secure else 80)), timeout=SECONDS).close()
    except OSError as error:
        raise NotNow(type(error).__name__) from error


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
def _listening() -> Iterator[list[str]]:
    listener, log = _Listener(), logging.getLogger("apprise")
    log.addHandler(listener)
    try:
        yield listener.said
    finally:
        log.removeHandler(listener)


MASTODON: Final = channel(
    "mastodon",
    title=pgettext_lazy("channel", "Mastodon"),
    says=_("Posted in the municipality's account, for everybody."),
    longest=500,
)
BLUESKY: Final = channel(
    "bluesky",
    title=pgettext_lazy("channel", "Bluesky"),
    says=_("Posted in the municipality's account, for everybody."),
    longest=300,
)
