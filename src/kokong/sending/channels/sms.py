"""By text message, through whatever gateway Apprise knows: the municipality's own, or the installation's.

Apprise answers yes or no. What the gateway said stands in its log, in the words that all its plugins use
("error=429"), so its log is listened to while it works (decision 109). Where there is no code, the line broke or
nobody answered in time: nobody knows whether it went out.
"""

import logging
import re
import socket
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any, Final

from .. import addresses, texting
from .values import Carried, ForGood, Letter, Nobody, NotNow, NotSent, NoWay, Unsure

SECONDS: Final = 4
_CODE: Final = re.compile(r"error=([1-5][0-9]{2})\b")
_LATER: Final = frozenset(
    {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.INTERNAL_SERVER_ERROR, HTTPStatus.SERVICE_UNAVAILABLE}
)
_US: Final = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.PAYMENT_REQUIRED, HTTPStatus.FORBIDDEN})
"""Our own account is refused, or empty: whoever the message is for."""


def carry(letter: Letter, _following: Letter | None = None) -> Carried:
    """Send it. Raises NoWay without a gateway, Nobody, NotNow, ForGood; Unsure where twice is worse than never."""
    if not letter.gateway:
        if texting.goes(""):
            return Carried()  # a demonstration: the outbox shows it
        raise NoWay("not_set_up")
    account = account_of(letter.gateway, phone=addresses.dialled(letter.phone))
    if account is None:
        raise Nobody("sms_address")
    _reach(account)
    with _listening() as said:
        taken = account.notify(body=letter.plain)
    if not taken:
        raise _refusal(said, twice=letter.twice)
    return Carried()


def account_of(address: str, *, phone: str) -> Any:
    """What speaks to a gateway for one number; None where Apprise understands nothing of the address."""
    import apprise

    asset = apprise.AppriseAsset(app_id="Kokong", async_mode=False)
    told = address.replace(texting.PHONE, phone)
    return apprise.Apprise.instantiate(told, asset=asset, suppress_exceptions=True)


def _refusal(said: Sequence[str], *, twice: bool) -> NotSent:
    """What the log says of a message that was not taken."""
    codes = [int(found[1]) for line in said if (found := _CODE.search(line))]
    code = codes[-1] if codes else 0
    if code in _US:
        return Nobody(f"HTTP {code}")
    if code in _LATER:
        return NotNow(f"HTTP {code}")
    if HTTPStatus.BAD_REQUEST <= code < HTTPStatus.INTERNAL_SERVER_ERROR:
        return ForGood(f"HTTP {code}")
    return NotNow("sms_refused") if twice else Unsure("sms_refused")


def _reach(account: Any) -> None:
    """Raises Nobody where a gateway that has an address of its own does not answer at all."""
    host, port = getattr(account, "host", None), getattr(account, "port", None)
    if not host or "." not in host:
        return
    try:
        socket.create_connection((host, port or (443 if account.secure else 80)), timeout=SECONDS).close()
    except OSError as error:
        raise Nobody(type(error).__name__) from error


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
